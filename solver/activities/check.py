"""The independent checker of activity plans: what a plan breaks and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from models import School, ScoreLine, Violation
from models.activity_plan import ActivityPlan, Rosters
from solver.activities.rules import GOALS, HARD
from solver.activities.rules.view import ActivityView
from solver.scoring import score_of


@dataclass(frozen=True, slots=True)
class ActivityCheck:
    """Hard rules broken, and the score of every goal; ``objective`` is the sum of costs."""

    violations: tuple[Violation, ...]
    score: tuple[ScoreLine, ...]

    @property
    def objective(self) -> int:
        """Total cost of the plan in points."""
        return sum(line.cost for line in self.score)


def check_activities(
    school: School, rosters: Rosters, plan: ActivityPlan, previous: ActivityPlan | None = None
) -> ActivityCheck:
    """Check a plan by all rules; only its groups and members are believed."""
    view = ActivityView(school, rosters, plan, previous)
    broken = [v for rule in HARD if rule.violations for v in rule.violations(view)]
    return ActivityCheck(tuple(broken), score_of(GOALS, view))
