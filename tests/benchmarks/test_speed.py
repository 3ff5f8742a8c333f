"""How long the parts take that people wait for: ``make bench``."""

from __future__ import annotations

from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from models import School
from scheduler.planning import write_outputs
from scheduler.workbook import read_source
from solver import Settings, check, solve

EXAMPLES = Path(__file__).parents[2] / "examples"


def school(name: str) -> School:
    """The school of an example."""
    found = read_source(EXAMPLES / name).school
    assert found is not None
    return found


def test_reading_seven_hundred_learners(benchmark: BenchmarkFixture) -> None:
    read = benchmark(read_source, EXAMPLES / "eindhoven")
    assert read.school is not None


def test_five_rounds_of_search_and_their_check(benchmark: BenchmarkFixture) -> None:
    tholen = school("tholen")
    settings = Settings(time_limit=None, work_limit=5, workers=2)
    outcome = benchmark.pedantic(solve, (tholen, settings), rounds=3)
    assert outcome.plan is not None
    assert check(tholen, outcome.plan).violations == ()


def test_writing_all_results(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    tholen = school("tholen")
    plan = solve(tholen, Settings(time_limit=None, work_limit=1, workers=2)).plan
    assert plan is not None
    benchmark.pedantic(write_outputs, (tholen, plan, tmp_path), rounds=3)
    assert (tmp_path / "report.html").exists()
