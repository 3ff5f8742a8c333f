"""What is told of past registrations, the inflow, policies and sweeps."""

from __future__ import annotations

from datetime import date
from typing import Any

from models import Level, Route
from models.checks import issues
from models.inflow_table import InflowRow, Joins
from models.intake_tables import PolicyRow, Registration, SweepRow, Swept
from models.school import Issue, School
from scheduler.workbook.example import example_school

HOME = example_school().home
DAY = date(2024, 3, 5)


def _one(**values: Any) -> Registration:
    given = {"registered_on": DAY, "route": Route.B1, "level": Level.A1}
    return Registration(**(given | values))


def _told(table: str, *rows: Any, school: School | None = None) -> list[Issue]:
    at = (school or example_school()).model_copy(
        update={"registrations": (), "inflow": (), table: rows}
    )
    return [issue for issue in issues(at) if issue.table == table]


def _places(found: list[Issue]) -> list[tuple[int | None, str | None, bool]]:
    return [(issue.index, issue.field, issue.warning) for issue in found]


def test_nothing_is_told_of_registrations_that_are_fine() -> None:
    term = date(2023, 12, 1)
    assert _told("registrations", _one(), _one(term_started_on=term, birth_year=1990)) == []


def test_a_date_far_away_is_told_at_its_row() -> None:
    found = _told(
        "registrations",
        _one(),
        _one(registered_on=date(2062, 3, 5)),
        _one(term_started_on=date(1924, 1, 1)),
        _one(term_started_on=date(2042, 1, 1)),
    )
    assert _places(found) == [
        (1, "registered_on", False), (2, "term_started_on", False), (3, "term_started_on", False),
    ]  # fmt: skip


def test_a_year_of_birth_that_is_not_likely_is_told() -> None:
    found = _told("registrations", _one(birth_year=1990), _one(birth_year=2023))
    assert _places(found) == [(1, "birth_year", True)]


def test_a_municipality_like_the_own_one_is_a_slip_unless_it_says_when_it_joins() -> None:
    slip = HOME[:-2] + HOME[-1]
    found = _told("registrations", _one(), _one(municipality=slip), _one(municipality=slip))
    assert _places(found) == [(1, "municipality", False)]
    assert "2" in found[0].text("nl")
    assert _told("registrations", _one(), _one(municipality=slip, joins=Joins.POOL)) == []


def test_another_municipality_is_told_once_with_what_becomes_of_it() -> None:
    rows = [_one(), _one(municipality="Lochem"), _one(municipality="lochem")]
    found = _told("registrations", *rows, _one(municipality=HOME.upper()))
    assert _places(found) == [(1, "municipality", True)]
    assert "(number of rows: 2)" in found[0].text("en")


def test_a_route_without_lessons_is_told_once() -> None:
    school = example_school()
    only_b1 = tuple(o for o in school.offerings if Route.Z not in o.routes)
    school = school.model_copy(update={"offerings": only_b1, "intake_rules": ()})
    rows = [_one(), _one(route=Route.Z), _one(route=Route.Z)]
    found = _told("registrations", *rows, school=school)
    assert _places(found) == [(1, "route", True)]
    assert _told("registrations", *rows) == []


def test_a_row_of_the_inflow_that_is_there_twice_is_told() -> None:
    rows = [
        InflowRow(municipality="Lochem", joins=Joins.POOL, asylum_per_year=number, routes=routes)
        for number, routes in ((3, ()), (3, (Route.Z,)), (4, ()))
    ]
    found = _told("inflow", *rows)
    assert _places(found) == [(2, "municipality", True)]
    assert found[0].other == 0


def test_rows_of_a_policy_that_contradict_each_other_are_told() -> None:
    rows = [
        PolicyRow(policy="a", name="Naam", pool=True, dayparts=10, routes=(Route.B1,)),
        PolicyRow(policy="a", name="Naam", dayparts=12, pool=False, routes=(Route.B1,)),
        PolicyRow(policy="b", name="Anders", dayparts=14),
    ]
    found = _told("intake_rules", *rows)
    assert _places(found) == [(1, "pool", True), (1, "dayparts", True)]
    assert {issue.other for issue in found} == {0}


def test_a_rule_that_holds_for_no_offering_is_told() -> None:
    school = example_school()
    name = next(o.reference for o in school.offerings if Route.EDUCATION not in o.routes)
    rows = [
        PolicyRow(policy="a", offerings=(name,), routes=(Route.EDUCATION,)),
        PolicyRow(policy="a", offerings=(name,)),
    ]
    assert _places(_told("intake_rules", *rows)) == [(0, "routes", True)]


def test_a_feature_that_is_swept_over_in_two_rows_is_told() -> None:
    rows = [SweepRow(field=Swept.THRESHOLD, values=(6,)), SweepRow(field=Swept.ENTRY, values=(2,))]
    assert _told("sweeps", *rows) == []
    found = _told("sweeps", *rows, SweepRow(field=Swept.THRESHOLD, values=(8,)))
    assert _places(found) == [(2, "field", False)]
