"""All rules about activities, one file each; docs/activities.md has them in words."""

from solver.activities.rules import (
    alike,
    begun,
    completion,
    eligible,
    empty_seats,
    form,
    free,
    group_cost,
    group_limit,
    group_size,
    interpreter,
    known,
    languages,
    lateness,
    missed_lessons,
    mixing,
    moved_meetings,
    one_place,
    order,
    room,
    same_staff,
    spouses,
    stability,
    timing,
    trainer,
    wishes,
)
from solver.activities.rules.base import ActivityRule

RULES: tuple[ActivityRule, ...] = (
    known.RULE,
    eligible.RULE,
    begun.RULE,
    timing.RULE,
    free.RULE,
    one_place.RULE,
    form.RULE,
    group_size.RULE,
    alike.RULE,
    languages.RULE,
    trainer.RULE,
    interpreter.RULE,
    room.RULE,
    order.RULE,
    group_limit.RULE,
    spouses.RULE,
    completion.RULE,
    lateness.RULE,
    missed_lessons.RULE,
    group_cost.RULE,
    empty_seats.RULE,
    mixing.RULE,
    wishes.RULE,
    moved_meetings.RULE,
    stability.RULE,
    same_staff.RULE,
)
HARD = tuple(rule for rule in RULES if rule.violations is not None)
GOALS = tuple(rule for rule in RULES if rule.cost is not None)

__all__ = ["GOALS", "HARD", "RULES", "ActivityRule"]
