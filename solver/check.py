"""The independent checker: what a plan breaks and what it costs, from its decisions alone."""

from __future__ import annotations

from dataclasses import dataclass

from models import Plan, School, ScoreLine, Violation
from solver.rules import GOALS, HARD
from solver.rules.view import View
from solver.scoring import score_of


@dataclass(frozen=True, slots=True)
class Checked:
    """Hard rules broken, and the score of every goal; ``objective`` is the sum of costs."""

    violations: tuple[Violation, ...]
    score: tuple[ScoreLine, ...]

    @property
    def objective(self) -> int:
        """Total cost of the plan in points."""
        return sum(line.cost for line in self.score)


def check(school: School, plan: Plan) -> Checked:
    """Check a plan by all rules; only its classes, sessions and placements are believed."""
    view = View(school, plan)
    violations = [v for rule in HARD if rule.violations for v in rule.violations(view)]
    return Checked(tuple(violations), score_of(GOALS, view))
