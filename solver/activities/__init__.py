"""Planning activities beside lessons: groups with dated meetings, trainers and members."""

from solver.activities.check import ActivityCheck, check_activities
from solver.activities.search import ActivityOutcome, solve_activities

__all__ = ["ActivityCheck", "ActivityOutcome", "check_activities", "solve_activities"]
