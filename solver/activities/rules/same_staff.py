"""Groups that keep their dates keep their trainer, interpreters and room, as far as possible.

When a lesson roster changes, the repair should disturb them as little as members
[L14207, L14702]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import Text
from models.activity_plan import ActivityGroup
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


@dataclass(frozen=True, slots=True)
class Swap:
    """Something that a group on earlier dates has and none of those groups had: ``what`` is
    "trainer", "room" or "interpreter"; codes before and now (``None``: nobody, none).
    """

    group: ActivityGroup
    what: str
    before: tuple[str | None, ...]
    now: str | None


def changed(view: ActivityView) -> list[Swap]:
    """All of these swaps. An interpreter of a language that was not interpreted is none."""
    before = view.previous.groups if view.previous is not None else ()
    found: list[Swap] = []
    for group in view.groups:
        alike = [g for g in before if view.is_same(g, group)]
        if alike:
            found += _swaps(alike, group)
    return found


def _swaps(alike: list[ActivityGroup], group: ActivityGroup) -> Iterator[Swap]:
    trainers = tuple(dict.fromkeys(g.trainer for g in alike))
    rooms = tuple(dict.fromkeys(g.room for g in alike))
    if group.trainer not in trainers:
        yield Swap(group, "trainer", trainers, group.trainer)
    if group.room not in rooms:
        yield Swap(group, "room", rooms, group.room)
    for row in group.interpreting:
        were = [x.interpreter for g in alike for x in g.interpreting if x.language == row.language]
        if were and row.interpreter not in were:
            yield Swap(group, "interpreter", tuple(dict.fromkeys(were)), row.interpreter)


def cost(view: ActivityView) -> tuple[float, int]:
    """Swaps and their points."""
    count = len(changed(view))
    return count, count * view.school.activity_policy.weights.changed_staff


def post(model: ActivityModel) -> None:
    """Points for a group on earlier dates with another trainer, room or interpreter."""
    school, weight = model.problem.school, model.problem.weights.changed_staff
    interpreters = [p.reference for p in school.interpreters]
    for p, row in enumerate(model.rows):
        before = model.problem.earlier.staff_of(
            row.activity.reference, row.opening.shares, model.meetings(p)
        )
        if before is None:
            continue
        for chosen, known, names in (
            (row.trainer, before.trainers, [t.reference for t in school.trainers]),
            (row.room, before.rooms, [r.reference for r in school.rooms]),
        ):
            if chosen:
                same = [x for i, x in chosen.items() if names[i] in known]
                model.pay("same_staff", weight * row.open - weight * sum(same))
            elif None not in known:
                model.pay("same_staff", weight * row.open)
        for language, booked in row.interpreter.items():
            were = before.interpreters.get(language)
            if were:
                others = [x for i, x in booked.items() if interpreters[i] not in were]
                model.pay("same_staff", weight * sum(others))


RULE = ActivityRule(
    name="same_staff",
    title=Text(
        nl="Andere trainers, tolken en lokalen dan eerder",
        en="Other trainers, interpreters and rooms",
    ),
    unit=Text(nl="wijzigingen", en="changes"),
    single=Text(nl="wijziging", en="change"),
    sources=("report L14207", "report L14702"),
    weights=("changed_staff",),
    cost=cost,
    post=post,
)
