"""What every rule of the domain has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import Text, Violation

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of docs/rules.md.

    ``violations`` tells where a finished plan breaks it (hard rules); ``cost`` gives the
    amount in ``unit`` and the cost in points (goals); ``post`` puts it on the CP-SAT model.
    The first two measure in plain Python over the plan's rows and share no code with the
    last. ``weights`` are keys of :class:`models.Weights`, ``sources`` lines of the report.
    """

    name: str
    title: Text
    sources: tuple[str, ...] = ()
    unit: Text | None = None
    single: Text | None = None  # the unit of an amount of one, where it has a form of its own
    weights: tuple[str, ...] = ()
    violations: Callable[[View], Iterator[Violation]] | None = None
    cost: Callable[[View], tuple[float, int]] | None = None
    post: Callable[[Model], None] | None = None

    @property
    def hard(self) -> bool:
        """Whether a plan can break it."""
        return self.violations is not None

    @property
    def goal(self) -> bool:
        """Whether it is part of the objective."""
        return self.cost is not None
