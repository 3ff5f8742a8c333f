"""Trials: the same on any number of processes, resumable, audited, told in plain words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models import Language, Route
from scheduler.laboratory import advice, audit
from scheduler.laboratory.audit import compare
from scheduler.laboratory.audit_parts import parts
from scheduler.laboratory.carrying import carry_out
from scheduler.laboratory.fidelity import Fact, Measured
from scheduler.laboratory.intervals import (
    Interval,
    cheapest_within,
    difference,
    front,
    interval,
    of,
    student,
)
from scheduler.laboratory.outcomes import COLUMNS, GROUPS, SHARES, Figure, Whole
from scheduler.laboratory.report import Content, render
from scheduler.laboratory.study import Studied, result
from scheduler.laboratory.tables import replications, summary, write_tables
from scheduler.laboratory.trial import Tried
from scheduler.laboratory.words import GROUPS as GROUP_NAMES
from solver import Outcome
from solver.laboratory import decide, simulate
from solver.laboratory.world import NOWHERE, Array, Stage, State, World
from tests.scheduler.laboratory.conftest import trial

P90 = ("all", Figure.WAIT_P90)


def test_one_process_and_several_give_the_same_figures_bit_for_bit(
    tried: Tried, tmp_path: Path
) -> None:
    there = carry_out(trial("zutphen", 6), tmp_path, jobs=2)
    assert there.figures.tobytes() == tried.figures.tobytes()
    assert there.waits.tobytes() == tried.waits.tobytes()
    assert there.series.tobytes() == tried.series.tobytes()


def test_an_interrupted_trial_is_taken_up_where_it_stopped(tried: Tried, tmp_path: Path) -> None:
    told: list[int] = []
    stopped = carry_out(
        trial("zutphen", 6), tmp_path, jobs=1,
        on_progress=lambda done, *_: told.append(done), should_stop=lambda: max(told) >= 5,
    )  # fmt: skip
    assert len(stopped.replications) == 5
    assert not stopped.complete
    told.clear()
    whole = carry_out(
        trial("zutphen", 6), tmp_path, jobs=1, on_progress=lambda done, *_: told.append(done)
    )
    assert told == [5, 6]
    assert whole.figures.tobytes() == tried.figures.tobytes()


def test_another_policy_does_not_take_over_old_parts(tmp_path: Path) -> None:
    carry_out(trial("tholen", 2, "nu"), tmp_path, jobs=1)
    told: list[int] = []
    carry_out(
        trial("tholen", 2, "doorlopend"), tmp_path, jobs=1,
        on_progress=lambda done, *_: told.append(done),
    )  # fmt: skip
    assert told[0] == 0


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("tholen", "doorlopend"),
        ("zutphen", "kwartaal"),
        ("hilversum", "nu"),  # people keep to one school
        ("den_haag", "snel-apart"),  # fast learners and youth have classes of their own
        ("heemstede_bloemendaal", "nu"),  # spouses are kept apart in time
    ],
)
def test_the_fast_decision_breaks_no_rule_and_is_no_better_than_proven_possible(
    name: str, policy: str
) -> None:
    asked = trial(name, 1)
    chosen = next(p for p in asked.policies if p.reference == policy)
    found = compare(asked, chosen, 2, 3.0)
    assert found
    for week in found:
        assert week.violations == 0
        assert week.fast >= week.bound


def decided_in(week: int) -> tuple[World, Array, State, Array]:
    """Hilversum's two schools after the decision of a week, and who waited before it."""
    asked = trial("hilversum", 1, "nu")
    world, people = asked.world(asked.policies[0]).world, asked.people(asked.policies[0], 0)
    state = simulate(people, world, until=week)
    queue = np.flatnonzero(state.people["stage"] == Stage.WAITING)
    decide(week, people, world, state)
    return world, people, state, queue


def test_parts_keep_apart_what_a_policy_keeps_apart() -> None:
    world, people, state, queue = decided_in(200)
    found = parts(people, state.people, queue, world.offers, 200, world.rules[0])
    schools = [{int(world.offers["school"][at]) for at, _ in part.slots} for part in found]
    assert {1} in schools
    assert {2} in schools
    assert all(len(those) == 1 for those in schools)
    assert sum(len(part.people) for part in found) <= len(queue)
    everybody = world.offers.copy()
    everybody["school"] = 0
    together = parts(people, state.people, queue, everybody, 200, world.rules[0])
    assert [part.people for part in together] == [tuple(queue)]


def test_people_who_may_change_schools_in_some_classes_only_are_no_parts() -> None:
    world, people, state, queue = decided_in(130)
    mixed = world.offers.copy()
    mixed["routes"] |= mixed["routes"][mixed["school"] > 0][0]  # B1 in classes of no school too
    assert parts(people, state.people, queue, mixed, 130, world.rules[0]) == []


def test_one_policy_is_told_without_advice(tmp_path: Path) -> None:
    alone = carry_out(trial("tholen", 2, "nu"), tmp_path, jobs=1)
    assert advice.headline(alone, 8, Language.NL).startswith("Uitgeprobeerd: ")
    assert "niets om mee te vergelijken" in advice.reason(alone, 8, Language.NL)
    assert [p.title for p in advice.points(alone, [], 8, Language.NL)] == ["Hoe zeker is dit?"]


