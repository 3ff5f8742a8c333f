"""Weekly times as people write them in one cell: ``ma, wo 09:00-12:00; vr 13.00-16.00``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models import Invalid, Language, Slot, Text, Weekday
from models.times import MINUTES_PER_DAY, clock
from scheduler.workbook.words import DAY_GROUPS, DAYS, closest_day, plain

_CLOCK = r"(\d{1,2})(?:[:.uh](\d{2}))?(?::\d{2})?(?:\s*(?:uur|u|h)(?![a-z]))?"
_TOKEN = re.compile(
    rf"(?P<time>{_CLOCK}\s*(?:-|tot|to|until|till|t/m)\s*{_CLOCK})"
    r"|(?P<to>-|(?:t/m|tot\s+en\s+met|tot|to|through|until)(?![a-z]))"
    r"|(?P<word>[^\W\d_]+)\.?"
    r"|(?P<skip>[\s,;&/+|.]+)"
    r"|(?P<odd>\S+?(?=[\s,;]|$))"
)
_FILLERS = {"en", "and", "van", "from", "elke", "every", "op", "on"}
_EXAMPLE = Text(
    nl="schrijf bijvoorbeeld: ma 09:00-12:00; wo 13:00-16:00",
    en="write for example: mon 09:00-12:00; wed 13:00-16:00",
)


class Unreadable(Exception):  # noqa: N818 - names the state of a cell
    """A cell that cannot be read: what is wrong and what to do, in both languages."""

    def __init__(self, text: Text, fix: Text) -> None:
        super().__init__(text(Language.EN))
        self.text = text
        self.fix = fix


def minutes_of(hour: str, minute: str | None) -> int:
    """Minutes after midnight of a clock time; 24:00 is the end of the day.

    Raises:
        Unreadable: for a time that is on no clock (25:00, 9:75).
    """
    total = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > MINUTES_PER_DAY:
        shown = f"{hour}:{minute or '00'}"
        raise Unreadable(
            Text(nl="de tijd {t} bestaat niet", en="there is no time {t}").fill(t=shown),
            Text(nl="vul een tijd in tussen 00:00 en 24:00", en="enter a time from 00:00 to 24:00"),
        )
    return total


def slot(day: int, start: int, end: int) -> Slot:
    """A slot; an end at 0:00 is midnight.

    Raises:
        Unreadable: when the end is not after the start.
    """
    try:
        return Slot(day, start, end or MINUTES_PER_DAY)
    except Invalid as wrong:
        raise Unreadable(wrong.text, wrong.fix) from wrong


class _Scan:
    """Collects days until times follow; then every day gets every time."""

    def __init__(self) -> None:
        self.days: list[int] = []
        self.found: list[Slot] = []
        self.times_seen = False
        self.range_open = False

    def word(self, word: str) -> None:
        name = plain(word)
        if name in _FILLERS:
            return
        if self.times_seen:
            self.days, self.times_seen = [], False
        if name in DAY_GROUPS:
            self.days.extend(DAY_GROUPS[name])
        elif name in DAYS:
            self._day(DAYS[name])
        else:
            raise _unknown_day(word)

    def _day(self, day: int) -> None:
        if self.range_open and self.days:
            self.days.extend(_between(self.days[-1], day))
        else:
            self.days.append(day)
        self.range_open = False

    def time(self, start: int, end: int, shown: str) -> None:
        if not self.days:
            raise Unreadable(
                Text(nl="bij '{t}' staat geen dag", en="there is no day with '{t}'").fill(t=shown),
                _EXAMPLE,
            )
        self.found.extend(slot(day, start, end) for day in self.days)
        self.times_seen = True


def _between(first: int, last: int) -> list[int]:
    if last <= first:
        raise Unreadable(
            Text(
                nl="de reeks dagen loopt terug in de week",
                en="the range of days runs backwards in the week",
            ),
            Text(nl="begin bij de vroegste dag, zoals ma-vr", en="start early, as in mon-fri"),
        )
    return list(range(first + 1, last + 1))


def _unknown_day(word: str) -> Unreadable:
    near = closest_day(word)
    text = Text(nl="'{w}' is geen dag", en="'{w}' is not a day").fill(w=word)
    if near is None:
        return Unreadable(text, _EXAMPLE)
    return Unreadable(text, Text(nl="bedoelt u '{d}'?", en="do you mean '{d}'?").fill(d=near))


def _scanned(text: str) -> _Scan:
    scan = _Scan()
    for match in _TOKEN.finditer(re.sub("[‐‑‒–—−]", "-", text.lower())):
        if match["time"]:
            _, h1, m1, h2, m2 = match.groups()[:5]
            scan.time(minutes_of(h1, m1), minutes_of(h2, m2), match["time"])
        elif match["word"]:
            scan.word(match["word"])
        elif match["to"]:
            scan.range_open = True
        elif match["odd"]:
            raise Unreadable(
                Text(
                    nl="'{w}' is niet te lezen als tijd", en="'{w}' cannot be read as a time"
                ).fill(w=match["odd"]),
                _EXAMPLE,
            )
    return scan


def read_slots(text: str) -> tuple[Slot, ...]:
    """Slots in the order in which they are written.

    Raises:
        Unreadable: naming the part that is not understood.
    """
    scan = _scanned(text)
    if not scan.found or not scan.times_seen:
        raise Unreadable(
            Text(nl="bij '{t}' staan geen tijden", en="there are no times with '{t}'").fill(
                t=text[:40]
            ),
            _EXAMPLE,
        )
    return tuple(scan.found)


def read_days(text: str) -> tuple[int, ...]:
    """Weekdays (0 = Monday) of a cell such as ``ma, di`` or ``ma-vr``, each once.

    Raises:
        Unreadable: naming the word that is not a day.
    """
    scan = _scanned(text)
    if not scan.days or scan.found:
        raise Unreadable(
            Text(nl="'{t}' is geen dag", en="'{t}' is not a day").fill(t=text[:40]),
            Text(nl="schrijf bijvoorbeeld: ma of ma, wo", en="write for example: mon or mon, wed"),
        )
    return tuple(dict.fromkeys(scan.days))


def show_days(days: Sequence[int], language: Language | str) -> str:
    """The reverse of :func:`read_days`."""
    return ", ".join(Weekday(d).short()(language).lower() for d in days)


def show_slots(slots: Sequence[Slot], language: Language | str) -> str:
    """The reverse of :func:`read_slots`: order kept, neighbours with one time together."""
    parts: list[tuple[list[int], str]] = []
    for one in slots:
        times = f"{clock(one.start)}-{clock(one.end)}"
        if parts and parts[-1][1] == times:
            parts[-1][0].append(one.weekday)
        else:
            parts.append(([one.weekday], times))
    return "; ".join(f"{show_days(days, language)} {times}" for days, times in parts)
