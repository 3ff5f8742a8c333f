"""Days, dates and times as people write them in cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from models import Invalid, Slot, Text, Weekday
from models.text import Language
from models.times import clock
from scheduler.workbook.cells import CellError, Kind, shown, text_of, unknown

_DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%y", "%d/%m/%y")
_CLOCK_BEHIND = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_YEARS = range(1900, 2200)


def _date(value: Any) -> date:
    found = value.date() if isinstance(value, datetime) else value
    if isinstance(value, str):
        found = _date_of_text(_CLOCK_BEHIND.sub("", value))
    if isinstance(found, date) and found.year in _YEARS:
        return found
    raise CellError(
        Text(nl="'{value}' is geen bestaande datum", en="'{value}' is not an existing date").fill(
            value=shown(value)
        ),
        Text(
            nl="schrijf dag-maand-jaar, bijvoorbeeld 31-12-2025",
            en="write day-month-year, such as 31-12-2025",
        ),
    )


_MONTHS = (
    ("jan", "januari", "january"),
    ("feb", "februari", "february"),
    ("mrt", "maart", "march", "mar"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "augustus", "august"),
    ("sep", "september", "sept"),
    ("okt", "oktober", "october", "oct"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_WORDED = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", re.IGNORECASE)


@lru_cache(maxsize=4096)  # a list of learners has few different dates
def _date_of_text(text: str) -> date | None:
    worded = _WORDED.fullmatch(text.strip())
    if worded and worded[2].casefold() in _MONTH:
        text = f"{worded[1]}-{_MONTH[worded[2].casefold()]}-{worded[3]}"
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.u](\d{2}))?(?::\d{2})?\s*(?:u|uur|h|([ap])\.?m\.?)?", re.IGNORECASE
)


def _minute(value: str) -> int | None:
    found = _CLOCK.fullmatch(value.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:  # as English spreadsheets write CSV: "04:00:00 PM"
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return hour * 60 + minute


def _minutes(value: Any) -> int | None:
    """Minutes after midnight, 24:00 being 1440; ``None`` for what is no time."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return round(value.hour * 60 + value.minute + value.second / 60)
    if isinstance(value, timedelta):
        value = value.total_seconds() / 86400
    if isinstance(value, float) and 0 <= value <= 1:  # Excel's share of a day
        return round(value * 1440)
    return None if isinstance(value, date) else _minute(text_of(value))


def _time(value: Any) -> time:
    minutes = _minutes(value)
    if minutes is None or minutes >= 1440:
        raise _no_time(value)
    return time(minutes // 60, minutes % 60)


def _end_time(value: Any) -> time:
    """The end of a stretch of time: 24:00 is allowed and becomes 00:00."""
    minutes = _minutes(value)
    if minutes is None or minutes > 1440:
        raise _no_time(value)
    return time(minutes // 60 % 24, minutes % 60)


def _no_time(value: Any) -> CellError:
    return CellError(
        Text(nl="'{value}' is geen bestaande tijd", en="'{value}' is not an existing time").fill(
            value=shown(value)
        ),
        Text(nl="schrijf uren:minuten, bijvoorbeeld 09:30", en="write hours:minutes, e.g. 09:30"),
    )


_DAY_WORDS = {
    word: day
    for day in Weekday
    for name in (day.text().nl, day.text().en)
    for word in (name.casefold(), name[:2].casefold(), name[:3].casefold())
}


_RANGE = re.compile(r"\s*(?:-|–|\bt/m\b|\btm\b|\btot en met\b|\btot\b|\bto\b)\s*")


def weekdays(value: str) -> list[int]:
    """Days as in "ma", "ma, di", "ma-vr" or "ma t/m vr".

    Raises:
        CellError: on a word that is no day, and when there is no day at all.
    """
    found: list[int] = []
    text = _RANGE.sub("-", value.casefold().strip())
    for part in re.split(r"[,;/&+]|\ben\b|\band\b|\s+", text):
        if not part:
            continue
        ends = [_DAY_WORDS.get(p.strip(". ")) for p in part.split("-")]
        if None in ends or len(ends) > 2:
            raise unknown(part, tuple(d.text() for d in Weekday))
        first, last = int(ends[0] or 0), int(ends[-1] or 0)
        found += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    if not found:
        raise unknown(value, tuple(d.text() for d in Weekday))
    return list(dict.fromkeys(found))


_SLOT = re.compile(
    r"([^\d]*?)\s*(\d[\d:.u]*)\s*(?:uur|h)?\s*(?:-|–|\btot\b|\bto\b)\s*(\d[\d:.u]*)\s*(?:uur|h)?",
    re.IGNORECASE,
)
_MOST_SLOT = 120  # characters of the longest sensible "days from-until"


def slots_of(value: Any) -> tuple[Slot, ...]:
    """Slots as in "ma, wo 09:00-12:00; vr 13.00-16.00".

    Raises:
        CellError: on anything that cannot be read as days and times.
    """
    found: list[Slot] = []
    for part in re.split(r"[;\n]|(?<=\d)(?:\s*uur)?\s*,", text_of(value)):
        part = part.strip()
        if not part:
            continue
        match = _SLOT.fullmatch(part) if len(part) <= _MOST_SLOT else None
        start, end = (_minute(match[2]), _minute(match[3])) if match else (None, None)
        if not match or not match[1].strip() or start is None or end is None:
            raise CellError(
                Text(
                    nl="'{part}' is geen dag met een begin- en eindtijd die bestaan",
                    en="'{part}' is not a day with an existing start and end",
                ).fill(part=shown(part)),
                Text(
                    nl="schrijf bijvoorbeeld: ma, wo 09:00-12:00; vr 13:00-16:00",
                    en="write for instance: mon, wed 09:00-12:00; fri 13:00-16:00",
                ),
            )
        try:
            found += [Slot(day, start, end) for day in weekdays(match[1])]
        except Invalid as error:
            raise CellError(error.text, error.fix) from error
    return tuple(found)


def write_slots(slots: tuple[Slot, ...], language: Language) -> str:
    """Slots as text that :func:`slots_of` reads back in the same order."""
    return "; ".join(
        f"{Weekday(s.weekday).short()(language).lower()} {clock(s.start)}-{clock(s.end)}"
        for s in slots
    )


DATE = Kind(_date, lambda v, _: v)
TIME = Kind(_time, lambda v, _: v)
END_TIME = Kind(_end_time, lambda v, _: v)
SLOTS = Kind(slots_of, write_slots)
DAYS = Kind(
    lambda v: tuple(weekdays(text_of(v))),
    lambda v, lang: ", ".join(Weekday(d).short()(lang).lower() for d in v),
)
