"""The hours at which a synthetic learner is not free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from math import ceil

from models import BusyReason, BusyWindow, Childcare, Learner, Slot
from models.times import minute_of
from scheduler.generate.dice import Dice
from scheduler.generate.scenario import PopulationSpec

WORKDAYS = range(6)  # Monday to Saturday

Around = Callable[[Slot], Slot | None]


def week_of(
    learner: Learner, spec: PopulationSpec, dice: Dice, lessons: tuple[Slot, ...], way: int
) -> list[BusyWindow]:
    """Busy windows of a learner who has, or hopes for, ``lessons`` that are ``way`` minutes away.

    Work and appointments were fitted around these lessons. So were the children's hours of
    somebody who has the lessons already; who still waits has nobody for the children then.
    """

    def around(slot: Slot) -> Slot | None:
        return beside(slot, lessons, way, spec.shortest_window)

    member = learner.current_class is not None
    return [
        *_work(learner, spec, dice, around),
        *_children(learner, spec, around if member else _as_it_is),
        *_school_run(learner, spec, dice, around),
        *_appointments(learner, spec, dice, around),
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


def _work(learner: Learner, spec: PopulationSpec, dice: Dice, around: Around) -> list[BusyWindow]:
    if not learner.work_hours:
        return []
    shift = dice.one_of(spec.shifts)
    a_day = (minute_of(shift[1]) - minute_of(shift[0])) / 60
    days = dice.some_of(WORKDAYS, min(len(WORKDAYS), ceil(learner.work_hours / a_day)))
    return _windows(learner, [_slot(day, shift) for day in days], BusyReason.WORK, None, around)


def _children(learner: Learner, spec: PopulationSpec, around: Around) -> list[BusyWindow]:
    """The afternoons of a parent without childcare, until there is some."""
    if learner.childcare not in (Childcare.UNAVAILABLE, Childcare.WAITING):
        return []
    starts = learner.childcare_from
    until = starts - timedelta(days=1) if starts else None
    slots = [
        _slot(day, (ends, spec.children_home_until)) for day, ends in enumerate(spec.school_ends)
    ]
    windows = _windows(learner, slots, BusyReason.CHILDCARE, True, around)
    return [window.model_copy(update={"valid_until": until}) for window in windows]


def _as_it_is(slot: Slot) -> Slot:
    return slot


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
