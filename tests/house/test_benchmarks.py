"""The benchmark suite measures honestly: its sums, its failures, and the peers' plans."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from models import Plan, School
from solver import check
from solver.problem import Problem, build
from tests.benchmarks import worker
from tests.benchmarks.__main__ import kept
from tests.benchmarks.family import family, named
from tests.benchmarks.goals import Goal, goals
from tests.benchmarks.methods import METHODS, Need
from tests.benchmarks.peers import fet, greedy, monolith
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.fet_file import Timetable
from tests.benchmarks.results import Point, Result, best_bound, load, save
from tests.benchmarks.table import markdown, ratio, rows_of


@pytest.fixture(scope="module")
def school() -> School:
    return named("100-tight-1").school()


@pytest.fixture(scope="module")
def problem(school: School) -> Problem:
    return build(school)


OURS = Result(
    "instroom",
    "350-tight-1",
    350,
    30,
    30.0,
    objective=1000,
    bound=980,
    placed=340,
    memory=300.0,
    course=(Point(1, 2000, 500), Point(5, 1050, 950), Point(20, 1000, 980)),
)
# The three peers of the whole problem on one school; Timefold is the best of them.
PEER = replace(OURS, method="timefold", objective=1600, bound=None, course=(Point(3, 1600),))
PEERS = [PEER, replace(PEER, method="practice", objective=3000), replace(PEER, method="cp-sat")]


# -- sums --------------------------------------------------------------------------------------


def test_the_family_has_six_sizes_three_seeds_and_two_kinds() -> None:
    names = [x.name for x in family()]
    assert len(set(names)) == len(names) == 36
    assert all(named(x.name) == x for x in family())


def test_a_gap_is_reached_when_objective_and_bound_of_that_moment_say_so() -> None:
    assert OURS.first_plan == 1
    assert OURS.seconds_to(0.10) == 5
    assert OURS.seconds_to(0.05) == 20
    assert OURS.seconds_to(0.01) is None
    assert OURS.gap(OURS.bound) == pytest.approx(0.02)


def test_a_method_without_bound_is_held_against_the_best_one_proven() -> None:
    ours, peer = rows_of([OURS, PEER])
    assert best_bound([OURS, PEER]) == 980
    assert peer.gap == pytest.approx(1 - 980 / 1600)
    assert (ours.ratio, peer.ratio) == (pytest.approx(1000 / 1600), pytest.approx(1.6))


def test_a_plan_that_breaks_a_rule_counts_for_nothing() -> None:
    broken = replace(PEER, objective=1, violations=3, broken=("busy",))
    assert ratio(OURS, [OURS, broken]) is None
    assert broken.gap(980) is None
    assert broken.seconds_to(0.5, 980) is None
    assert "breaks 3 hard rules: busy" in markdown(rows_of([OURS, broken]))


def test_the_timetable_alone_is_no_peer_of_the_whole_problem() -> None:
    times = replace(PEER, method="fet", objective=10)
    assert ratio(OURS, [OURS, times, PEER]) == pytest.approx(1000 / 1600)
    assert rows_of([times])[0].gap is None


def about(found: list[Goal], text: str) -> Goal:
    return next(goal for goal in found if text in goal.text)


def test_goals_count_the_worst_school_and_call_nothing_met_that_was_not_measured() -> None:
    found = goals([OURS, *PEERS])
    assert about(found, "350 learners in 30 s: gap").met
    assert about(found, "350 learners in 30 s: at most 0.75").met
    assert about(found, "700 learners in 60 s: gap").met is None
    second = replace(OURS, instance="350-tight-2", bound=900)
    assert about(goals([OURS, second, PEER]), "350 learners in 30 s: gap").met is False
    without = replace(second, bound=None)
    assert about(goals([OURS, without, PEER]), "350 learners in 30 s: gap").met is False


def test_a_peer_that_was_not_there_leaves_the_comparison_open() -> None:
    missing = replace(PEER, objective=None, course=(), failure="not installed: java (x)")
    goal = about(goals([OURS, missing, *PEERS[1:]]), "350 learners in 30 s: at most 0.75")
    assert (goal.measured, goal.met) == ("0.62, without Timefold", None)
    better = replace(PEERS[2], objective=1100)
    assert about(goals([OURS, missing, better]), "at most 0.75").met is False


def test_a_missed_comparison_says_what_the_bound_leaves_possible() -> None:
    equal = replace(PEER, objective=1000)
    goal = about(goals([OURS, equal, *PEERS[1:]]), "at most 0.75")
    assert (goal.measured, goal.met) == ("1.00 (no plan is below 0.98)", False)


def test_a_rehearsal_reaches_and_misses_no_goal() -> None:
    quick = replace(OURS, limit=3)
    assert {goal.met for goal in goals([quick, *PEERS])} == {None}


def test_what_ended_late_is_said() -> None:
    assert rows_of([replace(OURS, seconds=34.6)])[0].note == "ended 5 s too late"
    assert rows_of([replace(OURS, seconds=30.2)])[0].note == ""


def test_only_what_the_same_run_would_give_is_kept() -> None:
    job = worker.Job("instroom", "350-tight-1", 30)
    other = replace(OURS, instance="700-tight-1")
    rehearsal, missing = replace(OURS, limit=3), replace(OURS, failure="not installed: java")
    assert kept([OURS, other], [job], again=False) == [OURS, other]
    assert kept([OURS, other], [job], again=True) == [other]
    assert kept([rehearsal, missing], [job], again=False) == []


def test_results_survive_being_stored(tmp_path: Path) -> None:
    save([OURS, PEER], tmp_path / "results.json")
    assert load(tmp_path / "results.json") == [OURS, PEER]
    assert load(tmp_path / "none.json") == []


# -- runs --------------------------------------------------------------------------------------


def fails(_school: School, budget: Budget) -> Plan | None:
    budget.note(None, 7)
    raise RuntimeError("the peer gave up")


def test_a_peer_that_fails_is_shown_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "limit_cores", lambda _cores: None)
    entry = SimpleNamespace(load=lambda: fails, missing=None)
    monkeypatch.setitem(METHODS, "timefold", entry)
    result = worker.run(worker.Job("timefold", "100-tight-1", 5))
    assert result.failure == "RuntimeError: the peer gave up"
    assert (result.objective, result.bound, result.valid) == (None, 7, False)
    assert result.memory is not None
    assert result.memory > 50
    assert json.loads(json.dumps(asdict(result)))["method"] == "timefold"


def test_a_program_that_is_not_there_is_named_with_what_provides_it() -> None:
    entry = replace(METHODS["fet"], needs=(Need("no-such-program", "Debian package x"),))
    assert entry.missing == "not installed: no-such-program (Debian package x)"
    module = replace(entry, needs=(Need("no_such_module", "y", is_module=True),))
    assert module.missing == "not installed: no_such_module (y)"
    assert METHODS["practice"].missing is None


def test_the_objective_of_a_run_is_the_checkers(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "limit_cores", lambda _cores: None)
    result = worker.run(worker.Job("practice", "100-tight-1", 5))
    plan = greedy.run(school, Budget(5))
    assert plan is not None
    assert result.objective == check(school, plan).objective
    assert result.placed == len(plan.placements)


# -- peers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["100-tight-1", "100-loose-2", "350-tight-3"])
def test_the_coordinators_plan_obeys_every_rule(name: str) -> None:
    school = named(name).school()
    plan = greedy.run(school, Budget(5))
    assert plan is not None
    assert check(school, plan).violations == ()
    waited = sum(x.current_class is None for x in school.learners)
    newly = len(plan.placements) - (len(school.learners) - waited)
    assert newly > waited / 3


def test_the_one_model_starts_from_the_coordinators_plan(school: School) -> None:
    start = greedy.run(school, Budget(5))
    budget = Budget(4)
    plan = monolith.run(school, budget)
    assert start is not None
    assert plan is not None
    found = check(school, plan)
    assert found.violations == ()
    assert found.objective <= check(school, start).objective
    bounds = [p.bound for p in budget.course if p.bound is not None]
    assert max(bounds) <= found.objective


def test_fet_is_asked_for_every_lesson_and_its_answer_is_read(
    problem: Problem, tmp_path: Path
) -> None:
    roster = greedy.greedy_roster(problem)
    asked = Timetable(problem, roster)
    asked.write(tmp_path / "school.fet")
    written = (tmp_path / "school.fet").read_text("utf-8")
    assert written.count("<Activity>") == sum(len(b.teachers) for b in roster)
    lesson = asked.lessons[0]
    slot = asked.slot(lesson)
    hour = f"{slot.start // 60:02d}:{slot.start % 60:02d}"
    answer = f"<T><Activity><Id>1</Id><Day>{slot.weekday}</Day><Hour>{hour}</Hour></Activity></T>"
    (tmp_path / "answer.xml").write_text(answer, "utf-8")
    assert asked.read(tmp_path / "answer.xml") == {1: slot}


def test_with_all_else_given_the_times_can_be_found_again(school: School) -> None:
    start = greedy.run(school, Budget(5))
    plan = fet.run_cp_sat(school, Budget(10))
    assert start is not None
    assert plan is not None
    assert check(school, plan).violations == ()
    assert check(school, plan).objective <= check(school, start).objective
