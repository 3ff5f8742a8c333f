"""HiGHS is silent, and a search of it that does not end does not hold up a plan."""

from __future__ import annotations

import time
from threading import Event

import pytest

from models import School
from scheduler.generate import generate
from solver import frame, highs
from solver.frame import Frame
from solver.highs import finished, quiet_highs
from solver.problem import build
from solver.relaxation import Relaxation
from solver.subsolve import Limits
from solver.tighten import tightened


@pytest.fixture(scope="module")
def school() -> School:
    return generate("tholen", learners=60, seed=1)


@pytest.mark.parametrize("asked", [True, False])
def test_a_search_that_does_not_end_is_left_to_itself(
    asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Branch and cut has been seen to hang in its presolve: the plan must not hang with it."""
    monkeypatch.setattr(highs, "GRACE", 0.2)
    never = Event()
    began = time.monotonic()
    assert not finished(never.wait, 1000 if asked else 0.2, lambda: asked)
    assert time.monotonic() - began < 5
    never.set()
    assert finished(lambda: None, 1)


def test_a_frame_that_does_not_end_gives_nothing(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highs, "GRACE", 0.2)
    relaxation = Relaxation(tightened(build(school)))
    for _ in range(15):
        relaxation.step()
    whole, never = Frame(relaxation), Event()
    limits = Limits(20, 4.0, 1, 1)
    assert whole.solve(limits, 60)

    def deaf() -> object:
        solver = quiet_highs()
        solver.run = never.wait
        return solver

    monkeypatch.setattr(frame, "quiet_highs", deaf)
    began = time.monotonic()
    assert whole.solve(Limits(0.2, 4.0, 1, 1), 60) == []
    assert time.monotonic() - began < 5
    never.set()


def test_a_solver_greets_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    quiet_highs().run()
    assert capfd.readouterr().out == ""
