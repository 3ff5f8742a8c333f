"""Compiles what the search compiles, once, at installation: ``python -m scheduler.warm``.

Without it the first plan on a machine takes half a minute longer to begin.
"""

from __future__ import annotations

from scheduler.generate import generate
from scheduler.planning import make_plan
from solver import Settings


def warm() -> None:
    """Plan a small made-up school, so that all compiled code is on disk."""
    make_plan(
        generate("eindhoven", learners=150), Settings(time_limit=None, work_limit=3, workers=2)
    )


if __name__ == "__main__":
    warm()
