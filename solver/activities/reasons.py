"""Why a learner is in no group of an activity, and what the reader must know of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from models import Text
from models.activity_plan import LeftOut
from models.plan import Reason
from models.text import Language
from solver.activities.model import Group
from solver.activities.problem import Problem

TEXTS = {
    "level": Text(
        nl="Het niveau of het aantal gemaakte uren is nog niet wat {activity} vraagt.",
        en="Level or hours made are not yet what {activity} asks for.",
    ),
    "too_early": Text(
        nl="Aan de beurt na deze planperiode.", en="The turn comes after this period."
    ),
    "no_dates": Text(
        nl="{activity} heeft in deze periode geen mogelijke data.",
        en="{activity} has no possible dates in this period.",
    ),
    "no_class": Text(
        nl="{activity} is met de eigen klas, maar er is geen klas bekend.",
        en="{activity} is with the own class, but no class is known.",
    ),
    "no_language": Text(
        nl="Geen taal bekend waarin {activity} gevolgd kan worden. Vul de moedertaal in.",
        en="No language is known in which {activity} can be followed. Enter the mother tongue.",
    ),
    "timing": Text(
        nl="Er begint geen groep meer na de dag waarop {activity} mag starten.",
        en="No group begins after the day from which {activity} may start.",
    ),
    "free": Text(
        nl="Bij alle mogelijke data van {activity} vallen te veel bijeenkomsten samen met lessen "
        "of bezette uren. Meer dagdelen, een avond of online zou helpen.",
        en="On all possible dates of {activity} too many meetings fall together with lessons or "
        "busy hours. More dayparts, an evening or online would help.",
    ),
    "spouses": Text(
        nl="De partner heeft les bij alle mogelijke data van {activity}.",
        en="The spouse has lessons on all possible dates of {activity}.",
    ),
    "too_few": Text(
        nl="Er zijn er {n} die bij elkaar passen; een groep begint bij {least}. Wachten op nieuwe "
        "aanmeldingen of een taal erbij met een tolk zou helpen.",
        en="There are {n} who belong together; a group starts with {least}. New registrations or "
        "another language with an interpreter would help.",
    ),
    "no_staff": Text(
        nl="Op de data die passen is er geen trainer, tolk of lokaal voor {activity}.",
        en="On the dates that fit there is no trainer, interpreter or room for {activity}.",
    ),
    "order": Text(
        nl="Eerst moet {first} af zijn; daarna is er geen groep van {activity} meer die past.",
        en="{first} has to be finished first; after that no group of {activity} fits.",
    ),
    "limit": Text(
        nl="{activity} heeft hoogstens {n} groepen en die zijn vol of passen niet.",
        en="{activity} has at most {n} groups, and these are full or do not fit.",
    ),
    "had_begun": Text(
        nl="Had al {n} van de {m} bijeenkomsten in een groep die niet meer past.",
        en="Had {n} of the {m} meetings already, in a group that no longer fits.",
    ),
    "full": Text(
        nl="De groepen die passen zijn vol; een extra groep is te klein of heeft geen trainer.",
        en="The groups that fit are full; one more would be too small or has no trainer.",
    ),
}
LATER = ("level", "too_early")
"""Codes of learners whose turn has not come."""

_NO_TRAINER = Text(
    nl="Voor {activity} staan geen trainers op het blad Trainers; er is zonder trainer gepland.",
    en="The sheet Trainers lists nobody for {activity}; it is planned without a trainer.",
)


_OVER = Text(
    nl="{n} deelnames aan groepen van het eerdere plan zijn afgelopen. Ze tellen als gedaan, al "
    "zegt het blad Activiteit per cursist dat niet. Moet iemand het overdoen, vul dan daar "
    "'overdoen' in.",
    en="{n} participations in groups of the earlier plan are over. They count as done, though the "
    "sheet Activity records does not say so. Enter 'redo' there for whoever has to do it again.",
)
_OPEN_ENDED = Text(
    nl="Van de lessen van {n} cursisten zegt het rooster niet wanneer ze eindigen. Aangenomen is "
    "dat ze doorgaan tot en met {day}.",
    en="The roster does not say when the lessons of {n} learners end. They are assumed to go on "
    "until {day}.",
)


def reason(code: str, **values: object) -> Reason:
    """A reason with its texts filled in."""
    text = TEXTS[code]
    used = {k: v for k, v in values.items() if f"{{{k}}}" in text.nl}
    return Reason(code=code, nl=text(Language.NL, **used), en=text(Language.EN, **used))


def left_out(problem: Problem, groups: Sequence[Group]) -> tuple[LeftOut, ...]:
    """Everybody who takes part but has no group, in the order of activities and learners."""
    found = {}
    shown = {line.activity.reference: line.activity.shown for line in problem.lines}
    for (learner, activity), code in [*problem.refused.items(), *problem.later.items()]:
        found[activity, learner] = reason(code, activity=shown[activity])
    placed = {(g.opening.line, i) for g in groups for i in g.members}
    for index, line in enumerate(problem.lines):
        for row, i in enumerate(line.who):
            name = problem.school.learners[i].reference
            refused = (name, line.activity.reference) in problem.refused
            if (index, i) not in placed and not refused:
                found[line.activity.reference, name] = _why(problem, groups, index, row)
    order = {line.activity.reference: n for n, line in enumerate(problem.lines)}
    had = {
        (name[1], name[0]): reason("had_begun", n=len(own[2]), m=len(problem.earlier.begins[name]))
        for name, own in problem.earlier.own.items()
    }
    return tuple(
        LeftOut(
            learner=learner,
            activity=activity,
            reasons=tuple(
                x for x in (found[activity, learner], had.get((activity, learner))) if x is not None
            ),
        )
        for activity, learner in sorted(found, key=lambda k: (order[k[0]], problem.place[k[1]]))
    )


def _why(problem: Problem, groups: Sequence[Group], index: int, row: int) -> Reason:
    line = problem.lines[index]
    activity = line.activity
    name = activity.shown
    if not any(o.line == index and row in o.rows for o in problem.openings):
        alike = [
            r
            for r, shares in enumerate(line.shares)
            if shares == line.shares[row]
            and (not activity.by_language or set(line.tongues[r]) & set(line.tongues[row]))
        ]
        together = (line.allow[alike] & line.allow[row]).sum(axis=0)
        most = int(together.max()) if together.size else 0
        if most < activity.minimum:
            return reason("too_few", n=most, least=activity.minimum)
        return reason("no_staff", activity=name)
    placed = {
        (problem.lines[g.opening.line].activity.reference, i) for g in groups for i in g.members
    }
    for first in activity.after:
        if (first, line.who[row]) not in placed:
            known = next(
                (x.activity.shown for x in problem.lines if x.activity.reference == first), first
            )
            return reason("order", first=known, activity=name)
    opened = sum(g.opening.line == index for g in groups)
    if activity.max_groups is not None and opened >= activity.max_groups:
        return reason("limit", activity=name, n=activity.max_groups)
    return reason("full")


def notices(problem: Problem) -> tuple[Reason, ...]:
    """What the reader must know: no trainers, uncertain days off."""
    found = []
    for index, line in enumerate(problem.lines):
        if line.who and not problem.trainers(index):
            text = _NO_TRAINER.fill(activity=line.activity.shown)
            found.append(Reason(code="no_trainers", nl=text("nl"), en=text("en")))
    over = _unrecorded(problem)
    if over:
        text = _OVER.fill(n=over)
        found.append(Reason(code="counted_as_done", nl=text("nl"), en=text("en")))
    endless = len(problem.rosters.open_ended)
    if endless:
        text = _OPEN_ENDED.fill(n=endless, day=problem.until.strftime("%d-%m-%Y"))
        found.append(Reason(code="open_ended", nl=text("nl"), en=text("en")))
    for code, text in problem.school.calendar.notices(problem.school.start, problem.until):
        found.append(Reason(code=code, nl=text("nl"), en=text("en")))
    return tuple(found)


def _unrecorded(problem: Problem) -> int:
    """Participations that count as done though the source does not say so."""
    recorded = {(r.learner, r.activity) for r in problem.school.activity_records if not r.joins}
    known = {line.activity.reference for line in problem.lines}
    return sum(name[1] in known for name in problem.earlier.finished.keys() - recorded)
