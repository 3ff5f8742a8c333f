"""What a cell may hold and how it is read and written, in Dutch and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from models import Invalid, Slot, Text, Weekday
from models.text import Language
from models.times import clock


class CellError(ValueError):
    """A cell that cannot be read: what is wrong with it and what to do."""

    def __init__(self, text: Text, fix: Text) -> None:
        super().__init__(text(Language.EN))
        self.text, self.fix = text, fix


def plain(value: object) -> str:
    """Text for comparing: lower case, no accents, spaces or punctuation."""
    letters = unicodedata.normalize("NFKD", str(value)).casefold()
    return re.sub(r"[^a-z0-9+]", "", letters)


def tidy(value: object) -> object:
    """A cell's value with outer blanks (also non-breaking ones) gone; empty becomes ``None``."""
    if isinstance(value, str):
        value = value.replace("\u00a0", " ").replace("\u200b", "").strip()
        return value or None
    return value


@dataclass(frozen=True)
class Kind:
    """A kind of cell: ``read`` makes a value of it, ``write`` makes a cell of a value."""

    read: Callable[[Any], Any]
    write: Callable[[Any, Language], Any]
    words: tuple[Text, ...] = ()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        raise CellError(
            Text(nl="hier staat een datum of tijd", en="this is a date or time"),
            Text(nl="vul tekst in; maak de cel op als tekst", en="enter text; format as text"),
        )
    return str(value)


