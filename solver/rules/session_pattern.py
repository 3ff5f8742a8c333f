"""The weekly pattern of a class: how many lessons, at which of the offering's slots, where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from models import ClassRun, Mode, Offering, PlannedClass, Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.rules.view import View


_TEXT = Text(nl="{klas}: {why}", en="{klas}: {why}")
_COUNT = Text(nl="{a} lessen per week in plaats van {b}", en="{a} lessons a week instead of {b}")
_WHERE = Text(nl="de locatie hoort niet bij het aanbod", en="the location is not the offering's")
_ONLINE = Text(
    nl="de verkeerde lessen zijn online of hebben een lokaal",
    en="the wrong lessons are online or have a room",
)
_SLOT = Text(nl="{when} is geen lesmoment van het aanbod", en="{when} is not a slot on offer")
_OVERLAP = Text(nl="twee lessen overlappen op {when}", en="two lessons overlap on {when}")
_DAY = Text(nl="te veel lessen op één dag", en="too many lessons on one day")
_DAYS = Text(nl="te weinig dagen tussen de lesdagen", en="too few days between lesson days")
_TIMES = Text(nl="niet elke lesdag dezelfde tijden", en="not the same times every lesson day")


def violations(view: View) -> Iterator[Violation]:
    """Patterns the offering does not have."""
    for row in view.classes:
        for why in _wrong(view, row, view.offering(row), view.run(row)):
            text = _TEXT.fill(klas=row.name, why=why)
            yield Violation("session_pattern", text, classes=(row.reference,))


def _wrong(
    view: View, row: PlannedClass, offering: Offering, run: ClassRun | None
) -> Iterator[Text]:
    sessions = sorted(row.sessions, key=lambda s: s.slot)
    if len(sessions) != offering.sessions_per_week:
        yield _COUNT.fill(a=len(sessions), b=offering.sessions_per_week)
    settled = view.school.location_of(run) if run is not None else None
    allowed = (settled,) if settled is not None else offering.locations
    if offering.mode is Mode.ONLINE:
        if row.location is not None:
            yield _WHERE
    elif row.location is None or (allowed and row.location not in allowed):
        yield _WHERE
    on_site = len(sessions) - offering.online_count()
    if any(
        s.online != (k >= on_site) or (s.room is None) != s.online for k, s in enumerate(sessions)
    ):
        yield _ONLINE
    slots = [s.slot for s in sessions]
    yield from (
        _OVERLAP.fill(when=a.bilingual()) for a, b in combinations(slots, 2) if a.overlaps(b)
    )
    if run is None or not run.fixed_times:
        yield from (_SLOT.fill(when=s.bilingual()) for s in slots if s not in offering.slots)
        days = sorted({s.weekday for s in slots})
        per_day = {d: [(s.start, s.end) for s in slots if s.weekday == d] for d in days}
        if any(len(times) > offering.max_sessions_per_day for times in per_day.values()):
            yield _DAY
        if any(b - a <= offering.min_days_between for a, b in pairwise(days)):
            yield _DAYS
        if offering.same_time and any(times != per_day[days[0]] for times in per_day.values()):
            yield _TIMES


RULE = Rule(
    name="session_pattern",
    title=Text(nl="Weekpatroon van het aanbod", en="Weekly pattern of the offering"),
    sources=("report L7875", "report L9962", "report L17631"),
    violations=violations,
)
