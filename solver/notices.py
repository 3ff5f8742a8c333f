"""What the reader of a plan must know beforehand."""

from __future__ import annotations

from models import Reason, Route, School, Text
from models.text import Language

_ADDENDUM = Text(
    nl="Het Addendum geldt niet op {day} (het liep tot en met {until}). Daarom is de grootste "
    "klas {b1} voor B1 en {z} voor Z.",
    en="The Addendum does not hold on {day} (it ran until {until}). The largest class is "
    "therefore {b1} for B1 and {z} for Z.",
)


def notices_of(school: School) -> tuple[Reason, ...]:
    """Notices for a school: the Addendum used outside its period of validity."""
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


def reason(code: str, text: Text) -> Reason:
    """A reason record of a text without open places."""
    return Reason(code=code, nl=text(Language.NL), en=text(Language.EN))
