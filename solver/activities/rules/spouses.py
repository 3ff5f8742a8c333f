"""Spouses in one activity: apart, together, or never at the same time.

Couples are invited separately because of the children [L12831] and so that both can speak freely
[L20208]. Alternating also looks at the lessons of the other, who is then not at home."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from models import Learner, Text, Violation
from models.activities import Activity, SpouseRule
from solver.activities.rules.base import ActivityRule, Costs, Mask

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView

_APART = Text(
    nl="{a} en {b} zitten samen in een groep van {activity}",
    en="{a} and {b} are in one group of {activity}",
)
_TOGETHER = Text(
    nl="{a} en {b} zitten niet samen in {activity}", en="{a} and {b} are not together in {activity}"
)
_AT_ONCE = Text(
    nl="{a} en {b} zijn tegelijk bezet ({activity})",
    en="{a} and {b} are occupied at the same time ({activity})",
)
_LESSON = Text(
    nl="{a} heeft {activity} terwijl {b} les heeft", en="{a} has {activity} while {b} has a lesson"
)
_TEXTS = {
    SpouseRule.APART: _APART,
    SpouseRule.TOGETHER: _TOGETHER,
    SpouseRule.ALTERNATING: _AT_ONCE,
}


def _couples(view: ActivityView) -> list[tuple[Learner, Learner]]:
    return [pair for home in view.school.homes.values() for pair in combinations(home, 2)]


def _broken(view: ActivityView, hard: bool) -> Iterator[tuple[Activity, Text, Learner, Learner]]:
    couples = _couples(view)
    for activity in view.activity.values():
        if activity.spouses is SpouseRule.NOTHING or activity.spouses_hard != hard:
            continue
        for a, b in couples:
            mine = view.group_of.get((a.reference, activity.reference))
            theirs = view.group_of.get((b.reference, activity.reference))
            if activity.spouses is SpouseRule.ALTERNATING:
                for one, other, group in ((a, b, mine), (b, a, theirs)):
                    if group is not None and any(
                        m.start < x.end and x.start < m.end
                        for m in group.meetings
                        for x in view.lessons(other.reference).get(m.day, ())
                    ):
                        yield activity, _LESSON, one, other
            if mine is None or theirs is None:
                continue
            same = mine.reference == theirs.reference
            wrong = {
                SpouseRule.APART: same,
                SpouseRule.TOGETHER: not same,
                SpouseRule.ALTERNATING: same or view.overlap(mine, theirs) is not None,
            }[activity.spouses]
            if wrong:
                yield activity, _TEXTS[activity.spouses], a, b


def violations(view: ActivityView) -> Iterator[Violation]:
    """Hard rules for spouses that are not kept."""
    for activity, text, a, b in _broken(view, hard=True):
        told = text.fill(a=a.shown, b=b.shown, activity=activity.shown)
        yield Violation("spouses", told, (a.reference, b.reference))


def cost(view: ActivityView) -> tuple[float, int]:
    """Soft ones."""
    count = sum(1 for _ in _broken(view, hard=False))
    return count, count * view.school.activity_policy.weights.household


def _while_lesson(pair: Pair) -> Costs:
    """How many spouses have a lesson during each series (counted once per spouse)."""
    found = pair.nothing
    for diary in pair.spouses:
        meets = pair.none
        for begin, end in zip(diary.begins, diary.ends, strict=True):
            meets |= ((pair.series.begins < end) & (begin < pair.series.ends)).any(axis=1)
        found = found + meets
    return found


def allow(pair: Pair) -> Mask:
    """With a hard alternating rule: no series during the lessons of a spouse."""
    activity = pair.activity
    if activity.spouses is not SpouseRule.ALTERNATING or not activity.spouses_hard:
        return pair.all
    mask: Mask = _while_lesson(pair) == 0
    return mask


def pay(pair: Pair) -> Costs:
    """With a soft alternating rule: points for series during the lessons of a spouse."""
    activity = pair.activity
    if activity.spouses is not SpouseRule.ALTERNATING or activity.spouses_hard:
        return pair.nothing
    return _while_lesson(pair) * pair.school.activity_policy.weights.household


def post(model: ActivityModel) -> None:
    """Seats of spouses in one activity that go together or exclude each other."""
    weight = model.problem.weights.household
    for index, line in enumerate(model.problem.lines):
        activity = line.activity
        if activity.spouses is SpouseRule.NOTHING:
            continue
        for i, j in model.couples:
            mine, theirs = model.options(i, index), model.options(j, index)
            if not mine or not theirs:
                continue
            broken = None
            if not activity.spouses_hard:
                broken = model.cp.new_bool_var("")
                model.pay("spouses", weight * broken)
            free = [] if broken is None else [broken]
            for p, x in mine:
                for q, y in theirs:
                    same = p == q
                    wrong = {
                        SpouseRule.APART: same,
                        SpouseRule.TOGETHER: not same,
                        SpouseRule.ALTERNATING: same or model.meet(p, q),
                    }[activity.spouses]
                    if wrong:
                        model.cp.add_bool_or([~x, ~y, *free])


RULE = ActivityRule(
    name="spouses",
    title=Text(nl="Partners in één activiteit", en="Spouses in one activity"),
    unit=Text(nl="paren", en="couples"),
    single=Text(nl="paar", en="couple"),
    sources=("report L12831", "report L20208"),
    weights=("household",),
    violations=violations,
    cost=cost,
    allow=allow,
    pay=pay,
    post=post,
)
