"""What a replication comes to, against hand-made weeks of which every figure can be counted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from models import Route, Status
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.outcomes import (
    COLUMNS,
    SERIES,
    Column,
    Figure,
    Outcome,
    Whole,
    outcome_of,
)
from scheduler.laboratory.settings import ROUTE_AT, value
from scheduler.laboratory.span import Span
from solver.laboratory.world import CLASS, NOWHERE, OFFER, Array, Stage, State, Week, fresh
from tests.solver.laboratory.worlds import filled, learners

WARM, WINDOW = 10, 104
SPAN = cast(Span, SimpleNamespace(warm_up=WARM, window=WINDOW, cohort=52, weeks=300))
B1, Z, EDUCATION = (ROUTE_AT[r] for r in (Route.B1, Route.Z, Route.EDUCATION))
FAMILY = list(Status).index(Status.FAMILY)
WAITS = [0, 2, 4, 6, 8, 10, 12, 14, 16, 30]
AGREED = 12


def somebody() -> Array:
    """Ten of the municipality who register in the window's first week, and two who do not count:
    a neighbour, and one from before the window.
    """
    rows = learners([WARM] * 12)
    rows["home"][10], rows["arrive"][11] = 0, WARM - 1
    rows["route"][:10] = [B1] * 5 + [Z] * 4 + [EDUCATION]
    rows["status"][:10] = [0, 0, FAMILY, FAMILY, FAMILY] + [0] * 5
    rows["children"][:10] = [1, 0] * 5
    rows["care_from"][:10] = WARM + 20
    rows["works"][:10] = [1] * 3 + [0] * 7
    rows["household"][[1, 4]] = 1
    return rows


def ended(rows: Array, **columns: Any) -> State:
    """Their state at the end; who began waited ``WAITS``, the last one never began."""
    state = fresh(rows, SPAN.weeks)
    people = state.people
    people["stage"], people["started"] = Stage.OUT_OF_TERM, rows["arrive"]
    people["ended"] = rows["arrive"] + 200
    people["started"][:10] = WARM + np.array(WAITS)
    people["started"][9], people["ended"][9] = NOWHERE, WARM + WAITS[9]
    return State(filled(people, columns), *_rest(state))


def _rest(state: State) -> tuple[Array, Array, Array, Array]:
    weekly = state.weekly
    taught = slice(WARM, WARM + WINDOW, 2)  # every other week is a holiday
    weekly[taught, Week.LESSON_WEEK] = 1
    for column, number in {
        Week.CLASSES: 4, Week.MEMBERS: 40, Week.EMPTY: 8, Week.LEVEL: 200, Week.LEARNABILITY: 400,
        Week.SPREAD: 80, Week.HOME_DAYPARTS: 10, Week.BRIDGE_DAYPARTS: 2, Week.EMPTY_HOURS: 20,
    }.items():  # fmt: skip
        weekly[taught, column] = number
    classes = np.zeros(4, dtype=CLASS)
    classes["begin"] = [WARM, WARM + 5, WARM + 60, WARM - 1]  # the last began before the window
    classes["most"] = [10, 14, 18, 99]
    classes["first"] = [[8, 20, 4, 6], [10, 30, 5, 9], [12, 40, 6, 12], [99, 99, 99, 99]]
    return classes, np.array([4]), weekly, state.made


def found(rows: Array, state: State) -> Outcome:
    made = SimpleNamespace(
        bought=np.array([780.0, 810.0, 0.0, 0.0]), participation=800.0,
        world=SimpleNamespace(offers=filled(np.zeros(1, dtype=OFFER), {"routes": 1 << B1})),
    )  # fmt: skip
    return outcome_of(cast(Compiled, made), rows, state, SPAN, AGREED)


def figure(outcome: Outcome, column: Column) -> float:
    return float(outcome.figures[COLUMNS.index(column)])


def told(outcome: Outcome, group: str, *figures: Figure) -> list[float]:
    return [figure(outcome, (group, one)) for one in figures]


def test_waits_are_those_of_the_municipalitys_own_from_registration_to_the_first_class() -> None:
    rows = somebody()
    outcome = found(rows, ended(rows))
    assert told(
        outcome, "all", Figure.LEARNERS, Figure.WAIT_MEAN, Figure.WAIT_MEDIAN, Figure.WAIT_P90,
        Figure.WAIT_LONGEST, Figure.WAIT_OVER, Figure.NEVER,
    ) == pytest.approx([10, 10.2, 9, 17.4, 30, 0.3, 0.1])  # fmt: skip
    assert outcome.waits.sum() == 10
    assert outcome.waits[[0, 2, 30]].tolist() == [1, 1, 1]
    assert figure(outcome, ("all", Figure.WAIT_P90_ABLE)) == pytest.approx(23.6)


@pytest.mark.parametrize(
    ("group", "of"),
    [
        ("route:B1", range(5)),
        ("route:Z", range(5, 9)),
        ("route:Education", [9]),
        ("status:asylum", [0, 1, 5, 6, 7, 8, 9]),
        ("status:family", [2, 3, 4]),
        ("children:yes", range(0, 10, 2)),
        ("children:no", range(1, 10, 2)),
        ("work:yes", range(3)),
        ("work:no", range(3, 10)),
        ("couple:yes", [1, 4]),
        ("couple:no", [0, 2, 3, *range(5, 10)]),
    ],
)
def test_every_group_has_figures_of_its_own(group: str, of: Any) -> None:
    rows = somebody()
    state = ended(rows, hours=np.arange(12) * 100.0)
    mean, hours, count = told(
        found(rows, state), group, Figure.WAIT_MEAN, Figure.HOURS, Figure.LEARNERS
    )
    assert mean == pytest.approx(np.mean([WAITS[i] for i in of]))
    assert hours == pytest.approx(np.mean([100 * i for i in of]))
    assert count == len(of)


def test_nobody_in_a_group_is_no_figure() -> None:
    rows = somebody()
    assert np.isnan(figure(found(rows, ended(rows)), ("route:B1-entree", Figure.WAIT_MEAN)))


def test_hours_changes_and_bridging_weeks_are_counted_at_the_end_of_the_term() -> None:
    rows = somebody()
    state = ended(rows, bridged=range(12), between=4, changes=[1, 3] * 6)
    state.people["hours"][:10] = [600, 599, 700, 0, 0, 800, 799, 900, 0, 500]
    state.people["given"][:10] = 1000
    state.people["stage"][3], state.people["result"][3] = Stage.FINISHED, 2  # at B1, early
    state.people["stage"][4], state.people["result"][4] = Stage.FINISHED, 1  # at A2
    outcome = found(rows, state)
    assert told(
        outcome, "all", Figure.BRIDGING, Figure.BETWEEN, Figure.CHANGES, Figure.HOURS,
        Figure.ATTENDED, Figure.FINISHED,
    ) == pytest.approx([4.5, 4, 2, 489.8, 0.4898, 0.2])  # fmt: skip
    made = [figure(outcome, (group, Figure.MADE)) for group in ("all", "route:B1", "route:Z")]
    assert made == pytest.approx([5 / 9, 3 / 5, 2 / 4]), "the Education route has no norm"
    assert np.isnan(figure(outcome, ("route:Education", Figure.MADE)))


def test_participation_and_lessons_are_both_made_or_not() -> None:
    rows = somebody()
    state = ended(rows, route=rows["route"].tolist())
    state.people["hours"][5:9] = [800, 800, 0, 0]
    state.people["participation"][5:9] = [800, 799, 800, 0]
    assert told(
        found(rows, state), "route:Z", Figure.PARTICIPATION, Figure.MADE_BOTH
    ) == pytest.approx([2399 / 4, 1 / 4])


def test_switches_are_counted_by_the_route_of_registration() -> None:
    rows = somebody()
    state = ended(rows)
    state.people["route"][0], state.people["switched"][0] = Z, 100
    state.people["switched"][5] = 100
    outcome = found(rows, state)
    assert figure(outcome, ("route:B1", Figure.B1_TO_Z)) == pytest.approx(0.2)
    assert figure(outcome, ("all", Figure.SWITCHED)) == pytest.approx(0.2)


def test_classes_count_in_lesson_weeks_and_are_paid_by_the_daypart() -> None:
    rows = somebody()
    outcome = found(rows, ended(rows))
    daypart = float(value("careers", "prices", "daypart"))
    seat = float(value("careers", "prices", "seat_hour"))
    expected = {
        Whole.CLASSES: 4, Whole.DAYPARTS: 12, Whole.CLASS_SIZE: 10, Whole.EMPTY: 2,
        Whole.COST: 12 * 26 * daypart, Whole.EMPTY_COST: 20 * 26 * seat,
        Whole.COST_PER_LEARNER: 12 * 26 * daypart * 2 / 10,
        Whole.LEVEL: 5, Whole.LEARNABILITY: 10, Whole.SPREAD: 20,
        Whole.STARTS: 1.5, Whole.START_SIZE: 10, Whole.FULLEST: 14,
        Whole.START_SPREAD: 30, Whole.START_LEVEL: 5, Whole.START_LEARNABILITY: 9,
    }  # fmt: skip
    assert set(expected) == set(Whole)
    told = {whole: figure(outcome, ("classes", whole)) for whole in Whole}
    assert told == pytest.approx(expected)
    assert figure(outcome, ("route:B1", Whole.STARTS)) == 1.5
    assert figure(outcome, ("route:Z", Whole.STARTS)) == 0


def test_what_goes_over_time_is_per_class_or_member() -> None:
    rows = somebody()
    state = ended(rows)
    week = state.weekly[WARM]
    week[[Stage.WAITING, Stage.BRIDGING, Stage.BETWEEN, Stage.PAUSED]] = [5, 3, 2, 7]
    first = dict(zip(SERIES, found(rows, state).series[:, 0].tolist(), strict=True))
    assert first == pytest.approx(
        {"waiting": 10, "members": 40, "classes": 4, "spread": 20, "level": 5, "dayparts": 12,
         "learnability": 10, "occupancy": 40 / 48}
    )  # fmt: skip
