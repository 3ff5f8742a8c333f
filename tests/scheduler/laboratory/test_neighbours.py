"""Who registers, on the sheet Instroom: the own municipality and its neighbours."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from models import Invalid, Level, Route, School, Status
from models.checks import issues
from models.inflow_table import InflowRow, Joins
from models.intake_tables import Registration
from scheduler.laboratory.choosing import source_of
from scheduler.laboratory.history import History
from scheduler.laboratory.inflow import Inflow
from scheduler.laboratory.neighbours import Together, rows_of
from scheduler.laboratory.span import Span
from tests.scheduler.laboratory.conftest import example, school

OWN = InflowRow(municipality="Eigen", joins=Joins.OWN, asylum_per_year=200, family_per_year=50)
HALF = InflowRow(municipality="Buur", joins=Joins.POOL, times=0.5, routes=(Route.B1,))
SPAN = Span.of(school("zutphen").start, 3)


def with_rows(*rows: InflowRow, **more: object) -> School:
    return school("zutphen").model_copy(update={"inflow": rows, **more})


def stated(at: School, source: Path | None = None) -> Inflow:
    found = source_of(at, source)
    assert isinstance(found, Inflow)
    return found


def test_the_numbers_on_the_sheet_are_those_who_register() -> None:
    inflow = stated(with_rows(OWN))
    years = SPAN.weeks / 52.18
    counts = [len(inflow.draw(SPAN.first, SPAN.weeks, 1, r, False)) / years for r in range(40)]
    assert np.mean(counts) == pytest.approx(250, rel=0.05)


def test_a_neighbour_is_a_multiple_of_the_own_municipality_and_joins_in_a_pool_only() -> None:
    inflow = stated(with_rows(OWN, HALF))
    theirs = [s for s in inflow.streams if not s.home]
    assert [s.per_year for s in theirs] == [100, 25]
    alone, pooled = (inflow.draw(SPAN.first, SPAN.weeks, 1, 0, pool) for pool in (False, True))
    assert alone["home"].all()
    assert 0 < (pooled["home"] == 0).sum() < len(alone)
    assert set(pooled["route"][pooled["home"] == 0]) == {list(Route).index(Route.B1)}
    again = pooled[pooled["home"] == 1]
    assert again.tobytes() == alone.tobytes(), "a pool changes nobody of the own municipality"


def test_a_housing_target_counts_as_in_the_examples() -> None:
    target = InflowRow(
        municipality="Zutphen", joins=Joins.OWN, housing_target=(58 + 48 + 51 + 46) / 4
    )
    own = [s for s in stated(with_rows(target)).streams if s.home]
    beside = [s for s in stated(school("zutphen"), example("zutphen")).streams if s.home]
    assert [s.per_year for s in own] == pytest.approx([s.per_year for s in beside])


def test_the_sheet_goes_before_the_file_beside_the_source() -> None:
    names = {s.name for s in stated(with_rows(OWN, HALF), example("zutphen")).streams}
    assert names == {"", "Buur"}
    only = stated(with_rows(HALF), example("zutphen"))
    beside = stated(school("zutphen"), example("zutphen"))
    home = [s for s in beside.streams if s.home]
    assert [s for s in only.streams if s.home] == home, "no own row: the file's own numbers"
    assert {s.name for s in only.streams} == {"", "Buur"}


def test_past_registrations_have_the_neighbours_of_the_sheet_beside_them() -> None:
    first = SPAN.start
    past = tuple(
        Registration(registered_on=first.replace(month=m, day=d), route=Route.B1, level=Level.A0)
        for m in range(1, 13)
        for d in range(1, 11)
    )
    at = with_rows(HALF, registrations=past)
    found = source_of(at, example("zutphen"))
    assert isinstance(found, Together)
    assert found.own.per_year[Status.ASYLUM] == pytest.approx(120 * 52.18 / 49, rel=0.03)
    asylum = next(s for s in found.neighbours.streams if s.status is Status.ASYLUM)
    assert asylum.per_year == pytest.approx(found.own.per_year[Status.ASYLUM] / 2)
    drawn = found.draw(SPAN.first, SPAN.weeks, 1, 0, True)
    mine = found.own.draw(SPAN.first, SPAN.weeks, 1, 0, True)
    assert drawn[drawn["home"] == 1].tobytes() == mine.tobytes()
    assert (np.diff(drawn["arrive"]) >= 0).all()


def _past(municipality: str | None, count: int, **more: object) -> tuple[Registration, ...]:
    """Registrations spread over a year."""
    days = (SPAN.start + timedelta(days=k * 364 // count) for k in range(count))
    return tuple(
        Registration(
            registered_on=day, route=Route.B1, level=Level.A0, municipality=municipality, **more
        )
        for day in days
    )


def test_past_registrations_have_the_neighbours_of_the_file_beside_the_source() -> None:
    at = school("zutphen").model_copy(update={"registrations": _past(None, 120)})
    found = source_of(at, example("zutphen"))
    assert isinstance(found, Together)
    beside = stated(school("zutphen"), example("zutphen"))
    assert {s.name for s in found.neighbours.streams} == {s.name for s in beside.streams} - {""}
    pooled = next(s for s in found.neighbours.streams if s.pooled and s.status is Status.ASYLUM)
    assert pooled.per_year == pytest.approx(0.8 * found.own.per_year[Status.ASYLUM])
    alone, together = (found.draw(SPAN.first, SPAN.weeks, 1, 0, pool) for pool in (False, True))
    assert len(together) > len(alone)
    assert together[together["home"] == 1].tobytes() == alone[alone["home"] == 1].tobytes()


def test_registrations_of_several_municipalities_are_drawn_each_at_its_own_rate() -> None:
    rows = (
        *_past(None, 100), *_past("ZUTPHEN", 20), *_past("Lochem", 60),
        *_past("Brummen", 30, joins=Joins.ALWAYS),
    )  # fmt: skip
    half = HALF.model_copy(update={"routes": ()})
    found = source_of(with_rows(half, registrations=rows), None)
    assert isinstance(found, Together)
    alone, pooled = (found.draw(SPAN.first, 520, 1, 0, pool) for pool in (False, True))
    own, always = 120 * 10, 30 * 10
    assert (alone["home"] == 1).sum() == pytest.approx(own, rel=0.1)
    assert (alone["home"] == 0).sum() == pytest.approx(always, rel=0.2)
    # Lochem's own registrations and the sheet's neighbour, who is half of Zutphen's 120.
    joined = (pooled["home"] == 0).sum() - (alone["home"] == 0).sum()
    assert joined == pytest.approx((60 + 60) * 10, rel=0.15)
    assert pooled[pooled["home"] == 1].tobytes() == alone[alone["home"] == 1].tobytes()


def test_nobody_shares_his_or_her_chance_with_somebody_else() -> None:
    """Neither with a neighbour of the list nor with one of the sheet."""
    rows = (*_past(None, 100), *_past("Lochem", 60))
    found = source_of(with_rows(HALF, registrations=rows), None)
    drawn = found.draw(SPAN.first, 520, 1, 0, True)
    assert len(np.unique(drawn["key"])) == len(drawn)


def test_everybody_keeps_the_language_of_the_own_list() -> None:
    rows = (
        *_past(None, 50, mother_tongue="Tigrinya"), *_past("Lochem", 50, mother_tongue="Arabisch"),
        *_past("Brummen", 50, mother_tongue="Oekraïens"),
    )  # fmt: skip
    found = source_of(with_rows(HALF, registrations=rows), None)
    assert isinstance(found, Together)
    drawn = found.draw(SPAN.first, 520, 1, 0, True)
    spoken = np.array(["", *found.languages])[drawn["language"]]
    assert set(spoken[drawn["home"] == 1]) == {"Tigrinya"}
    assert {"Arabisch", "Oekraïens", *found.neighbours.population.languages} == set(
        spoken[drawn["home"] == 0]
    )


def test_whoever_is_on_the_list_is_not_counted_once_more_from_the_sheet() -> None:
    named = HALF.model_copy(update={"municipality": "lochem"})
    rows = (*_past(None, 100), *_past("Lochem", 60))
    found = source_of(with_rows(named, registrations=rows), None)
    assert isinstance(found, Together)
    assert found.neighbours.streams == ()
    assert [one.name for one in found.past] == ["Lochem"]


def test_a_list_without_anybody_of_the_own_municipality_is_refused() -> None:
    found = issues(with_rows(registrations=_past("Lochem", 20)))
    assert [i.table for i in found if i.field == "municipality"] == ["registrations"]
    assert not issues(with_rows(registrations=_past("Zutphen", 20)))


def test_a_school_without_numbers_of_its_own_still_has_neighbours() -> None:
    found = source_of(with_rows(HALF), None)
    assert isinstance(found, Together)
    assert sum(found.own.per_year.values()) > 0


def test_what_was_reckoned_with_can_be_written_and_read_again() -> None:
    inflow = stated(with_rows(OWN, HALF))
    rows = rows_of(inflow, "Eigen")
    assert rows[0] == OWN
    assert rows[1].joins is Joins.POOL
    assert (rows[1].asylum_per_year, rows[1].family_per_year) == (100, 25)
    assert stated(with_rows(*rows)).streams == inflow.streams
    assert rows_of(History.of(school("zutphen"), inflow.offered), "Eigen") == ()


def test_rows_that_are_not_needed_are_told() -> None:
    past = (Registration(registered_on=SPAN.start, route=Route.B1, level=Level.A0),)
    found = [i for i in issues(with_rows(HALF, OWN, registrations=past)) if i.table == "inflow"]
    assert [(i.index, i.warning) for i in found] == [(1, True)]
    assert not [i for i in issues(with_rows(HALF, OWN)) if i.table == "inflow"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "asylum_per_year"),
        ({"asylum_per_year": 3, "times": 2}, "times"),
        ({"asylum_per_year": 3, "housing_target": 2}, "housing_target"),
        ({"family_per_year": 3, "family_share": 0.5}, "family_share"),
        ({"joins": Joins.OWN, "times": 2}, "times"),
    ],
)
def test_how_many_register_is_said_in_one_way(values: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as told:
        InflowRow(**{"municipality": "X", "joins": Joins.POOL, **values})
    cause = told.value.errors()[0]["ctx"]["error"]
    assert isinstance(cause, Invalid)
    assert cause.field == field
