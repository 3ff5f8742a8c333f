"""The constraint-programming core: a school goes in, a plan with a proven bound comes out."""

from solver.check import Checked, check
from solver.search import solve
from solver.settings import Outcome, Settings

__all__ = ["Checked", "Outcome", "Settings", "check", "solve"]
