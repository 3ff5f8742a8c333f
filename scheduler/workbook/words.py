"""The Dutch and English words for everything that is chosen from a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from models import (
    Audience,
    BusyReason,
    Certification,
    Childcare,
    Gender,
    HouseholdNeed,
    Language,
    Level,
    Literacy,
    Mode,
    Pace,
    Precedence,
    Route,
    Status,
    Text,
)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def tidy(text: str) -> str:
    """Text without surrounding blanks; hard spaces become plain ones, invisible signs go."""
    return text.translate(_INVISIBLE).replace("\u00a0", " ").replace("\u202f", " ").strip()


def plain(text: str, keep: str = "") -> str:
    """Text for comparing: no case, accents, blanks or punctuation (except ``keep``)."""
    parts = unicodedata.normalize("NFKD", text.translate(_DASHES))
    return "".join(c for c in parts.lower() if c.isalnum() or c in keep)


def closest(word: str, known: Mapping[str, str]) -> str | None:
    """The known word (given as plain form -> shown form) that ``word`` is a misspelling of."""
    near = get_close_matches(plain(word)[:60], list(known), n=1, cutoff=0.75)
    return known[near[0]] if near else None


@dataclass(frozen=True)
class Choices:
    """The members of an enumeration with the word people use for each, in both languages.

    ``also`` maps further words that are understood. ``signs`` are punctuation marks that
    tell members apart ("A1-" and "A1+").
    """

    words: Mapping[StrEnum, Text]
    also: Mapping[str, StrEnum] = field(default_factory=dict)
    signs: str = ""

    def find(self, word: str) -> Any:
        """The member that ``word`` stands for in either language, or ``None``."""
        return self._known().get(plain(word, self.signs))

    def _known(self) -> dict[str, StrEnum]:
        known = {plain(w, self.signs): member for w, member in self.also.items()}
        for member, text in self.words.items():
            known[plain(text.nl, self.signs)] = known[plain(text.en, self.signs)] = member
        return known

    def show(self, member: Any, language: Language | str) -> str:
        """The word for ``member``."""
        return self.words[member](language)

    def options(self, language: Language | str) -> list[str]:
        """All words in ``language``, in the enumeration's order."""
        return [text(language) for text in self.words.values()]

    def guess(self, word: str) -> Text | None:
        """The choice that ``word`` looks like, in both languages."""
        for text in self.words.values():
            if closest(word, {plain(text.nl): text.nl, plain(text.en): text.en}):
                return text
        return None


def _same(member: StrEnum) -> Text:
    return Text(nl=member.value, en=member.value)


