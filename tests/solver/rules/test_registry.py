"""The registry of rules: complete, documented, each weight with one owner."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from models import Weights
from models.text import Language
from solver.rules import GOALS, HARD, RULES, spouses
from solver.scoring import score_of
from tests.solver.rules import test_rules_for_classes, test_rules_for_learners

ROOT = Path(__file__).parents[3]


def test_every_hard_rule_is_broken_alone_somewhere() -> None:
    cases = (*test_rules_for_learners.CASES, *test_rules_for_classes.CASES)
    assert {case.rule for case in cases} == {rule.name for rule in HARD}


def test_every_weight_belongs_to_exactly_one_rule() -> None:
    owners = Counter(weight for rule in RULES for weight in rule.weights)
    assert owners == dict.fromkeys(Weights.model_fields, 1)


def test_rules_stand_in_files_of_their_name_and_in_the_specification() -> None:
    documented = set(re.findall(r"^\| `(\w+)` ", (ROOT / "docs/rules.md").read_text(), re.M))
    assert documented == {rule.name for rule in RULES}
    for rule in RULES:
        assert (ROOT / "solver/rules" / f"{rule.name}.py").is_file()


def test_every_rule_has_a_source_and_a_title_in_both_languages() -> None:
    for rule in RULES:
        assert rule.sources
        assert all(re.match(r"report L\d+", source) for source in rule.sources)
        assert rule.title(Language.NL) != rule.title(Language.EN)
        assert rule.hard or rule.goal
    assert all(rule.unit is not None and rule.weights for rule in GOALS)


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "paren"), (1, "paar"), (2, "paren"), (1.5, "paren")]
)
def test_an_amount_of_one_has_the_singular(amount: float, said: str) -> None:
    rule = replace(spouses.RULE, cost=lambda _: (amount, 0))
    (line,) = score_of([rule], None)
    assert line.unit_nl == said
    assert all(rule.single is not None for rule in GOALS)
