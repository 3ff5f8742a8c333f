"""Instroom itself: the solver behind ``instroom plan``, with its usual settings."""

from __future__ import annotations

from models import Plan, Progress, School
from solver import Settings, solve
from tests.benchmarks.peers.base import Budget


def run(school: School, budget: Budget) -> Plan | None:
    """Plan with the product's own solver."""

    def told(news: Progress) -> None:
        # "start" has no plan, "base" only the running classes: not yet a plan to hand over.
        objective = None if news.stage in ("start", "base") else news.objective
        budget.note(objective, news.bound, news.placed)

    settings = Settings(time_limit=budget.left(), workers=budget.cores, seed=budget.seed)
    return solve(school, settings, told).plan
