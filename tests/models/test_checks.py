"""Everything wrong in a school's data is found at once, each with its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import Childcare, Closing, Route, School
from models.checks import issues
from models.text import Language
from tests.builders import (
    START,
    a_household,
    a_learner,
    a_location,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    busy,
    learners,
    travel,
)

A = a_learner("a")
TWO = an_offering("o", "ma 9-12, di 9-12", sessions_per_week=2)
M = (a_location("L"), a_location("M"))


def run(**fields: object) -> School:
    return a_school([A], classes=(a_run(**fields),))


# What is wrong: the school, then table, row and field of the only issue.
WRONG: dict[str, tuple[School, str, int | None, str | None]] = {
    "no learners": (a_school(), "learners", None, None),
    "no teachers": (a_school([A], teachers=()), "teachers", None, None),
    "no rooms": (a_school([A], rooms=()), "rooms", None, None),
    "the same code twice": (a_school(learners("a b a")), "learners", 2, "reference"),
    "a teacher with a learner's code": (
        a_school(learners("t")), "teachers", 0, "reference",
    ),
    "an unknown class": (a_school([a_learner(current_class="x")]), "learners", 0, "current_class"),
    "an unknown wish": (a_school([a_learner(wish_location="x")]), "learners", 0, "wish_location"),
    "an unknown place of work": (
        a_school([A], teachers=(a_teacher(locations=("L", "x")),)), "teachers", 0, "locations",
    ),
    "a room nowhere": (
        a_school([A], rooms=(a_room(), a_room("s", location="x"))), "rooms", 1, "location",
    ),
    "an offering nowhere": (
        a_school([A], offerings=(an_offering(locations=("x",)),)), "offerings", 0, "locations",
    ),
    "a run of nothing": (run(offering="x"), "classes", 0, "offering"),
    "a run nowhere": (run(location="x"), "classes", 0, "location"),
    "a run by nobody known": (run(teachers=("x",)), "classes", 0, "teachers"),
    "a run in no room known": (run(rooms=("x",)), "classes", 0, "rooms"),
    "nobody who is busy": (a_school([A], busy=(busy("x", "ma 9-12"),)), "busy", 0, "person"),
    "a spouse who is not there": (
        a_school([a_learner(household="h")], households=(a_household(),)),
        "households", 0, "reference",
    ),
    "fixed times that are empty": (run(when="", teachers=(), rooms=()), "classes", 0, "slots"),
    "more times than lessons": (run(when="ma 9-12, di 9-12"), "classes", 0, "slots"),
    "times that overlap": (
        a_school([A], offerings=(TWO,), classes=(a_run("k", "ma 9-12, ma 11-14"),)),
        "classes", 0, "slots",
    ),
    "a fixed teacher left blank": (run(teachers=()), "classes", 0, "teachers"),
    "a fixed room left blank": (run(rooms=()), "classes", 0, "rooms"),
    "two teachers for one lesson": (run(teachers=("t", "t")), "classes", 0, "teachers"),
    "a room in another building": (
        a_school([A], classes=(a_run(location="M"),), locations=M), "classes", 0, "rooms",
    ),
    "fewer slots than lessons": (
        a_school([A], offerings=(an_offering("o", "ma 9-12, ma 13-16", sessions_per_week=2),)),
        "offerings", 0, "slots",
    ),
    "a minimum above the law": (
        a_school([A], offerings=(an_offering(minimum=21, target=21, maximum=21),)),
        "offerings", 0, "minimum",
    ),
    "two travel times for one way": (
        a_school([A], travel=(travel("centrum", "y", 10), travel("y", "centrum", 20))),
        "travel", 1, "minutes",
    ),
    "a route nobody teaches": (a_school([a_learner(route=Route.Z)]), "learners", 0, "route"),
    "a level no offering admits": (
        a_school([a_learner("a", "B1")], offerings=(an_offering(level_to="A2"),)),
        "learners", 0, "level",
    ),
    "registered after the start": (
        a_school([a_learner(registered_on=START + timedelta(days=1))]),
        "learners", 0, "registered_on",
    ),
}  # fmt: skip

WARNINGS: dict[str, tuple[School, str, str]] = {
    "a maximum above the law": (
        a_school([A], offerings=(an_offering(maximum=25),)), "offerings", "maximum",
    ),
    "no childcare but always free": (
        a_school([a_learner(childcare=Childcare.UNAVAILABLE)]), "learners", "childcare",
    ),
    "childcare awaited but always free": (
        a_school([a_learner(childcare=Childcare.WAITING, childcare_from=date(2026, 12, 1))]),
        "learners", "childcare",
    ),
    "a household of one": (a_school([a_learner(household="h")]), "learners", "household"),
    "a term that begins after the start": (
        a_school([a_learner(term_started_on=START + timedelta(days=1))]),
        "learners", "term_started_on",
    ),
    "somebody born last year": (
        a_school([a_learner(birth_year=START.year - 1)]), "learners", "birth_year",
    ),
    "a home without a way": (
        a_school([a_learner(home_area="Nrd")], travel=(travel("Noord", "L-area", 10),),
                 locations=(a_location("L", area="L-area"),)),
        "learners", "home_area",
    ),
    "a location without a way": (
        a_school([a_learner(home_area="Noord")], travel=(travel("Noord", "Zuid", 10),),
                 locations=(a_location("L", area="Oost"),)),
        "locations", "area",
    ),
}  # fmt: skip


def test_areas_need_no_travel_times_in_a_school_that_has_none() -> None:
    assert issues(a_school([a_learner(home_area="Noord")])) == []


@pytest.mark.parametrize("name", WRONG)
def test_an_issue_is_found_at_its_place(name: str) -> None:
    school, table, index, field = WRONG[name]
    (found,) = issues(school)
    assert (found.table, found.index, found.field) == (table, index, field)
    assert not found.warning
    for text in (found.text, found.fix):
        assert text(Language.NL) != text(Language.EN)


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_does_not_stop_planning(name: str) -> None:
    school, table, field = WARNINGS[name]
    (found,) = issues(school)
    assert (found.table, found.index, found.field, found.warning) == (table, 0, field, True)


def test_a_school_in_order_has_no_issues() -> None:
    school = a_school(
        [a_learner("a", household="h", current_class="k"), a_learner("b", household="h")],
        households=(a_household(),),
        classes=(a_run(),),
        busy=(busy("a", "di 9-12"), busy("t", "di 9-12")),
    )
    assert issues(school) == []


def test_a_school_that_only_teaches_online_needs_no_building() -> None:
    online = an_offering(mode="online")
    school = a_school([A], offerings=(online,), rooms=(), locations=(),
                      classes=(a_run(rooms=()),))  # fmt: skip
    assert issues(school) == []


def test_the_addendum_silences_the_warning_while_it_holds() -> None:
    offering = an_offering(maximum=25)
    day = date(2025, 9, 1)
    inside = a_school(
        [a_learner(registered_on=day)],
        start=day, offerings=(offering,), policy={"uses_addendum": True},
    )  # fmt: skip
    assert issues(inside) == []
    outside = a_school([A], offerings=(offering,), policy={"uses_addendum": True})
    assert [i.field for i in issues(outside)] == ["maximum"]


def test_a_learner_who_has_a_class_needs_no_offering_that_admits() -> None:
    school = a_school([a_learner("a", route=Route.Z, current_class="k")], classes=(a_run(),))
    assert issues(school) == []


def test_all_issues_come_at_once_in_the_order_of_the_tables() -> None:
    school = a_school(
        learners("a a", current_class="x"),
        rooms=(a_room(location="x"),),
        busy=(busy("y", "ma 9-12"),),
    )
    assert [(i.table, i.index) for i in issues(school)] == [
        ("learners", 0),
        ("learners", 1),
        ("learners", 1),
        ("busy", 0),
        ("rooms", 0),
    ]


def test_a_code_as_long_as_a_page_is_not_quoted_in_full() -> None:
    closing = Closing(first=date(2026, 11, 6), location="ma " * 3000)
    (issue,) = issues(a_school([a_learner("a")], closings=(closing,)))
    assert (issue.table, issue.field) == ("closings", "location")
    assert len(issue.text("nl")) < 120


def test_a_household_or_area_as_long_as_a_page_is_not_quoted_in_full() -> None:
    long = "ma " * 3000
    school = a_school([a_learner(household=long, home_area=long)], travel=(travel("x", "y", 10),))
    found = [i for i in issues(school) if i.table == "learners"]
    assert {i.field for i in found} == {"home_area", "household"}
    assert all(len(i.text("nl")) < 200 for i in found)