def _number(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        text = value.replace(" ", "").replace("%", "")
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if number == number and abs(number) < 1e12:
            return number / 100 if "%" in value else number
    raise CellError(
        Text(nl="'{value}' is geen getal", en="'{value}' is not a number").fill(value=value),
        Text(nl="vul een getal in, bijvoorbeeld 12 of 2,5", en="enter a number such as 12 or 2.5"),
    )


def _whole(value: Any) -> int:
    number = _number(value)
    if not number.is_integer():
        raise CellError(
            Text(nl="'{value}' is geen heel getal", en="'{value}' is not whole").fill(value=value),
            Text(nl="rond af op een heel getal", en="round it to a whole number"),
        )
    return int(number)


_DATES = (
    "%Y-%m-%d",
    "%d-%m-%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%d-%m-%y",
    "%Y-%m-%d %H:%M:%S",
)


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        for form in _DATES:
            try:
                return datetime.strptime(value, form).date()
            except ValueError:
                continue
    raise CellError(
        Text(nl="'{value}' is geen bestaande datum", en="'{value}' is no date").fill(value=value),
        Text(
            nl="schrijf dag-maand-jaar, bijvoorbeeld 31-12-2025",
            en="write day-month-year, such as 31-12-2025",
        ),
    )


def _minute(value: str) -> int | None:
    found = re.fullmatch(r"(\d{1,2})(?:[:.u](\d{2}))?(?::\d{2})?(?:\s*u(?:ur)?)?", value.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return hour * 60 + minute


def _time(value: Any) -> time:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:  # Excel's share of a day
        minutes = round(value * 1440)
        return time(minutes // 60, minutes % 60)
    minute = _minute(_text(value))
    if minute is None or minute == 1440:
        raise CellError(
            Text(nl="'{value}' is geen tijd", en="'{value}' is no time").fill(value=value),
            Text(nl="schrijf uur:minuten, bijvoorbeeld 09:30", en="write hour:minutes, e.g. 09:30"),
        )
    return time(minute // 60, minute % 60)


_YES = {"ja", "j", "yes", "y", "x", "1", "waar", "true", "v"}
_NO = {"nee", "n", "no", "0", "onwaar", "false", "geen"}


def _yes_no(value: Any) -> bool:
    word = plain(_text(value))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(
        Text(nl="'{value}' is geen ja of nee", en="'{value}' is not yes or no").fill(value=value),
        Text(nl="vul ja of nee in", en="enter yes or no"),
    )


def choice(enum: type[StrEnum], words: dict[Any, Text]) -> Kind:
    """One of an enumeration, by its Dutch or English word or its own value."""
    table = {plain(w): m for m in enum for w in (m.value, words[m].nl, words[m].en)}

    def read(value: Any) -> Any:
        word = plain(_text(value))
        if word in table:
            return table[word]
        raise unknown(str(value), [words[m] for m in enum])

    return Kind(read, lambda v, lang: words[v](lang), tuple(words[m] for m in enum))


def level_kind(enum: type[StrEnum]) -> Kind:
    """Language levels: "A1+", also written "a1 +"."""
    table = {m.value.casefold(): m for m in enum}

    def read(value: Any) -> Any:
        word = str(value).replace(" ", "").replace("−", "-").casefold()
        if word in table:
            return table[word]
        raise unknown(str(value), [Text(nl=m.value, en=m.value) for m in enum])

    return Kind(read, lambda v, _: v.value, tuple(Text(nl=m.value, en=m.value) for m in enum))


def unknown(value: str, options: list[Text]) -> CellError:
    """An error for a word that is none of the options; names the likeliest one."""
    close = get_close_matches(
        value.casefold(), [w for o in options for w in (o.nl.casefold(), o.en.casefold())], 1, 0.6
    )
    text = Text(nl="'{value}' bestaat niet", en="'{value}' does not exist").fill(value=value)
    if close:
        match = next(o for o in options if close[0] in (o.nl.casefold(), o.en.casefold()))
        fix = Text(nl="bedoelt u '{word}'?", en="did you mean '{word}'?").fill(word=match)
        return CellError(text, fix)
    names = Text(
        nl=", ".join(dict.fromkeys(o.nl for o in options)),
        en=", ".join(dict.fromkeys(o.en for o in options)),
    )
    return CellError(
        text, Text(nl="kies een van: {all}", en="choose one of: {all}").fill(all=names)
    )


def several(kind: Kind) -> Kind:
    """A list of values with commas or semicolons between them."""

    def read(value: Any) -> tuple[Any, ...]:
        parts = [p.strip() for p in re.split(r"[;,]", _text(value)) if p.strip()]
        return tuple(kind.read(p) for p in parts)

    return Kind(read, lambda v, lang: ", ".join(str(kind.write(x, lang)) for x in v), kind.words)


_DAY_WORDS = {
    word: day
    for day in Weekday
    for name in (day.text().nl, day.text().en)
    for word in (name.casefold(), name[:2].casefold(), name[:3].casefold())
}


def weekdays(value: str) -> list[int]:
    """Days as in "ma", "ma, di" or "ma-vr".

    Raises:
        CellError: on a word that is no day.
    """
    found: list[int] = []
    for part in re.split(r"[,;/&+]|\ben\b|\band\b|\s+", value.casefold()):
        if not part:
            continue
        ends = [_DAY_WORDS.get(p.strip(". ")) for p in re.split(r"-|t/m|–", part)]
        if None in ends or len(ends) > 2:
            raise unknown(part, [d.text() for d in Weekday])
        first, last = int(ends[0] or 0), int(ends[-1] or 0)
        found += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    return list(dict.fromkeys(found))


def slots_of(value: Any) -> tuple[Slot, ...]:
    """Slots as in "ma, wo 09:00-12:00; vr 13.00-16.00".

    Raises:
        CellError: on anything that cannot be read as days and times.
    """
    found: list[Slot] = []
    for part in re.split(r"[;\n]", _text(value)):
        if not part.strip():
            continue
        match = re.fullmatch(
            r"\s*(.*?)\s*([\d:.u]+)\s*(?:-|–|tot|to)\s*([\d:.u]+)\s*(?:uur)?\s*", part
        )
        start, end = (_minute(match[2]), _minute(match[3])) if match else (None, None)
        if not match or not match[1] or start is None or end is None:
            raise CellError(
                Text(
                    nl="'{part}' is geen dag met begin- en eindtijd",
                    en="'{part}' is not a day with a start and an end",
                ).fill(part=part.strip()),
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


TEXT = Kind(_text, lambda v, _: v)
WHOLE = Kind(_whole, lambda v, _: v)
NUMBER = Kind(_number, lambda v, _: int(v) if float(v).is_integer() else v)
DATE = Kind(_date, lambda v, _: v)
TIME = Kind(_time, lambda v, _: v)
YES_NO = Kind(
    _yes_no,
    lambda v, lang: ("ja" if v else "nee") if lang is Language.NL else ("yes" if v else "no"),
    (Text(nl="ja", en="yes"), Text(nl="nee", en="no")),
)
SLOTS = Kind(slots_of, write_slots)
REFS = several(TEXT)
DAYS = Kind(
    lambda v: tuple(weekdays(_text(v))),
    lambda v, lang: ", ".join(Weekday(d).short()(lang).lower() for d in v),
)
