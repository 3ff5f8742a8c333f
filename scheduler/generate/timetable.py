"""The classes of a synthetic school and when they meet, before there are any people.

The timetable comes first, so that what runs can run: teachers and rooms are then what this
timetable takes (:mod:`scheduler.generate.supply`), and learners keep one of its classes free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models import Offering, Route, School, Slot
from scheduler.generate.dice import Dice
from scheduler.generate.scenario import OfferingSpec, Scenario
from solver.variants import slot_patterns

# Of so many drawn patterns a class takes the one that meets the fewest others: schools spread
# their classes over the week because rooms are short (report L10078).
DRAWS = 20


Kind = tuple[tuple[Route, ...], bool]
"""Routes, and whether learners are still learning to read and write."""


@dataclass(frozen=True)
class Course:
    """One class: its slots in week order and its building (``None``: wholly online)."""

    spec: OfferingSpec
    offering: Offering
    slots: tuple[Slot, ...]
    location: str | None
    running: bool

    @property
    def kind(self) -> Kind:
        """What its teacher must be able to teach."""
        return self.offering.routes, self.offering.needs_alphabetisation

    @property
    def on_site(self) -> tuple[Slot, ...]:
        """The slots that need a room: all but the last ones of the week that are online."""
        return self.slots[: len(self.slots) - self.offering.online_count()]


def timetable(scenario: Scenario, frame: School, scale: float, dice: Dice) -> list[Course]:
    """All classes at ``scale`` times the scenario's size, the running ones first."""
    specs = {o.reference: o for o in scenario.offerings}
    running = apportion({ref: o.running for ref, o in specs.items()}, scale)
    new = apportion({ref: o.classes - o.running for ref, o in specs.items()}, scale)
    patterns = {ref: list(slot_patterns(frame.offering[ref])) for ref in specs}
    load: Counter[tuple[str, int, int]] = Counter()
    found: list[Course] = []
    for counts, runs in ((running, True), (new, False)):
        for ref, count in counts.items():
            for _ in range(count):
                slots, location = _quietest(frame, ref, patterns[ref], load, dice)
                found.append(Course(specs[ref], frame.offering[ref], slots, location, runs))
                load.update(_hours(slots, location))
    return found


def apportion(counts: Mapping[str, int], scale: float) -> dict[str, int]:
    """Whole numbers in proportion to ``counts``, ``scale`` times as many, by largest remainder.

    The total is at least one where ``counts`` has any.
    """
    total = sum(counts.values())
    seats = max(1, round(scale * total)) if total else 0
    exact = {key: seats * n / max(total, 1) for key, n in counts.items()}
    found = {key: int(x) for key, x in exact.items()}
    rest = sorted(exact, key=lambda key: found[key] - exact[key])
    for key in rest[: seats - sum(found.values())]:
        found[key] += 1
    return found


def _quietest(
    frame: School,
    reference: str,
    patterns: Sequence[tuple[Slot, ...]],
    load: Counter[tuple[str, int, int]],
    dice: Dice,
) -> tuple[tuple[Slot, ...], str | None]:
    """The one of some drawn patterns and buildings that meets the fewest other classes."""
    offering = frame.offering[reference]
    homes: Sequence[str | None] = offering.locations or tuple(frame.location)
    if offering.online_count() == offering.sessions_per_week:
        homes = [None]
    draws = [(dice.one_of(patterns), dice.one_of(homes)) for _ in range(DRAWS)]
    return min(draws, key=lambda draw: sorted((load[x] for x in _hours(*draw)), reverse=True))


def _hours(slots: tuple[Slot, ...], location: str | None) -> list[tuple[str, int, int]]:
    """The clock hours of the week that the slots touch in the building."""
    return [
        (location or "", slot.weekday, hour)
        for slot in slots
        for hour in range(slot.start // 60, -(-slot.end // 60))
    ]
