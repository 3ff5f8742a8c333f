"""What the coordinator has fixed stays: classes, times, teachers, rooms, members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import ClassRun, PlannedClass, Session, Slot, Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_GONE = Text(nl="{klas} moet doorgaan", en="{klas} must continue")
_OFFERING = Text(nl="{klas} hoort bij ander aanbod", en="{klas} belongs to another offering")
_TIMES = Text(nl="de lestijden van {klas} staan vast", en="the times of {klas} are fixed")
_TEACHER = Text(nl="de docent van {klas} staat vast", en="the teacher of {klas} is fixed")
_ROOM = Text(nl="het lokaal van {klas} staat vast", en="the room of {klas} is fixed")
_MEMBER = Text(nl="{who} moet in {klas} blijven", en="{who} must stay in {klas}")


def violations(view: View) -> Iterator[Violation]:
    """Fixed things that the plan changes."""
    planned = {c.reference: c for c in view.classes}
    for run in view.school.classes:
        row = planned.get(run.reference)
        if row is None:
            if not run.may_close:
                yield _broken(_GONE, run)
        else:
            yield from _changed(run, row)
    for learner in view.school.learners:
        held = view.school.running.get(learner.current_class or "")
        seat = view.class_of.get(learner.reference)
        leaves = held is not None and (seat is None or seat.reference != held.reference)
        if held is not None and held.fixed_members and leaves:
            text = _MEMBER.fill(who=learner.shown, klas=held.shown)
            yield Violation("fixed", text, (learner.reference,), (held.reference,))


def _changed(run: ClassRun, row: PlannedClass) -> Iterator[Violation]:
    if row.offering != run.offering:
        yield _broken(_OFFERING, run)
    if run.fixed_times and sorted(s.slot for s in row.sessions) != sorted(run.slots):
        yield _broken(_TIMES, run)
    if run.fixed_teacher and any(_differs(run, run.teachers, s, s.teacher) for s in row.sessions):
        yield _broken(_TEACHER, run)
    if run.fixed_room and any(
        s.room is not None and _differs(run, run.rooms, s, s.room) for s in row.sessions
    ):
        yield _broken(_ROOM, run)


def _differs(run: ClassRun, listed: tuple[str, ...], session: Session, now: str) -> bool:
    if len(listed) == 1:
        return listed[0] != now
    at = dict(zip(run.slots, listed, strict=False))
    return at.get(session.slot, now) != now


def _broken(text: Text, run: ClassRun) -> Violation:
    return Violation("fixed", text.fill(klas=run.shown), classes=(run.reference,))


def post(model: Model) -> None:
    """Teachers, rooms and members that are fixed stay (times are fixed by the variants)."""
    school, places = model.problem.school, model.problem.places
    for row in model.classes:
        run = row.group.run
        if run is None:
            continue
        for at in row.group.fixed:
            model.cp.add(row.member[int(row.group.who[at])] == 1)
        for (p, j), var in row.taught.items():
            if run.fixed_teacher and not is_now(
                run, run.teachers, places.rows[p].slot, school.teachers[j].reference
            ):
                model.cp.add(var == 0)
        for (p, r), var in row.roomed.items():
            if run.fixed_room and not is_now(
                run, run.rooms, places.rows[p].slot, school.rooms[r].reference
            ):
                model.cp.add(var == 0)


def is_now(run: ClassRun, listed: tuple[str, ...], slot: Slot, reference: str) -> bool:
    """Whether a fixed run may have this teacher (or room) at this slot."""
    if len(listed) <= 1:
        return not listed or listed[0] == reference
    return slot not in run.slots or listed[run.slots.index(slot)] == reference


RULE = Rule(
    name="fixed",
    title=Text(nl="Wat vaststaat blijft", en="What is fixed stays"),
    sources=("report L17681",),
    violations=violations,
    post=post,
)
