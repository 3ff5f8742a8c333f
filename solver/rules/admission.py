"""Newcomers fit the offering: route, level, literacy, pace, status, audience, late entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Learner, Offering, School, Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.rules.view import View


_TEXT = Text(nl="{who} past niet in {klas}: {why}", en="{who} does not fit {klas}: {why}")
_ROUTE = Text(nl="de route is {value}", en="the route is {value}")
_LEVEL = Text(nl="het niveau is {value}", en="the level is {value}")
_LITERACY = Text(nl="de geletterdheid past niet", en="literacy does not fit")
_PACE = Text(nl="het leertempo past niet", en="the pace does not fit")
_STATUS = Text(nl="de doelgroep past niet", en="the status does not fit")
_AUDIENCE = Text(nl="de klas is voor een andere groep", en="the class is for another group")
_LATE = Text(nl="de klas neemt niemand meer aan", en="the class takes nobody any more")


def obstacle(school: School, learner: Learner, offering: Offering) -> Text | None:
    """Why an offering does not admit a learner, or ``None``."""
    if learner.route not in offering.routes:
        return _ROUTE.fill(value=learner.route.value)
    if not offering.level_from.score <= learner.score <= offering.level_to.score:
        return _LEVEL.fill(value=f"{learner.level.value} ({learner.score})")
    if offering.literacies and learner.literacy not in offering.literacies:
        return _LITERACY
    if offering.paces and school.pace(learner) not in offering.paces:
        return _PACE
    if offering.statuses and learner.status not in offering.statuses:
        return _STATUS
    if offering.audience and not school.audiences(learner) & set(offering.audience):
        return _AUDIENCE
    return None


def violations(view: View) -> Iterator[Violation]:
    """Newcomers whom the offering, or the running class, does not admit."""
    for row in view.classes:
        run = view.run(row)
        closed = run is not None and not view.school.accepts_newcomers(run)
        for learner in view.newcomers(row):
            why = _LATE if closed else obstacle(view.school, learner, view.offering(row))
            if why is not None:
                text = _TEXT.fill(who=learner.shown, klas=row.name, why=why)
                yield Violation("admission", text, (learner.reference,), (row.reference,))


def compile_admits(school: School, learner: Learner, offering: Offering) -> bool:
    """Whether an offering admits a learner as a newcomer, times left aside."""
    groups = school.audiences(learner)
    return (
        learner.route in offering.routes
        and offering.level_from.score <= learner.score <= offering.level_to.score
        and (not offering.literacies or learner.literacy in offering.literacies)
        and (not offering.paces or school.pace(learner) in offering.paces)
        and (not offering.statuses or learner.status in offering.statuses)
        and (not offering.audience or not groups.isdisjoint(offering.audience))
    )


RULE = Rule(
    name="admission",
    title=Text(nl="Toelating tot het aanbod", en="Admission to the offering"),
    sources=("report L3365", "report L7853", "report L10390"),
    violations=violations,
)
