"""The words for the choices on the sheets about activities, and their kinds of cells."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from models import Text
from models.activities import (
    ActivityKind,
    Alike,
    Holidays,
    Joining,
    SpouseRule,
    Standing,
    Yielding,
)
from models.times import minute_of
from scheduler.workbook.cells import Kind, choice, several
from scheduler.workbook.moments import DATE, TIME

KIND = choice(
    ActivityKind,
    {
        ActivityKind.MAP: Text(nl="MAP", en="MAP"),
        ActivityKind.PVT: Text(nl="PVT", en="PVT"),
        ActivityKind.PARTICIPATION: Text(nl="participatie", en="participation"),
        ActivityKind.BRIDGING: Text(nl="overbrugging", en="bridging"),
        ActivityKind.PLACEMENT: Text(nl="eigen plek", en="placement"),
    },
    {"brugklas": ActivityKind.BRIDGING, "stage": ActivityKind.PLACEMENT},
)
YIELDS = choice(
    Yielding,
    {
        Yielding.TO_LESSONS: Text(nl="om de lessen heen", en="around lessons"),
        Yielding.EXCUSED: Text(nl="gaat voor, geoorloofd", en="before lessons, authorised"),
        Yielding.FREES: Text(nl="vrij van les in die weken", en="frees from lessons"),
        Yielding.OVER_LESSONS: Text(
            nl="gaat voor, niet geoorloofd", en="before lessons, not authorised"
        ),
        Yielding.IN_LESSON: Text(nl="in de les", en="in the lesson"),
    },
)
HOLIDAYS = choice(
    Holidays,
    {
        Holidays.SHIFT: Text(nl="schuift een week op", en="moves a week"),
        Holidays.STRICT: Text(nl="mag niet onderbroken", en="no interruption"),
        Holidays.INSIDE: Text(nl="juist in een vakantie", en="inside a holiday"),
        Holidays.IGNORE: Text(nl="gaat door in vakanties", en="goes on in holidays"),
    },
)
ALIKE = choice(
    Alike,
    {
        Alike.STATUS: Text(nl="doelgroep", en="status"),
        Alike.ROUTE: Text(nl="route", en="route"),
        Alike.LEVEL: Text(nl="niveau", en="level"),
        Alike.LITERACY: Text(nl="alfabetisering", en="literacy"),
        Alike.GENDER: Text(nl="geslacht", en="gender"),
        Alike.CLASS: Text(nl="klas", en="class"),
        Alike.MUNICIPALITY: Text(nl="gemeente", en="municipality"),
    },
)
SPOUSES = choice(
    SpouseRule,
    {
        SpouseRule.NOTHING: Text(nl="geen regel", en="nothing"),
        SpouseRule.APART: Text(nl="niet in één groep", en="not in one group"),
        SpouseRule.TOGETHER: Text(nl="in één groep", en="in one group"),
        SpouseRule.ALTERNATING: Text(nl="niet tegelijk", en="not at the same time"),
    },
)
JOINING = choice(
    Joining,
    {
        Joining.EVERYBODY: Text(nl="iedereen die past", en="everybody who fits"),
        Joining.REGISTERED: Text(nl="alleen aangemeld", en="registered only"),
    },
)
STANDING = choice(
    Standing,
    {
        Standing.DONE: Text(nl="gedaan", en="done"),
        Standing.EXEMPT: Text(nl="vrijgesteld", en="exempt"),
        Standing.REGISTERED: Text(nl="aangemeld", en="registered"),
        Standing.REDO: Text(nl="overdoen", en="redo"),
    },
)


def _dates(value: Any) -> tuple[date, ...]:
    if isinstance(value, date | datetime):
        return (DATE.read(value),)
    found: tuple[date, ...] = _LIST.read(value)
    return found


_LIST = several(DATE)
DATES = Kind(
    _dates,
    lambda v, _: ", ".join(d.strftime("%d-%m-%Y") for d in v),
    many=True,
)
MINUTE = Kind(lambda v: minute_of(TIME.read(v)), lambda v, _: time(v // 60, v % 60))

__all__ = [
    "ALIKE",
    "DATES",
    "HOLIDAYS",
    "JOINING",
    "KIND",
    "MINUTE",
    "SPOUSES",
    "STANDING",
    "YIELDS",
]