def test_changes_of_class_are_told_beside_what_they_bring(tmp_path: Path) -> None:
    found = carry_out(trial("zutphen", 6, "nu", "herindelen"), tmp_path, jobs=1)
    assert advice.recommended(found, 26) == 1
    assert "vaker van klas" in advice.points(found, [], 26, Language.NL)[0].text


def test_who_stays_with_the_present_policy_hears_who_waits_longest(tmp_path: Path) -> None:
    found = carry_out(trial("zutphen", 4, "nu", "kwartaal"), tmp_path, jobs=1)
    assert advice.recommended(found, 8) == 0
    points = {p.title: p.text for p in advice.points(found, [], 8, Language.NL)}
    assert "Voor wie pakt het anders uit?" not in points
    assert not any(title.startswith("Vergeleken met") for title in points)
    waits = {group: of(found, 0, (group, Figure.WAIT_MEAN)) for group in GROUPS[1:]}
    longest = max((g for g in waits if waits[g].n), key=lambda g: waits[g].mean)
    told = points["Wie wacht het langst?"]
    name = GROUP_NAMES[longest]("nl")
    assert told.startswith(f"Bij dit beleid wachten het langst: {name} (gemiddeld")


@pytest.mark.parametrize(
    ("fast", "broken", "told"),
    [
        (110, 0, "brak geen enkele regel"),
        (110, 0, "was de snelle indeling 10 % slechter"),
        (100, 2, "brak 2 regels"),
        (100, 0, "was de snelle indeling even goed als de beste van de twee"),
    ],
)
def test_an_alderman_hears_how_good_the_quick_way_is(
    tried: Tried, fast: int, broken: int, told: str
) -> None:
    week = audit.Compared("nu", 110, 20, 18, 18, fast, 100, 90, broken)
    assert told in advice.points(tried, [week], 8, Language.NL)[-1].text


def test_policies_that_were_not_compared_are_named(tried: Tried) -> None:
    one = tried.trial.policies[0]
    week = audit.Compared(one.reference, 110, 20, 18, 18, 5, 5, 5, 0)
    told = advice.points(tried, [week], 8, Language.NL)[-1].text
    assert f"“{tried.trial.policies[1].title('nl')}”" in told.split("Niet met de roosterplanner")[1]
    assert f"“{one.title('nl')}”" not in told.split("Niet met de roosterplanner")[1]
    assert "Geen enkele week" in advice.points(tried, [], 8, Language.NL)[-1].text
    found = result(Studied(tried, (week,)), 8)
    assert found["audit"]["not_compared"] == [p.reference for p in tried.trial.policies[1:]]


def test_a_study_goes_on_when_the_full_solver_has_no_plan_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit, "solve", lambda *_: Outcome(None, ()))
    asked = trial("tholen", 1, "doorlopend")
    assert compare(asked, asked.policies[0], 1, 1.0) == []


def test_policies_see_the_same_people() -> None:
    asked = trial("zutphen", 1)
    one, other = (asked.people(p, 0) for p in asked.policies[:2])
    assert one.tobytes() == other.tobytes()
    assert asked.people(asked.policies[0], 1).tobytes() != one.tobytes()


def test_continuous_entry_waits_least_and_fixed_moments_make_classes_more_even(
    tmp_path: Path,
) -> None:
    found = carry_out(trial("zutphen", 40, "nu", "kwartaal"), tmp_path, jobs=1)
    assert difference(found, 1, 0, ("all", Figure.WAIT_MEAN)).low > 0
    for even in (Whole.START_LEVEL, Whole.LEVEL):
        assert difference(found, 1, 0, ("classes", even)).high < 0


def test_classes_of_a_route_are_no_fuller_than_its_offerings_allow(tried: Tried) -> None:
    now = next(p for p in tried.trial.policies if p.reference == "nu")
    world = tried.trial.world(now).world
    z = (world.offers["routes"] >> list(Route).index(Route.Z)) & 1 == 1
    most = world.calendar["maximum"][z].max()
    at_start, fullest = (
        of(tried, 0, ("route:Z", whole)).mean for whole in (Whole.START_SIZE, Whole.FULLEST)
    )
    assert 1 < at_start <= fullest <= most


def test_who_can_come_at_once_does_not_wait_for_childcare(tried: Tried) -> None:
    able, all_of_them = (
        of(tried, 0, ("route:Education", figure)).mean  # lessons of whole days
        for figure in (Figure.WAIT_P90_ABLE, Figure.WAIT_P90)
    )
    assert able < all_of_them - 3
    same = (of(tried, 0, ("children:no", f)) for f in (Figure.WAIT_P90_ABLE, Figure.WAIT_P90))
    assert next(same) == next(same)


