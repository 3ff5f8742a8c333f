"""A trainer who gives the activity, is available at every meeting, and leads one group at a time.

The trainer's language availability decides the days in Heemstede & Bloemendaal [L12831]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule
from solver.activities.rules.view import slots_join

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_NOBODY = Text(nl="{group} heeft geen trainer", en="{group} has no trainer")
_NOT = Text(nl="{who} geeft {activity} niet", en="{who} does not give {activity}")
_AWAY = Text(
    nl="{who} is er niet op {day} ({group})", en="{who} is not available on {day} ({group})"
)
_TWICE = Text(
    nl="{who} heeft {a} en {b} tegelijk op {day}", en="{who} has {a} and {b} together on {day}"
)
_MANY = Text(
    nl="{who} heeft {n} groepen; hoogstens {most}", en="{who} has {n} groups; at most {most}"
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Groups without a trainer, and trainers who cannot be there."""
    people = {t.reference: t for t in view.school.trainers}
    for group in view.groups:
        led = [t for t in view.school.trainers if group.activity in t.activities]
        if group.trainer is None:
            if led:
                text = _NOBODY.fill(group=group.reference)
                yield Violation("trainer", text, classes=(group.reference,))
            continue
        who = people.get(group.trainer)
        if who is None or who not in led:
            name = view.activity[group.activity].shown
            text = _NOT.fill(who=who.shown if who else group.trainer, activity=name)
            yield Violation("trainer", text, classes=(group.reference,), teachers=(group.trainer,))
            continue
        for meeting in view.coming(group):
            if not slots_join(meeting.slot, who.available):
                day = meeting.day.strftime("%d-%m-%Y")
                text = _AWAY.fill(who=who.shown, day=day, group=group.reference)
                yield Violation(
                    "trainer", text, classes=(group.reference,), teachers=(who.reference,)
                )
    for one, other in combinations([g for g in view.groups if g.trainer in people], 2):
        both = view.overlap(one, other) if one.trainer == other.trainer else None
        if both is not None:
            text = _TWICE.fill(
                who=people[one.trainer or ""].shown,
                a=one.reference,
                b=other.reference,
                day=both.day.strftime("%d-%m-%Y"),
            )
            yield Violation("trainer", text, classes=(one.reference, other.reference))
    count = Counter(g.trainer for g in view.groups)
    for who in people.values():
        if who.max_groups is not None and count[who.reference] > who.max_groups:
            text = _MANY.fill(who=who.shown, n=count[who.reference], most=who.max_groups)
            yield Violation("trainer", text, teachers=(who.reference,))


def post(model: ActivityModel) -> None:
    """One trainer for an open group; no two groups of a trainer that meet at once."""
    for row in model.rows:
        if row.trainer:
            model.cp.add(sum(row.trainer.values()) == row.open)
    for index, person in enumerate(model.problem.school.trainers):
        led = [(p, row.trainer[index]) for p, row in enumerate(model.rows) if index in row.trainer]
        if person.max_groups is not None:
            model.cp.add(sum(x for _, x in led) <= person.max_groups)
        for meeting_at_once in model.cliques([p for p, _ in led]):
            literals = [x for p, x in led if p in meeting_at_once]
            if len(literals) > 1:
                model.cp.add_at_most_one(literals)


RULE = ActivityRule(
    name="trainer",
    title=Text(nl="Trainers", en="Trainers"),
    sources=("report L12831", "report L20147"),
    violations=violations,
    post=post,
)
