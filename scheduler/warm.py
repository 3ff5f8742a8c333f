"""Compiles what the search compiles, once, at installation: ``python -m scheduler.warm``.

Without it the first plan on a machine takes half a minute longer to begin, and so does the first
policy that is tried in the laboratory.
"""

from __future__ import annotations

from scheduler.generate import generate
from scheduler.laboratory.choosing import own_policies
from scheduler.laboratory.study import Question, Study
from scheduler.planning import make_plan
from solver import Settings


def warm() -> None:
    """Plan a small made-up school and try a policy on it, so that all compiled code is on disk."""
    school = generate("eindhoven", learners=150)
    make_plan(school, Settings(time_limit=None, work_limit=3, workers=2))
    policies = own_policies(school, None)
    Study.of(school, None, policies, Question(years=1)).trial.replicate(policies[0], 0)


if __name__ == "__main__":
    warm()