def test_no_class_in_a_replication_is_above_the_law_and_the_contract() -> None:
    asked = trial("tholen", 1)
    made, _, state = asked.replicate(asked.policies[0], 0)
    for row in state.started:
        if row["first"][0] > 0:
            assert row["first"][0] <= made.world.calendar["maximum"][row["of"], row["begin"]]
            assert row["first"][1] <= made.world.offers["spread"][row["of"]]
    assert (state.started["finish"] != NOWHERE).any()


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (99, 1.984)]
)
def test_intervals_use_students_t(degrees: int, quantile: float) -> None:
    assert student(degrees) == pytest.approx(quantile, rel=0.01)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    held = sum(interval(rng.normal(3, 2, 8)).contains(3) for _ in range(2000))
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


def test_paired_differences_are_sharper_than_separate_intervals(tried: Tried) -> None:
    column = ("all", Figure.HOURS)
    one, other = of(tried, 0, column), of(tried, 1, column)
    assert difference(tried, 1, 0, column).half < np.hypot(one.half, other.half)


def test_no_policy_on_the_front_is_beaten(tried: Tried) -> None:
    best = front(tried)
    assert best
    goals = (P90, ("classes", Whole.LEVEL), ("classes", Whole.COST))
    points = [[of(tried, p, g).mean for g in goals] for p in range(6)]
    for p in range(6):
        beaten = any(
            q != p and all(a <= b for a, b in zip(points[q], points[p], strict=True))
            for q in range(6)
        )
        assert (p in best) != beaten


def test_the_cheapest_within_eight_weeks_comes_first(tried: Tried) -> None:
    found = cheapest_within(tried, P90, 30)
    assert [w.cost.mean for w in found] == sorted(w.cost.mean for w in found)
    assert all(w.figure.mean <= 30 for w in found)
    assert cheapest_within(tried, P90, -1) == []


def test_a_figure_of_too_few_is_a_dash_and_shares_differ_in_points(tried: Tried) -> None:
    rare, figures = ("route:Education", Figure.MADE), tried.figures.copy()
    figures[:, 2:, COLUMNS.index(rare)] = np.nan
    figures[:, :2, COLUMNS.index(rare)] = 1
    figures[1, :, COLUMNS.index(("all", Figure.MADE))] = 0
    rows = {
        row.name: row.cells
        for row in Content(replace(tried, figures=figures), [], 8, Language.NL).groups(Figure.MADE)
    }
    assert GROUP_NAMES["route:Education"]("nl") not in rows, "of all policies there is a dash"
    everybody = rows[GROUP_NAMES["all"]("nl")]
    assert everybody[1].value == "0 %"
    assert "procentpunt" in str(everybody[1])


def test_no_interval_of_a_share_leaves_what_a_share_can_be(tried: Tried) -> None:
    table = summary(tried, "nl")
    shares = table[table["figure"].isin([figure.value for figure in SHARES])]
    beyond = [
        value
        for p in range(len(tried.figures))
        for group, figure in COLUMNS
        if figure in SHARES and ((value := of(tried, p, (group, figure))).high > 1 or value.low < 0)
    ]
    assert beyond, "with six replications some are wider than that"
    assert shares["low"].min() == 0
    assert shares["high"].max() == 1
    assert Interval(0.9, 0.7, 1.1, 6).of_a_share() == (0.7, 1.0)


def test_tables_hold_every_figure_twice(tried: Tried, tmp_path: Path) -> None:
    import pandas as pd

    written = write_tables(tried, tmp_path, "nl")
    assert {p.suffix for p in written} == {".csv", ".parquet"}
    again = pd.read_parquet(tmp_path / "replications.parquet")
    pd.testing.assert_frame_equal(again, replications(tried))
    assert len(again) == 36
    book = pd.read_csv(tmp_path / "summary.csv", sep=";", decimal=",")
    assert len(book) == len(summary(tried, "nl"))
    assert again[f"all.{Figure.WAIT_P90.value}"].iloc[0] == tried.figures[0, 0, COLUMNS.index(P90)]


def test_the_report_is_one_file_in_either_language_that_fetches_nothing(tried: Tried) -> None:
    for language, word in ((Language.NL, "Hoe zeker is dit?"), (Language.EN, "How sure is this?")):
        page = render(tried, [], [], 8, language)
        assert word in page
        outside = page.partition("<script>")[0]
        assert "http://" not in outside
        assert "https://" not in outside
        assert "default-src 'none'" in outside


def test_the_advice_is_the_cheapest_policy_within_the_weeks_else_the_shortest_wait(
    tried: Tried,
) -> None:
    chosen = advice.recommended(tried, 30)
    assert chosen == cheapest_within(tried, P90, 30)[0].policy
    waits = [of(tried, p, P90).mean for p in range(6)]
    assert advice.recommended(tried, -1) == waits.index(min(waits))


def test_a_fact_agrees_when_its_range_meets_the_interval() -> None:
    def tested(low: float | None, high: float | None) -> bool | None:
        fact = Fact(
            municipality="x", nl="x", en="x", source="x", group="all", figure="wait_mean",
            low=low, high=high, why_nl="x", why_en="x",
        )  # fmt: skip
        return Measured(fact, Interval(5, 4, 6, 9)).agrees

    assert tested(6, 8) is True
    assert tested(6.5, 8) is False
    assert tested(None, None) is None
