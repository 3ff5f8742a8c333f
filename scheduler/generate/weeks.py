"""The hours at which a synthetic learner is not free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

from models import BusyReason, BusyWindow, Childcare, Learner, Slot
from models.times import minute_of
from scheduler.generate.dice import Dice
from scheduler.generate.scenario import PopulationSpec

Around = Callable[[Slot], Slot | None]


def week_of(
    learner: Learner, spec: PopulationSpec, dice: Dice, lessons: tuple[Slot, ...], way: int
) -> list[BusyWindow]:
    """Busy windows of a learner who has, or hopes for, ``lessons`` that are ``way`` minutes away.

    Work and appointments were fitted around these lessons; the children's hours were not.
    """

    def around(slot: Slot) -> Slot | None:
        return beside(slot, lessons, way, spec.shortest_window)

    return [
        *_work(learner, spec, dice, around),
        *children_hours(learner, spec),
        *_school_run(learner, spec, dice, around),
        *_appointments(learner, spec, dice, around),
    ]


def children_hours(learner: Learner, spec: PopulationSpec) -> list[BusyWindow]:
    """The afternoons of a parent without childcare, until there is some."""
    if learner.childcare not in (Childcare.UNAVAILABLE, Childcare.WAITING):
        return []
    starts = learner.childcare_from
    return [
        BusyWindow(
            person=learner.reference,
            slot=Slot(day, minute_of(ends), minute_of(spec.children_home_until)),
            reason=BusyReason.CHILDCARE,
            hard=True,
            valid_until=starts - timedelta(days=1) if starts else None,
        )
        for day, ends in enumerate(spec.school_ends)
    ]


def beside(slot: Slot, lessons: tuple[Slot, ...], way: int, shortest: int) -> Slot | None:
    """What a window leaves beside lessons and the way there: its longer end, if long enough."""
    start, end = slot.start, slot.end
    for lesson in lessons:
        if lesson.weekday != slot.weekday or lesson.start - way >= end or start >= lesson.end + way:
            continue
        if lesson.start - way - start >= end - lesson.end - way:
            end = lesson.start - way
        else:
            start = lesson.end + way
        if end - start < shortest:
            return None
    return Slot(slot.weekday, start, end)


def _work(
    learner: Learner, spec: PopulationSpec, dice: Dice, around: Around
) -> list[BusyWindow]:
    if not learner.work_hours:
        return []
    shift = dice.one_of(spec.shifts)
    days = dice.some_of(range(6), dice.number(*spec.work_days))
    return _windows(learner, [_slot(day, shift) for day in days], BusyReason.WORK, None, around)


def _school_run(
    learner: Learner, spec: PopulationSpec, dice: Dice, around: Around
) -> list[BusyWindow]:
    if learner.childcare is not Childcare.ARRANGED or not dice.chance(spec.school_run):
        return []
    slots = [_slot(day, spec.school_run_hours) for day in range(len(spec.school_ends))]
    free = [slot for slot in slots if around(slot) == slot]
    return _windows(learner, free, BusyReason.SCHOOL_RUN, True, around)


def _appointments(
    learner: Learner, spec: PopulationSpec, dice: Dice, around: Around
) -> list[BusyWindow]:
    if not dice.chance(spec.soft_windows):
        return []
    slot = _slot(dice.number(0, 4), dice.one_of(spec.soft_hours))
    return _windows(learner, [slot], BusyReason.APPOINTMENT, False, around)


def _windows(
    learner: Learner, slots: list[Slot], reason: BusyReason, hard: bool | None, around: Around
) -> list[BusyWindow]:
    return [
        BusyWindow(person=learner.reference, slot=part, reason=reason, hard=hard)
        for slot in slots
        if (part := around(slot)) is not None
    ]


def _slot(day: int, hours: tuple[time, time]) -> Slot:
    return Slot(day, minute_of(hours[0]), minute_of(hours[1]))
