"""Law and contract: values with a source and a period of validity."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from models import Pace, Policy, Route, Weights

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)


def policy(**fields: object) -> Policy:
    return Policy.model_validate(fields)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2022, 12, 31), False), (FIRST, True), (LAST, True), (date(2026, 1, 1), False)],
)
def test_the_addendum_holds_from_its_first_to_its_last_day(day: date, holds: bool) -> None:
    using = policy(uses_addendum=True)
    assert using.addendum_in_force(day) is holds
    assert using.legal_maximum((Route.B1,), day) == (25 if holds else 20)
    assert using.legal_maximum((Route.Z,), day) == (15 if holds else 12)
    assert using.certified_share_on(day) == (0.0 if holds else 0.8)


def test_a_school_that_does_not_use_the_addendum_keeps_the_lower_maximum() -> None:
    assert policy().legal_maximum((Route.B1,), LAST) == 20
    assert policy().certified_share_on(LAST) == 0.8


def test_a_class_of_several_routes_gets_the_lowest_maximum() -> None:
    assert policy().legal_maximum((Route.B1, Route.Z), LAST) == 12
    assert policy().legal_maximum((Route.B1_ENTREE, Route.EDUCATION), LAST) == 20


def test_the_education_route_alone_has_no_legal_maximum() -> None:
    assert policy().legal_maximum((Route.EDUCATION,), LAST) is None


def test_every_value_and_weight_has_a_source() -> None:
    given = policy()
    fields = set(Policy.model_fields) - {"weights", "sources"}
    assert all(given.source_of(field) for field in fields)
    assert all(given.source_of(f"weights.{name}") for name in Weights.model_fields)


def test_a_source_given_with_a_value_replaces_the_default_source() -> None:
    own = policy(b1_maximum=15, sources={"b1_maximum": "contract 2026"})
    assert own.source_of("b1_maximum") == "contract 2026"
    assert own.source_of("z_maximum") == "report L4114"


def test_values_left_out_keep_their_default() -> None:
    given = policy(weights={"travel": 9})
    assert (given.weights.travel, given.weights.unplaced) == (9, 400)
    assert given.max_wait_weeks == 13


@pytest.mark.parametrize(
    "wrong", [{"certified_share": 1.1}, {"b1_maximum": 0}, {"weights": {"travel": -1}}, {"x": 1}]
)
def test_impossible_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        policy(**wrong)


def test_pace_follows_from_learnability_and_back() -> None:
    given = policy()
    assert [given.pace_of(n) for n in (39, 40, 69, 70)] == [
        Pace.SLOW,
        Pace.AVERAGE,
        Pace.AVERAGE,
        Pace.FAST,
    ]
    for pace in Pace:
        assert given.pace_of(given.typical_learnability(pace)) is pace
    assert given.typical_learnability(None) == given.typical_learnability(Pace.AVERAGE)
