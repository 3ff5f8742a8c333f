"""What the reader of a plan must know beforehand."""

from __future__ import annotations

from models import Reason, Region, Route, School, Text
from models.calendar import WEEK
from models.courses import YEAR_WEEKS
from models.text import Language

_ADDENDUM = Text(
    nl="Het Addendum geldt niet op {day} (het liep tot en met {until}). Daarom is de grootste "
    "klas {b1} voor B1 en {z} voor Z.",
    en="The Addendum does not hold on {day} (it ran until {until}). The largest class is "
    "therefore {b1} for B1 and {z} for Z.",
)


def notices_of(school: School) -> tuple[Reason, ...]:
    """Notices for a school: the Addendum used outside its period of validity, and lessons
    beyond the days for which school holidays have been laid down.
    """
    return (*_addendum(school), *_calendar(school))


def _addendum(school: School) -> tuple[Reason, ...]:
    policy = school.policy
    if not policy.uses_addendum or policy.addendum_in_force(school.start):
        return ()
    text = _ADDENDUM.fill(
        day=school.start.strftime("%d-%m-%Y"),
        until=policy.addendum_until.strftime("%d-%m-%Y"),
        b1=policy.legal_maximum((Route.B1,), school.start),
        z=policy.legal_maximum((Route.Z,), school.start),
    )
    return (reason("addendum_over", text),)


def _calendar(school: School) -> tuple[Reason, ...]:
    """A school that did not tell its region plans a typical week; nothing is amiss then."""
    if school.policy.holiday_region is Region.UNKNOWN:
        return ()
    weeks = max((o.duration_weeks or YEAR_WEEKS for o in school.offerings), default=YEAR_WEEKS)
    found = school.calendar.notices(school.start, school.start + weeks * WEEK)
    return tuple(reason(code, text) for code, text in found)


def reason(code: str, text: Text) -> Reason:
    """A reason record of a text without open places."""
    return Reason(code=code, nl=text(Language.NL), en=text(Language.EN))
