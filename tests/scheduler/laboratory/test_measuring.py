"""The modules that make tables of the documentation: causes tried, and fresh weeks."""

from __future__ import annotations

import sys

import pytest

from models import Route
from scheduler.laboratory.against import row
from scheduler.laboratory.audit import Compared
from scheduler.laboratory.causes import Try, tries
from scheduler.laboratory.choosing import source_of
from scheduler.laboratory.fidelity import column_of, facts
from scheduler.laboratory.inflow import Inflow
from scheduler.laboratory.intervals import AT
from scheduler.laboratory.settings import instead, value
from tests.benchmarks.policies import cost_of
from tests.scheduler.laboratory.conftest import example, school


def a_try(**fields: object) -> Try:
    given = {"municipality": "x", "en": "x", "group": "all", "figure": "wait_mean"} | fields
    return Try.model_validate(given)


def test_every_cause_is_about_a_statement_and_a_figure_that_there_are() -> None:
    stated = {(f.municipality, f.group, f.figure) for f in facts()}
    for one in tries():
        assert (one.municipality, one.group, one.figure) in stated
        assert column_of(one.group, one.figure, school(one.municipality)) in AT


def test_other_values_hold_for_a_while_only() -> None:
    before = value("careers", "life", "pause")
    with instead({"careers": {"life": {"pause": [0, 0]}}}):
        assert value("careers", "life", "pause") == [0, 0] != before
    assert value("careers", "life", "pause") == before


def test_more_lessons_are_given_in_the_z_route_only() -> None:
    here = school("zutphen")
    now = a_try(lessons=1).school(here)
    more = {
        o.reference: n.sessions_per_week - o.sessions_per_week
        for o, n in zip(here.offerings, now.offerings, strict=True)
    }
    assert {more[o.reference] for o in here.offerings if Route.Z in o.routes} == {1}
    assert {more[o.reference] for o in here.offerings if Route.Z not in o.routes} == {0}


def test_fewer_come_from_municipalities_that_always_join() -> None:
    inflow = source_of(school("tholen"), example("tholen"))
    assert isinstance(inflow, Inflow)
    fewer = a_try(others=0.5).inflow(inflow)
    assert isinstance(fewer, Inflow)
    shares = {
        (was.home, was.pooled): now.per_year / was.per_year
        for was, now in zip(inflow.streams, fewer.streams, strict=True)
        if was.per_year
    }
    assert shares[False, False] == 0.5
    assert shares[True, False] == 1


def test_a_row_measures_from_the_better_of_both_and_counts_what_is_much_dearer() -> None:
    def week(fast: int, full: int, bound: int) -> Compared:
        known = dict.fromkeys(Compared.__dataclass_fields__, 0)
        return Compared(**known | {"fast": fast, "full": full, "bound": bound})  # type: ignore[arg-type]

    cells = row("x", [week(130, 100, 80), week(100, 110, 0)]).split(" | ")
    assert cells == [
        "| x", "2", "15.0%", "15.0%", "30.0%", "62.5% (1)", "1", "1", "0 |",
    ]  # fmt: skip


def test_what_a_command_costs_is_that_of_everything_it_starts() -> None:
    spin = "import time\nwhile time.process_time() < 0.6: pass"
    start = (
        "import subprocess, sys, time\n"
        f"subprocess.run([sys.executable, '-c', {spin!r}])\ntime.sleep(0.3)"
    )
    cost = cost_of([sys.executable, "-c", start])
    assert 0.5 < cost.processor < 2 * cost.clock
    assert cost.memory > 1
    with pytest.raises(RuntimeError, match="no such thing"):
        cost_of([sys.executable, "-c", "import sys; sys.exit('no such thing')"])
