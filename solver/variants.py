"""The weekly patterns an offering can take, enumerated once.

A *variant* is a location and a set of slots that obeys the session pattern. Choosing one
variant per class replaces a web of slot variables and spread constraints by a single
choice; the numbers stay small (three of fifteen slots on different days: 270).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from models import ClassRun, Mode, Offering, School, Slot
from solver.places import Place


@dataclass(frozen=True, slots=True)
class Variant:
    """A weekly pattern: its places in slot order (online ones without location)."""

    location: str | None
    places: tuple[Place, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots in week order."""
        return tuple(p.slot for p in self.places)


def variants_of(school: School, offering: Offering, run: ClassRun | None = None) -> list[Variant]:
    """All variants of an offering, or those open to a run of it.

    Source of the pattern rules: docs/rules.md, ``session_pattern`` and ``fixed``.
    """
    if run is not None and run.fixed_times:
        patterns: list[tuple[Slot, ...]] = [tuple(sorted(run.slots))]
    else:
        patterns = list(slot_patterns(offering))
    return [
        _variant(offering, slots, location)
        for location in _locations(school, offering, run)
        for slots in patterns
    ]


def _locations(school: School, offering: Offering, run: ClassRun | None) -> list[str | None]:
    if offering.mode is Mode.ONLINE:
        return [None]
    settled = school.location_of(run) if run is not None else None
    if settled is not None:
        return [settled]
    return list(offering.locations or [row.reference for row in school.locations])


def _variant(offering: Offering, slots: tuple[Slot, ...], location: str | None) -> Variant:
    first_online = len(slots) - offering.online_count()
    return Variant(
        location,
        tuple(Place(s, location if i < first_online else None) for i, s in enumerate(slots)),
    )


def slot_patterns(offering: Offering) -> Iterator[tuple[Slot, ...]]:
    """Sets of slots that obey the offering's spread over the week, each in week order."""
    by_day: dict[int, list[Slot]] = {}
    for slot in sorted(set(offering.slots)):
        by_day.setdefault(slot.weekday, []).append(slot)
    choices = [
        [
            chosen
            for size in range(offering.max_sessions_per_day + 1)
            for chosen in combinations(slots, size)
            if not any(a.overlaps(b) for a, b in combinations(chosen, 2))
        ]
        for _, slots in sorted(by_day.items())
    ]
    for per_day in _of_length(choices, offering.sessions_per_week):
        days = [chosen for chosen in per_day if chosen]
        if _spread(days, offering):
            yield tuple(slot for chosen in days for slot in chosen)


def _of_length(
    choices: list[list[tuple[Slot, ...]]], total: int
) -> Iterator[list[tuple[Slot, ...]]]:
    if not choices:
        if total == 0:
            yield []
        return
    for chosen in choices[0]:
        if len(chosen) <= total:
            for rest in _of_length(choices[1:], total - len(chosen)):
                yield [chosen, *rest]


def _spread(days: list[tuple[Slot, ...]], offering: Offering) -> bool:
    far = all(
        later[0].weekday - earlier[0].weekday > offering.min_days_between
        for earlier, later in pairwise(days)
    )
    times = {tuple((s.start, s.end) for s in day) for day in days}
    return far and (not offering.same_time or len(times) == 1)


__all__ = ["Variant", "slot_patterns", "variants_of"]
