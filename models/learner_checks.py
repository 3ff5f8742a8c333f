"""What can be wrong with learners: admission, childcare, dates, and the areas they come from."""

from __future__ import annotations

from collections.abc import Iterator

from models.school import Issue, School
from models.text import Text, quoted

YOUNGEST, OLDEST = 15, 90
"""Ages at the start of a plan outside which a year of birth is more likely a slip. Assumption:
the duty to integrate begins at 18, a few learners are younger."""


def learner_problems(school: School) -> Iterator[Issue]:
    """Issues of learners, references left aside."""
    yield from _admission(school)
    yield from _childcare(school)
    yield from _registration(school)
    yield from _term(school)
    yield from _ages(school)
    yield from _areas(school)


def _admission(school: School) -> Iterator[Issue]:
    for index, learner in enumerate(school.learners):
        same_route = [o for o in school.offerings if learner.route in o.routes]
        if not school.offerings or learner.current_class is not None:
            continue
        if not same_route:
            yield Issue(
                "learners",
                index,
                "route",
                Text(
                    nl="geen enkel aanbod is voor de route {route}",
                    en="no offering is for the route {route}",
                ).fill(route=learner.route.value),
                Text(
                    nl="controleer de route, voeg aanbod toe of haal de rij uit de lijst",
                    en="check the route, add an offering or take the row out of the list",
                ),
            )
        elif not any(o.level_from.score <= learner.score <= o.level_to.score for o in same_route):
            yield Issue(
                "learners",
                index,
                "level",
                Text(
                    nl="geen enkel aanbod voor {route} neemt niveau {level} (score {score}) aan",
                    en="no offering for {route} admits level {level} (score {score})",
                ).fill(route=learner.route.value, level=learner.level.value, score=learner.score),
                Text(
                    nl="controleer het niveau, verruim een aanbod of haal de rij uit de lijst",
                    en="check the level, widen an offering or take the row out of the list",
                ),
            )


def _childcare(school: School) -> Iterator[Issue]:
    for index, learner in enumerate(school.learners):
        if learner.lacks_childcare(school.start) and not school.windows(learner.reference):
            yield Issue(
                "learners",
                index,
                "childcare",
                Text(
                    nl="geen opvang, maar geen enkel bezet uur: elke lestijd telt als mogelijk",
                    en="no childcare, but no busy hours: every lesson time counts as possible",
                ),
                Text(
                    nl="vul op het blad Bezet in wanneer de cursist voor de kinderen zorgt",
                    en="enter on the sheet Busy when the learner looks after the children",
                ),
                warning=True,
            )


def _registration(school: School) -> Iterator[Issue]:
    for index, learner in enumerate(school.learners):
        if learner.registered_on > school.start:
            yield Issue(
                "learners",
                index,
                "registered_on",
                Text(
                    nl="aangemeld op {a}, na de start van het rooster ({b})",
                    en="registered on {a}, after the plan starts ({b})",
                ).fill(
                    a=learner.registered_on.strftime("%d-%m-%Y"),
                    b=school.start.strftime("%d-%m-%Y"),
                ),
                Text(
                    nl="controleer de datum, of de startdatum op het blad School",
                    en="check the date, or the start on the sheet School",
                ),
            )


def _term(school: School) -> Iterator[Issue]:
    for index, learner in enumerate(school.learners):
        if learner.term_started_on is not None and learner.term_started_on > school.start:
            yield Issue(
                "learners",
                index,
                "term_started_on",
                Text(
                    nl="de termijn begint op {a}, na de start van het rooster ({b})",
                    en="the term begins on {a}, after the plan starts ({b})",
                ).fill(
                    a=learner.term_started_on.strftime("%d-%m-%Y"),
                    b=school.start.strftime("%d-%m-%Y"),
                ),
                Text(
                    nl="controleer de datum; laat de cel leeg als die nog niet vaststaat",
                    en="check the date; leave the cell empty when it is not settled yet",
                ),
                warning=True,
            )


def _ages(school: School) -> Iterator[Issue]:
    for index, learner in enumerate(school.learners):
        if learner.birth_year is None:
            continue
        age = school.start.year - learner.birth_year
        if not YOUNGEST <= age <= OLDEST:
            yield Issue(
                "learners",
                index,
                "birth_year",
                Text(
                    nl="geboren in {year}: dat is niet waarschijnlijk",
                    en="born in {year}: that is not likely",
                ).fill(year=learner.birth_year),
                Text(nl="controleer het jaar", en="check the year"),
                warning=True,
            )


def _areas(school: School) -> Iterator[Issue]:
    """Areas without travel times, where there are travel times at all."""
    known = {area for way in school.travel for area in (way.from_area, way.to_area)}
    if not known:
        return
    near = known | {location.area for location in school.locations}
    places = [
        *(("locations", k, "area", x.area) for k, x in enumerate(school.locations)),
        *(("learners", k, "home_area", x.home_area) for k, x in enumerate(school.learners)),
        *(("busy", k, "area", x.area) for k, x in enumerate(school.busy)),
    ]
    for table, index, field, area in places:
        if area is not None and area not in (known if table == "locations" else near):
            yield Issue(
                table,
                index,
                field,
                Text(
                    nl="gebied '{area}' staat niet op het blad Reistijden; de reis telt als "
                    "{n} minuten",
                    en="the area '{area}' is not on the sheet Travel times; the way counts as "
                    "{n} minutes",
                ).fill(area=quoted(area), n=school.policy.unknown_travel_minutes),
                Text(
                    nl="verbeter de naam, of vul de reistijd in",
                    en="correct the name, or enter the travel time",
                ),
                warning=True,
            )
