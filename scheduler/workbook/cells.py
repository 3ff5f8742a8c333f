"""What a cell may hold and how it is read and written, in Dutch and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Any

from models import Text
from models.text import Language


class CellError(ValueError):
    """A cell that cannot be read: what is wrong with it and what to do."""

    def __init__(self, text: Text, fix: Text) -> None:
        super().__init__(text(Language.EN))
        self.text, self.fix = text, fix


def plain(value: object) -> str:
    """Text for comparing: lower case, no accents, spaces or punctuation."""
    return _plain(str(value))


@lru_cache(maxsize=4096)  # the same few words fill whole columns
def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9+]", "", letters)


# Characters that nobody sees and that no workbook can hold.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " "})
_MOST_SHOWN = 60


def tidy(value: object) -> object:
    """A cell's value with outer blanks (also non-breaking ones) gone; empty becomes ``None``."""
    if isinstance(value, str):
        if not (value.isascii() and value.isprintable()):  # most cells need no cleaning
            value = value.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
            value = _INVISIBLE.sub("", value)
        return value.strip() or None
    return value


def shown(value: object) -> Text:
    """A cell's value as a message quotes it: on one line and not too long."""
    if isinstance(value, datetime | date):
        return Text(nl=value.strftime("%d-%m-%Y"), en=value.strftime("%d-%m-%Y"))
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < _LARGEST else f"{value:g}"
        return Text(nl=text.replace(".", ","), en=text)
    text = " ".join(str(value).split())
    if len(text) > _MOST_SHOWN:
        text = text[: _MOST_SHOWN - 1] + "…"
    return Text(nl="{text}", en="{text}").fill(text=text)


@dataclass(frozen=True)
class Kind:
    """A kind of cell: ``read`` makes a value of it, ``write`` makes a cell of a value.

    ``words`` are the only words allowed, if there are such; ``many`` of them may stand in
    one cell.
    """

    read: Callable[[Any], Any]
    write: Callable[[Any, Language], Any]
    words: tuple[Text, ...] = ()
    many: bool = False


def text_of(value: Any) -> str:
    """A cell as text: 7.0 is "7", since workbooks keep whole numbers that way."""
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


_NUMBER_TEXT = re.compile(r"[-+]?[\d.,]+(e[-+]?\d+)?%?", re.IGNORECASE)
_LARGEST = 1e12


def _number(value: Any) -> float:
    number = float("nan")
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value) if abs(value) < _LARGEST else number
    elif isinstance(value, str) and _NUMBER_TEXT.fullmatch(text := value.replace(" ", "")):
        text, percent = text.rstrip("%"), text.endswith("%")
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            number = float(text) / (100 if percent else 1)
        except ValueError:
            number = float("nan")
    if abs(number) < _LARGEST:
        return number
    raise CellError(
        Text(nl="'{value}' is geen getal", en="'{value}' is not a number").fill(value=shown(value)),
        Text(nl="vul een getal in, bijvoorbeeld 12 of 2,5", en="enter a number such as 12 or 2.5"),
    )


def _share(value: Any) -> float:
    """A share of one; 80 and "80%" mean 0.8."""
    number = _number(value)
    return number / 100 if 1 < number <= 100 else number


def _whole(value: Any) -> int:
    number = _number(value)
    if not number.is_integer():
        raise CellError(
            Text(nl="'{value}' is geen heel getal", en="'{value}' is not a whole number").fill(
                value=shown(value)
            ),
            Text(nl="vul een getal zonder komma in", en="enter a number without decimals"),
        )
    return int(number)


_YES = {"ja", "j", "yes", "y", "x", "1", "waar", "true", "v"}
_NO = {"nee", "n", "no", "0", "onwaar", "false", "geen"}


def _yes_no(value: Any) -> bool:
    word = plain(text_of(value))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(
        Text(nl="'{value}' is geen ja of nee", en="'{value}' is not yes or no").fill(
            value=shown(value)
        ),
        Text(nl="vul ja of nee in", en="enter yes or no"),
    )


def choice(enum: type[StrEnum], words: dict[Any, Text], also: dict[str, Any] | None = None) -> Kind:
    """One of an enumeration, by its Dutch or English word, its own value or one of ``also``."""
    table = {plain(w): m for m in enum for w in (m.value, words[m].nl, words[m].en)}
    table |= {plain(word): member for word, member in (also or {}).items()}

    def read(value: Any) -> Any:
        word = plain(text_of(value))
        if word in table:
            return table[word]
        raise unknown(str(value), tuple(words[m] for m in enum))

    return Kind(read, lambda v, lang: words[v](lang), tuple(words[m] for m in enum))


def level_kind(enum: type[StrEnum]) -> Kind:
    """Language levels: "A1+", also written "a1 +"."""
    table = {m.value.casefold(): m for m in enum}

    def read(value: Any) -> Any:
        word = "".join(str(value).split()).replace("−", "-").casefold()
        if word in table:
            return table[word]
        raise unknown(str(value), tuple(Text(nl=m.value, en=m.value) for m in enum))

    return Kind(read, lambda v, _: v.value, tuple(Text(nl=m.value, en=m.value) for m in enum))


def unknown(value: str, options: tuple[Text, ...]) -> CellError:
    """An error for a word that is none of the options; names the likeliest one."""
    text = Text(nl="'{value}' bestaat niet", en="'{value}' does not exist").fill(value=shown(value))
    return CellError(text, _instead(value.casefold()[:80], options))


@lru_cache(maxsize=4096)
def _instead(value: str, options: tuple[Text, ...]) -> Text:
    words = {w.casefold(): option for option in options for w in (option.nl, option.en)}
    close = get_close_matches(value, list(words), 1, 0.6)
    if close:
        return Text(nl="bedoelt u '{word}'?", en="did you mean '{word}'?").fill(
            word=words[close[0]]
        )
    names = Text(
        nl=", ".join(dict.fromkeys(o.nl for o in options)),
        en=", ".join(dict.fromkeys(o.en for o in options)),
    )
    return Text(nl="kies uit: {all}", en="choose one of: {all}").fill(all=names)


def several(kind: Kind) -> Kind:
    """A list of values with commas or semicolons between them."""

    def read(value: Any) -> tuple[Any, ...]:
        parts = [p.strip() for p in re.split(r"[;,]", text_of(value)) if p.strip()]
        return tuple(kind.read(p) for p in parts)

    def write(value: Any, language: Language) -> str:
        return ", ".join(str(kind.write(x, language)) for x in value)

    return Kind(read, write, kind.words, many=True)


TEXT = Kind(text_of, lambda v, _: v)
WHOLE = Kind(_whole, lambda v, _: v)
NUMBER = Kind(_number, lambda v, _: int(v) if float(v).is_integer() else v)
SHARE = Kind(_share, NUMBER.write)
RAW = Kind(lambda v: v, lambda v, _: v)  # read later, when it is known what it should be
YES_NO = Kind(
    _yes_no,
    lambda v, lang: ("ja" if v else "nee") if lang is Language.NL else ("yes" if v else "no"),
    (Text(nl="ja", en="yes"), Text(nl="nee", en="no")),
)
REFS = several(TEXT)
