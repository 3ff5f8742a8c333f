"""What the learners of one household need of each other's lesson times.

Spouses with children to look after are kept apart in time: while one is in a lesson (or on
the way), the other is at home [L3627, L10445]. Some schools only keep them out of one class
[L3375, L14117], some households ask for the opposite, lessons at the same time [L13998].
A need is hard or soft, per household or by the policy of the school."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from models import HouseholdNeed, Learner, PlannedClass, Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.problem import Couple
    from solver.rules.view import View


_APART = Text(
    nl="{a} en {b} hebben tegelijk les ({when}); dat mag niet, iemand moet thuis zijn",
    en="{a} and {b} have lessons at the same time ({when}); one of them must be at home",
)
_DIFFERENT = Text(
    nl="{a} en {b} zitten samen in {klas}; ze horen in verschillende klassen",
    en="{a} and {b} are both in {klas}; they belong in different classes",
)
_TOGETHER = Text(
    nl="{a} en {b} willen tegelijk les, maar hun lestijden vallen niet samen",
    en="{a} and {b} need lessons at the same time, but their times do not coincide",
)


def violations(view: View) -> Iterator[Violation]:
    """Hard needs of couples that the plan does not meet."""
    for a, b, need, hard in view.school.couples:
        if hard:
            text = unmet(view, a, b, need)
            if text is not None:
                classes = (view.class_of[a.reference], view.class_of[b.reference])
                yield Violation(
                    "spouses",
                    text,
                    (a.reference, b.reference),
                    tuple(c.reference for c in classes),
                )


def cost(view: View) -> tuple[float, int]:
    """Soft needs that are not met; couples about whom nothing is open are left out."""
    school = view.school
    broken = sum(
        not hard
        and not (school.is_settled(a) and school.is_settled(b))
        and unmet(view, a, b, need) is not None
        for a, b, need, hard in school.couples
    )
    return broken, broken * school.policy.weights.household


def unmet(view: View, a: Learner, b: Learner, need: HouseholdNeed) -> Text | None:
    """How a couple's need is not met, or ``None``; a couple not placed both has no problem."""
    one, other = view.class_of.get(a.reference), view.class_of.get(b.reference)
    if one is None or other is None:
        return None
    if need is HouseholdNeed.DIFFERENT_CLASSES:
        same = one.reference == other.reference
        return _DIFFERENT.fill(a=a.shown, b=b.shown, klas=one.name) if same else None
    if need is HouseholdNeed.SAME_TIME:
        return None if _coincide(one, other) else _TOGETHER.fill(a=a.shown, b=b.shown)
    for mine, theirs in product(one.sessions, other.sessions):
        gap = view.school.way_from_home(a, view.where(one, mine))
        gap += view.school.way_from_home(b, view.where(other, theirs))
        if mine.slot.overlaps(theirs.slot, gap):
            return _APART.fill(a=a.shown, b=b.shown, when=mine.slot.bilingual())
    return None


def _coincide(one: PlannedClass, other: PlannedClass) -> bool:
    few, many = (one, other) if len(one.sessions) <= len(other.sessions) else (other, one)
    return all(any(s.slot.overlaps(t.slot) for t in many.sessions) for s in few.sessions)


def post(model: Model) -> None:
    """Give every couple of the scope what it needs, or charge for it when that is soft."""
    seen: dict[tuple[int, int], IntVar] = {}
    for couple in model.couples:
        if couple.settled and not couple.hard:
            continue
        broken = None
        if not couple.hard:
            broken = model.cp.new_bool_var("")
            model.pay("spouses", model.problem.school.policy.weights.household * broken)
        if couple.need is HouseholdNeed.DIFFERENT_CLASSES:
            _post_different(model, couple, broken)
        elif couple.need is HouseholdNeed.APART_IN_TIME:
            _post_apart(model, couple, broken, seen)
        else:
            _post_together(model, couple, broken)


def _unless(broken: IntVar | None) -> list[IntVar]:
    return [] if broken is None else [broken]


def _post_different(model: Model, couple: Couple, broken: IntVar | None) -> None:
    for row in model.classes:
        if couple.first in row.member and couple.second in row.member:
            model.cp.add_bool_or(
                [~row.member[couple.first], ~row.member[couple.second], *_unless(broken)]
            )


def _at_lesson(model: Model, i: int, seen: dict[tuple[int, int], IntVar]) -> dict[int, IntVar]:
    """Flags per place that rise when learner i has a lesson there."""
    wanted = sorted({p for row, _ in model.seats[i] for p in row.active})
    flags = {}
    for p in wanted:
        if (i, p) not in seen:
            seen[i, p] = model.cp.new_bool_var(f"y{i}.{p}")
            for row, seat in model.seats[i]:
                if p in row.active:
                    model.cp.add_bool_or([~seat, ~row.active[p], seen[i, p]])
        flags[p] = seen[i, p]
    return flags


def _post_apart(
    model: Model, couple: Couple, broken: IntVar | None, seen: dict[tuple[int, int], IntVar]
) -> None:
    clash = model.problem.apart_clash(couple.first, couple.second)
    one, other = couple.first, couple.second
    if one in model.seats and other in model.seats:
        mine, theirs = _at_lesson(model, one, seen), _at_lesson(model, other, seen)
        for p, q in product(mine, theirs):
            if clash[p, q]:
                model.cp.add_bool_or([~mine[p], ~theirs[q], *_unless(broken)])
        return
    inside, outside, table = (one, other, clash) if one in model.seats else (other, one, clash.T)
    taken = list(model.outside_of[outside].places(model.problem))
    for p, flag in _at_lesson(model, inside, seen).items():
        if table[p, taken].any():
            model.cp.add_bool_or([~flag, *_unless(broken)])


def _post_together(model: Model, couple: Couple, broken: IntVar | None) -> None:
    overlap = model.problem.places.overlapping
    for first, first_lits, first_count in _seatings(model, couple.first):
        for second, second_lits, second_count in _seatings(model, couple.second):
            few, many = (first, second) if first_count <= second_count else (second, first)
            for p, meets in few.items():
                there = [other for q, other in many.items() if overlap[p, q]]
                if any(other is True for other in there):
                    continue
                model.cp.add_bool_or(
                    [
                        *(~lit for lit in (*first_lits, *second_lits)),
                        *([] if meets is True else [~meets]),
                        *(other for other in there if other is not True),
                        *_unless(broken),
                    ]
                )


def _seatings(model: Model, i: int) -> list[tuple[dict[int, IntVar | bool], list[IntVar], int]]:
    """Ways learner i can be seated: active flag per place (True when certain), the seat
    literals that make it so, and the number of sessions.
    """
    if i in model.outside_of:
        places = model.outside_of[i].places(model.problem)
        return [(dict.fromkeys(places, True), [], len(places))]
    return [
        (dict(row.active), [seat], row.group.offering.sessions_per_week)
        for row, seat in model.seats[i]
    ]


RULE = Rule(
    name="spouses",
    title=Text(nl="Partners en hun lestijden", en="Spouses and their lesson times"),
    unit=Text(nl="paren", en="couples"),
    single=Text(nl="paar", en="couple"),
    sources=("report L3375", "report L3627", "report L10445", "report L13998", "report L14117"),
    weights=("household",),
    violations=violations,
    cost=cost,
    post=post,
)
