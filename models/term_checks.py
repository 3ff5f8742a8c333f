"""What can be wrong with pauses and switches of route."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.school import Issue, School
from models.text import Text


def term_problems(school: School) -> Iterator[Issue]:
    """Issues of the tables of pauses and switches, references left aside."""
    yield from _pauses(school)
    yield from _switches(school)


def _pauses(school: School) -> Iterator[Issue]:
    seen: dict[str, list[int]] = {}
    for index, pause in enumerate(school.pauses):
        for earlier in seen.setdefault(pause.learner, []):
            other = school.pauses[earlier]
            if pause.first <= other.last and other.first <= pause.last:
                yield Issue(
                    "pauses",
                    index,
                    "first",
                    Text(
                        nl="deze pauze valt deels samen met die van {a} tot en met {b}",
                        en="this pause overlaps the one from {a} until {b}",
                    ).fill(a=_shown(other.first), b=_shown(other.last)),
                    Text(nl="maak er één pauze van", en="make one pause of the two"),
                )
                break
        seen[pause.learner].append(index)


def _switches(school: School) -> Iterator[Issue]:
    days: set[tuple[str, date]] = set()
    for index, switch in enumerate(school.switches):
        if (switch.learner, switch.on) in days:
            yield Issue(
                "switches",
                index,
                "on",
                Text(
                    nl="op {day} wisselt deze cursist al van route",
                    en="this learner switches route on {day} already",
                ).fill(day=_shown(switch.on)),
                Text(nl="laat één van beide rijen staan", en="keep one of the two rows"),
            )
        days.add((switch.learner, switch.on))
        if switch.on <= school.start and switch.hours_counted is not None:
            yield Issue(
                "switches",
                index,
                "hours_counted",
                Text(
                    nl="de wissel is al geweest; dit getal wordt niet gebruikt",
                    en="the switch has been made already; this number is not used",
                ),
                Text(
                    nl="vul bij Taaluren gemaakt alleen in wat in de nieuwe route meetelt",
                    en="enter under Language hours made only what counts in the new route",
                ),
                warning=True,
            )
    yield from _past_switches(school)


def _past_switches(school: School) -> Iterator[Issue]:
    """The route of a learner must be the one of the last switch before the plan starts."""
    for reference, switches in school.switches_of.items():
        made = [s for s in switches if s.on <= school.start]
        learner = school.learner.get(reference)
        if not made or learner is None or learner.route is made[-1].to_route:
            continue
        yield Issue(
            "switches",
            school.switches.index(made[-1]),
            "to_route",
            Text(
                nl="de wissel was op {day}, maar op het blad Cursisten staat nog route {route}",
                en="the switch was on {day}, but the sheet Learners still has route {route}",
            ).fill(day=_shown(made[-1].on), route=learner.route.value),
            Text(
                nl="vul bij de cursist de nieuwe route in, of verbeter de datum",
                en="give the learner the new route, or correct the date",
            ),
        )


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")
