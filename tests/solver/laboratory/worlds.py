"""Small worlds of which the outcome is known."""

from __future__ import annotations

from typing import Any

import numpy as np

from solver.laboratory import World
from solver.laboratory.world import CALENDAR, FOREVER, LEARNER, OFFER, ROUTE, RULES, Array

ALIKE = {"home": 1, "learnability": 50, "literacy": 2, "attendance": 0.8}
OFFERING = {
    "routes": 15, "high": 100, "paces": 7, "literacies": 7, "statuses": 7, "mix": 1,
    "sessions": 3, "hours": 3.0, "target": 12, "spread": 100, "weeks": FOREVER,
    "bands": (1, 0, 0), "least": 8, "guarantee": FOREVER, "guaranteed_least": 1000,
}  # fmt: skip
EVERY_WEEK = {"maximum": 15, "opens": 1, "enters": 1}
ROUTES = {
    "review_to": range(4), "rise_to": range(4), "bridge_sessions": 1, "bridge_most": 12,
    "needed": (600, 800, 0, 600), "course": (600, 800, 1125, 600), "longest": 9,
    "points_per_hour": 0.125, "review_hours": 300, "review_level": -1, "rise_level": 1e9,
    "bridge_hours": 3,
}  # fmt: skip
NOTHING_HAPPENS = {
    "unplaced": 400, "waiting_week": 8, "over_max_wait": 150, "term_short": 150, "level": 2,
    "learnability": 1, "class_hour": 12, "empty_seat": 8, "max_wait": 13, "margin": 13,
    "slow_below": 40, "fast_from": 70, "dayparts": FOREVER, "routes_offered": 15,
    "lesson_share": 40 / 52, "unread_factor": 0.5, "literate_at": 25, "setback": 10,
    "exam_from": 65, "more_hours": 150, "part_time_share": 0.67, "pause_weeks": (1, 4),
}  # fmt: skip


def filled(rows: Array, values: dict[str, Any]) -> Array:
    """The rows with every named field set; a value per row or one for all."""
    for name, value in values.items():
        rows[name] = list(value) if isinstance(value, range) else value
    return rows


def learners(arrive: Any, seed: int = 1, **columns: Any) -> Array:
    """People who register in these weeks; alike unless a column says otherwise."""
    weeks = np.sort(np.asarray(arrive, dtype=np.int64))
    rows = filled(np.zeros(len(weeks), dtype=LEARNER), ALIKE)
    rows["arrive"], rows["term_end"] = weeks, weeks + 156
    rows["key"] = np.random.default_rng(seed).integers(0, 2**63, len(weeks), dtype=np.uint64)
    return filled(rows, columns)


def world(
    length: int = 260,
    offerings: int = 1,
    every_week: dict[str, Any] | None = None,
    routes: dict[str, Any] | None = None,
    rules: dict[str, Any] | None = None,
    **offer: Any,
) -> World:
    """Offerings alike but for what is given per offering; nothing happens to anybody unless a
    rule says so.
    """
    calendar = np.zeros((offerings, length), dtype=CALENDAR)
    calendar["begins"] = np.arange(length)
    return World(
        offers=filled(np.zeros(offerings, dtype=OFFER), OFFERING | offer),
        calendar=filled(calendar, EVERY_WEEK | (every_week or {})),
        routes=filled(np.zeros(4, dtype=ROUTE), ROUTES | (routes or {})),
        rules=filled(np.zeros(1, dtype=RULES), NOTHING_HAPPENS | (rules or {})),
        lesson_weeks=np.ones(length, dtype=np.int64),
    )
