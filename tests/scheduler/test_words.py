"""Every code that the solver gives has its words."""

from __future__ import annotations

import re
from pathlib import Path

from scheduler.words import GOALS, REASONS
from solver import rules

SOLVER = Path(__file__).parents[2] / "solver"


def test_every_reason_of_the_waiting_list_has_a_short_name_and_no_other() -> None:
    source = (SOLVER / "reasons.py").read_text("utf-8")
    codes = re.findall(r'found\.add\(\s*\d+,\s*"(\w+)"', source)
    assert set(REASONS) == set(codes)
    assert len(set(codes)) > 10


def test_every_goal_is_explained_and_no_other() -> None:
    assert set(GOALS) == {rule.name for rule in rules.GOALS}
