"""Time within a week: real starts and ends, never labels such as "morning"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import IntEnum

from models.base import Invalid
from models.text import Language, Text

MINUTES_PER_DAY = 24 * 60


class Weekday(IntEnum):
    """Days of the week; Monday is 0, as in :meth:`datetime.date.weekday`."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6

    def text(self) -> Text:
        """The full name of the day."""
        return Text(nl=_DAYS_NL[self], en=self.name.capitalize())

    def short(self) -> Text:
        """The two- or three-letter name of the day."""
        return Text(nl=_DAYS_NL[self][:2], en=self.name.capitalize()[:3])


_DAYS_NL = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def clock(minute: int) -> str:
    """Minute of the day as ``HH:MM``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(value: time) -> int:
    """Minute of the day of a clock time (seconds are dropped)."""
    return value.hour * 60 + value.minute


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """A stretch of one weekday: ``weekday`` (0 = Monday), ``start`` and ``end`` in minutes
    after midnight, end exclusive.

    Raises:
        Invalid: when the day does not exist or the end is not after the start.
    """

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise Invalid(
                "weekday",
                Text(nl="de dag bestaat niet", en="there is no such day"),
                Text(nl="kies maandag tot en met zondag", en="choose Monday to Sunday"),
            )
        if not 0 <= self.start < self.end <= MINUTES_PER_DAY:
            raise Invalid(
                "end",
                Text(
                    nl="de eindtijd ({end}) ligt niet na de begintijd ({start})",
                    en="the end ({end}) is not after the start ({start})",
                ).fill(start=clock(max(self.start, 0)), end=clock(max(self.end, 0))),
                Text(
                    nl="vul een eindtijd in die later is dan de begintijd, op dezelfde dag",
                    en="enter an end later than the start, on the same day",
                ),
            )

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start

    def overlaps(self, other: Slot, gap: int = 0) -> bool:
        """Whether the two lie on one day with less than ``gap`` minutes between them."""
        return (
            self.weekday == other.weekday
            and self.start < other.end + gap
            and other.start < self.end + gap
        )

    def contains(self, other: Slot) -> bool:
        """Whether ``other`` lies wholly inside this slot."""
        return self.weekday == other.weekday and self.start <= other.start and other.end <= self.end

    def text(self, language: Language | str = Language.NL) -> str:
        """For people: "ma 09:00-12:00"."""
        return f"{Weekday(self.weekday).short()(language)} {clock(self.start)}-{clock(self.end)}"

    def bilingual(self) -> Text:
        """The same in both languages."""
        return Text(nl=self.text(Language.NL), en=self.text(Language.EN))


def slots_text(slots: list[Slot] | tuple[Slot, ...], language: Language | str) -> str:
    """Several slots for people, days with the same times together: "ma, wo 09:00-12:00"."""
    by_time: dict[tuple[int, int], list[int]] = {}
    for slot in sorted(slots):
        by_time.setdefault((slot.start, slot.end), []).append(slot.weekday)
    return "; ".join(
        f"{', '.join(Weekday(d).short()(language) for d in days)} {clock(start)}-{clock(end)}"
        for (start, end), days in by_time.items()
    )
