"""Parts of the week (:class:`Period`) that offerings and their lessons take."""

from __future__ import annotations

from functools import reduce
from operator import or_

from models import Offering, Slot
from scheduler.laboratory.inflow import periods
from solver.laboratory.world import Period

BANDS = 3
SATURDAY = 5  # weekday


def bands_of(offering: Offering) -> list[int]:
    """Parts of the week the offering's classes can meet in, at most three, masks of Period."""
    found = [
        band
        for band in (Period.MORNING, Period.AFTERNOON, Period.EVENING, Period.SATURDAY)
        if _fits(offering, band)
    ]
    day = Period.MORNING | Period.AFTERNOON
    if not found and _fits(offering, day):
        found = [day]
    if not found:  # whatever it takes
        return [reduce(or_, (periods_of(s) for s in offering.slots))]
    return [int(b) for b in found[:BANDS]]


def _fits(offering: Offering, band: Period) -> bool:
    slots = [s for s in offering.slots if not periods_of(s) & ~band]
    days = [sum(s.weekday == d for s in slots) for d in range(7)]
    possible = sum(min(n, offering.max_sessions_per_day) for n in days)
    return possible >= offering.sessions_per_week


def periods_of(slot: Slot) -> int:
    """The parts of the week that a slot takes, a mask of Period: a lesson from half past nine to
    half past two takes the morning and the afternoon.
    """
    if slot.weekday >= SATURDAY:
        return int(Period.SATURDAY)
    return periods(slot.start, slot.end) or int(Period.MORNING)