STATUS = Choices(
    {
        Status.ASYLUM: Text(nl="asiel", en="asylum"),
        Status.FAMILY: Text(nl="gezin", en="family"),
        Status.OTHER: Text(nl="overig", en="other"),
    },
    {
        "asielmigrant": Status.ASYLUM,
        "asielstatushouder": Status.ASYLUM,
        "statushouder": Status.ASYLUM,
        "gezinsmigrant": Status.FAMILY,
        "gezinshereniger": Status.FAMILY,
        "overige migrant": Status.OTHER,
        "anders": Status.OTHER,
    },
)
ROUTE = Choices(
    {
        Route.B1: _same(Route.B1),
        Route.Z: _same(Route.Z),
        Route.EDUCATION: Text(nl="Onderwijs", en="Education"),
        Route.B1_ENTREE: _same(Route.B1_ENTREE),
    },
    {
        "B1-route": Route.B1,
        "Z-route": Route.Z,
        "zelfredzaamheid": Route.Z,
        "zelfredzaamheidsroute": Route.Z,
        "self-reliance": Route.Z,
        "Onderwijsroute": Route.EDUCATION,
        "Education route": Route.EDUCATION,
    },
)
LEVEL = Choices({level: _same(level) for level in Level}, signs="+-")
LITERACY = Choices(
    {
        Literacy.NONE: Text(nl="niet alfabeet", en="none"),
        Literacy.OTHER_SCRIPT: Text(nl="ander schrift", en="other script"),
        Literacy.LATIN: Text(nl="Latijns schrift", en="Latin script"),
    },
    {
        "analfabeet": Literacy.NONE,
        "geen": Literacy.NONE,
        "anders alfabeet": Literacy.OTHER_SCRIPT,
        "anderstalig alfabeet": Literacy.OTHER_SCRIPT,
        "alfabeet": Literacy.LATIN,
        "gealfabetiseerd": Literacy.LATIN,
        "latijn": Literacy.LATIN,
        "latin": Literacy.LATIN,
    },
)
PACE = Choices(
    {
        Pace.SLOW: Text(nl="langzaam", en="slow"),
        Pace.AVERAGE: Text(nl="gemiddeld", en="average"),
        Pace.FAST: Text(nl="snel", en="fast"),
    },
    {"traag": Pace.SLOW, "normaal": Pace.AVERAGE},
)
GENDER = Choices(
    {
        Gender.FEMALE: Text(nl="vrouw", en="female"),
        Gender.MALE: Text(nl="man", en="male"),
        Gender.OTHER: Text(nl="anders", en="other"),
    },
    {
        "v": Gender.FEMALE,
        "f": Gender.FEMALE,
        "woman": Gender.FEMALE,
        "m": Gender.MALE,
        "x": Gender.OTHER,
    },
)
# "geen" is left out on purpose: it can mean that none is needed or that none is to be had.
CHILDCARE = Choices(
    {
        Childcare.NONE: Text(nl="niet nodig", en="not needed"),
        Childcare.ARRANGED: Text(nl="geregeld", en="arranged"),
        Childcare.WAITING: Text(nl="wachtlijst", en="waiting list"),
        Childcare.UNAVAILABLE: Text(nl="niet beschikbaar", en="not available"),
    },
    {
        "wacht": Childcare.WAITING,
        "waiting": Childcare.WAITING,
        "unavailable": Childcare.UNAVAILABLE,
    },
)
BUSY_REASON = Choices(
    {
        BusyReason.WORK: Text(nl="werk", en="work"),
        BusyReason.CHILDCARE: Text(nl="zorg voor kinderen", en="childcare"),
        BusyReason.SCHOOL_RUN: Text(nl="kinderen halen of brengen", en="school run"),
        BusyReason.APPOINTMENT: Text(nl="afspraak", en="appointment"),
        BusyReason.OTHER: Text(nl="anders", en="other"),
    },
    {
        "kinderopvang": BusyReason.CHILDCARE,
        "kinderen": BusyReason.CHILDCARE,
        "halen en brengen": BusyReason.SCHOOL_RUN,
        "halen/brengen": BusyReason.SCHOOL_RUN,
        "school kinderen": BusyReason.SCHOOL_RUN,
        "overig": BusyReason.OTHER,
    },
)
NEED = Choices(
    {
        HouseholdNeed.APART_IN_TIME: Text(nl="niet tegelijk les", en="not at the same time"),
        HouseholdNeed.DIFFERENT_CLASSES: Text(nl="niet in één klas", en="different classes"),
        HouseholdNeed.SAME_TIME: Text(nl="tegelijk les", en="at the same time"),
        HouseholdNeed.NOTHING: Text(nl="geen afspraak", en="no need"),
    },
    {
        "andere klas": HouseholdNeed.DIFFERENT_CLASSES,
        "verschillende klassen": HouseholdNeed.DIFFERENT_CLASSES,
        "apart in time": HouseholdNeed.APART_IN_TIME,
        "same time": HouseholdNeed.SAME_TIME,
        "niets": HouseholdNeed.NOTHING,
        "nothing": HouseholdNeed.NOTHING,
    },
)
CERTIFICATION = Choices(
    {
        Certification.CERTIFIED: Text(nl="bevoegd", en="certified"),
        Certification.IN_TRAINING: Text(nl="in opleiding", en="in training"),
        Certification.NONE: Text(nl="niet bevoegd", en="not certified"),
    },
    {
        "ja": Certification.CERTIFIED,
        "yes": Certification.CERTIFIED,
        "nee": Certification.NONE,
        "no": Certification.NONE,
        "onbevoegd": Certification.NONE,
    },
)
MODE = Choices(
    {
        Mode.PHYSICAL: Text(nl="op school", en="at school"),
        Mode.ONLINE: Text(nl="online", en="online"),
        Mode.MIXED: Text(nl="gemengd", en="mixed"),
    },
    {"fysiek": Mode.PHYSICAL, "physical": Mode.PHYSICAL, "hybride": Mode.MIXED},
)
AUDIENCE = Choices(
    {
        Audience.PAID_WORK: Text(nl="betaald werk", en="paid work"),
        Audience.NO_DAYTIME_CHILDCARE: Text(nl="overdag geen opvang", en="no daytime childcare"),
        Audience.FAMILY_MIGRANTS: Text(nl="gezinsmigranten", en="family migrants"),
        Audience.YOUTH: Text(nl="jongeren", en="youth"),
        Audience.WOMEN: Text(nl="vrouwen", en="women"),
        Audience.MEN: Text(nl="mannen", en="men"),
    },
    {"werkenden": Audience.PAID_WORK},
)
PRECEDENCE = Choices(
    {
        Precedence.LESSONS: Text(nl="les", en="lessons"),
        Precedence.WORK: Text(nl="werk", en="work"),
    },
    {"lessen": Precedence.LESSONS},
)

