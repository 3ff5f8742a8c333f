"""What every rule about activities has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models import Text, Violation

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView

Mask = npt.NDArray[np.bool_]
Costs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ActivityRule:
    """One rule of docs/activities.md.

    Posting: ``allow`` says per series whether one learner can take it, ``pay`` what that costs;
    ``post`` puts on the CP-SAT model what concerns several people or groups at once.
    Measuring: ``violations`` and ``cost`` read a finished plan in plain Python. The two sides
    share no code. ``left_out`` tells a learner for whom ``allow`` leaves no series.
    """

    name: str
    title: Text
    sources: tuple[str, ...] = ()
    unit: Text | None = None
    single: Text | None = None  # the unit of an amount of one, where it has a form of its own
    weights: tuple[str, ...] = ()
    violations: Callable[[ActivityView], Iterator[Violation]] | None = None
    cost: Callable[[ActivityView], tuple[float, int]] | None = None
    allow: Callable[[Pair], Mask] | None = None
    pay: Callable[[Pair], Costs] | None = None
    post: Callable[[ActivityModel], None] | None = None
    left_out: Text | None = None