YES = frozenset({"ja", "j", "yes", "y", "x", "1", "waar", "true", "v"})
NO = frozenset({"nee", "n", "no", "0", "onwaar", "false"})

_DAY_WORDS = (
    "ma maa maandag maandagen mo mon monday mondays",
    "di din dinsdag dinsdagen tu tue tues tuesday tuesdays",
    "wo woe woensdag woensdagen we wed wednesday wednesdays",
    "do don donderdag donderdagen th thu thur thurs thursday thursdays",
    "vr vrij vrijdag vrijdagen fr fri friday fridays",
    "za zat zaterdag zaterdagen sa sat saturday saturdays",
    "zo zon zondag zondagen su sun sunday sundays",
)
DAYS: Mapping[str, int] = {
    word: day for day, words in enumerate(_DAY_WORDS) for word in words.split()
}
DAY_GROUPS: Mapping[str, tuple[int, ...]] = {
    "werkdagen": (0, 1, 2, 3, 4),
    "weekdays": (0, 1, 2, 3, 4),
    "dagelijks": (0, 1, 2, 3, 4, 5, 6),
    "daily": (0, 1, 2, 3, 4, 5, 6),
}
_FULL_DAYS = {words.split()[i]: words.split()[i] for words in _DAY_WORDS for i in (2, 6)}


def closest_day(word: str) -> str | None:
    """The name of the day that ``word`` is a misspelling of."""
    return closest(word, _FULL_DAYS)


def pieces(text: str) -> list[str]:
    """The items of a list in one cell: divided by ``;`` or, without one, by ``,``.

    An item may stand between double quotes when it holds a ``;`` itself.
    """
    if '"' not in text:
        found = text.split(";") if ";" in text else re.split(r"[,\n]", text)
    else:
        found = [
            quoted.replace('""', '"') if bare is None else bare
            for quoted, bare in _quoted_items(text)
        ]
    return [item for item in map(tidy, found) if item]


def _quoted_items(text: str) -> list[tuple[str, str | None]]:
    items: list[tuple[str, str | None]] = []
    for match in re.finditer(r'\s*"((?:[^"]|"")*)"\s*(?:;|$)|([^;]+)', text):
        items.append((match[1] or "", match[2]))
    return items


def joined(items: tuple[str, ...] | list[str]) -> str:
    """The reverse of :func:`pieces`."""
    shown = [f'"{i.replace(chr(34), chr(34) * 2)}"' if ";" in i or '"' in i else i for i in items]
    alone = len(shown) == 1 and any(c in shown[0] for c in ",\n")
    return "; ".join(shown) + (";" if alone else "")
