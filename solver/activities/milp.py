"""The same model for HiGHS: what the rules posted, as a mixed-integer program.

Groups and seats are a facility-location problem, whose linear relaxation is strong; there
branch-and-cut finds and proves more in a minute than clause learning does. Every constraint the
rules post is linear or a clause, so that the translation is exact.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil, isfinite
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from solver.highs import finished, quiet_highs

_FREE = 2**62  # domains of CP-SAT end here


@dataclass(frozen=True, slots=True)
class Branching:
    """Limits of one branch and cut; only without the clock does a search repeat exactly.

    ``gap`` is the relative one that is good enough, ``nodes`` the most of the search tree;
    ``should_stop`` is asked often.
    """

    seconds: float
    seed: int = 1
    gap: float = 0.0
    nodes: int | None = None
    should_stop: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Answer:
    """Values of all variables (``None``: no solution), a bound no solution goes below, and what
    the values cost in the model.
    """

    values: npt.NDArray[np.int64] | None
    bound: int | None
    cost: int | None = None

    def boolean_value(self, literal: Any) -> bool:
        """Whether a literal is true; the same question that CP-SAT's solver answers."""
        assert self.values is not None
        index = literal.index
        return bool(self.values[index]) if index >= 0 else not self.values[-index - 1]


@dataclass
class _Rows:
    """Rows of the matrix as they are found."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], lower: float, upper: float) -> None:
        """lower <= sum of coefficient x literal <= upper; a negative literal is 1 - variable."""
        found: dict[int, float] = {}
        shift = 0.0
        for literal, coefficient in terms:
            if literal < 0:
                shift += coefficient
                literal, coefficient = -literal - 1, -coefficient
            found[literal] = found.get(literal, 0.0) + coefficient
        self.lower.append(lower - shift)
        self.upper.append(upper - shift)
        self.columns += found.keys()
        self.values += found.values()
        self.starts.append(len(self.columns))


def solve_milp(model: cp_model.CpModel, limits: Branching) -> Answer:
    """Solve with HiGHS on one thread, starting from the hints of the model.

    What was found until a limit is given, also of a search that does not end. HiGHS (1.16) has been
    seen to take a start that its presolve maps badly for a solution 90 points cheaper than it is,
    and to end at once; where it contradicts itself, it solves again without a start.
    """
    began = time.monotonic()
    lp = _translated(model.proto)
    answer, agrees = _solved(lp, model.proto.solution_hint, limits)
    left = limits.seconds - (time.monotonic() - began)
    if agrees or left <= 0 or (limits.should_stop is not None and limits.should_stop()):
        return answer
    again, _ = _solved(lp, None, replace(limits, seconds=left))
    return answer if again.values is None else again


def _solved(lp: Any, hint: Any, limits: Branching) -> tuple[Answer, bool]:
    """An answer, and whether the cost HiGHS says is that of its values."""
    highs = quiet_highs()
    for name, value in (
        ("random_seed", limits.seed),
        ("time_limit", float(limits.seconds)),
        ("mip_rel_gap", limits.gap),
        ("mip_abs_gap", 0.999),  # all costs are whole numbers
    ):
        highs.setOptionValue(name, value)
    if limits.nodes is not None:
        highs.setOptionValue("mip_max_nodes", limits.nodes)
    highs.passModel(lp)
    should_stop = limits.should_stop
    if should_stop is not None:
        highs.cbMipInterrupt.subscribe(lambda event: event.interrupt(should_stop()))
    best: list[Any] = []
    highs.cbMipImprovingSolution.subscribe(lambda e: best.append(np.array(e.data_out.mip_solution)))
    if hint is not None and len(hint.vars):
        at = np.array(list(hint.vars), dtype=np.int32)
        highs.setSolution(len(at), at, np.array(list(hint.values), dtype=np.float64))
    if not finished(highs.run, limits.seconds, should_stop):
        return _answer(lp, best[-1] if best else None, None), True
    info = highs.getInfo()
    bound = None
    if isfinite(info.mip_dual_bound) and abs(info.mip_dual_bound) < 1e15:
        bound = ceil(info.mip_dual_bound - 1e-5 * max(1.0, abs(info.mip_dual_bound)))
    if info.primal_solution_status != 2:  # kSolutionStatusFeasible
        return Answer(None, bound), True
    answer = _answer(lp, np.array(highs.getSolution().col_value), bound)
    assert answer.cost is not None
    return answer, abs(answer.cost - info.objective_function_value) < 0.5


def _answer(lp: Any, found: npt.NDArray[np.float64] | None, bound: int | None) -> Answer:
    if found is None:
        return Answer(None, bound)
    values = np.rint(found).astype(np.int64)
    return Answer(values, bound, round(float(lp.col_cost_ @ values) + lp.offset_))


def _translated(proto: Any) -> Any:
    lows = [float(next(iter(v.domain))) for v in proto.variables]
    highs = [float(list(v.domain)[-1]) for v in proto.variables]
    rows = _Rows()
    for constraint in proto.constraints:
        _add(rows, constraint, lows, highs)
    cost = np.zeros(len(lows))
    for index, coefficient in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        cost[index if index >= 0 else -index - 1] += coefficient if index >= 0 else -coefficient
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(lows), len(rows.lower)
    lp.col_cost_, lp.offset_ = cost, float(proto.objective.offset)
    lp.col_lower_, lp.col_upper_ = np.array(lows), np.array(highs)
    lp.row_lower_ = np.array([x if x > -_FREE else -highspy.kHighsInf for x in rows.lower])
    lp.row_upper_ = np.array([x if x < _FREE else highspy.kHighsInf for x in rows.upper])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(rows.starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(rows.columns, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(rows.values)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(lows)
    return lp


def _add(rows: _Rows, constraint: Any, lows: list[float], highs: list[float]) -> None:
    unless = [(-e - 1, 1.0) for e in constraint.enforcement_literal]
    if constraint.has_bool_or():
        rows.add([*((x, 1.0) for x in constraint.bool_or.literals), *unless], 1.0, _FREE)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            rows.add([(literal, 1.0), *unless], 1.0, _FREE)
    elif constraint.has_at_most_one():
        rows.add(((x, 1.0) for x in constraint.at_most_one.literals), -_FREE, 1.0)
    elif constraint.has_exactly_one():
        rows.add(((x, 1.0) for x in constraint.exactly_one.literals), 1.0, 1.0)
    elif constraint.has_linear():
        _linear(rows, constraint, lows, highs)
    else:
        raise ValueError("a rule posted a constraint that is no linear one and no clause")


def _linear(rows: _Rows, constraint: Any, lows: list[float], highs: list[float]) -> None:
    linear = constraint.linear
    terms = list(zip(linear.vars, map(float, linear.coeffs), strict=True))
    ends = list(linear.domain)
    lower, upper = float(ends[0]), float(ends[-1])
    loose = list(constraint.enforcement_literal)
    if not loose:
        rows.add(terms, lower, upper)
        return
    least = sum(min(c * lows[v], c * highs[v]) for v, c in _plain(terms))
    most = sum(max(c * lows[v], c * highs[v]) for v, c in _plain(terms))
    if upper < most:
        room = most - upper
        rows.add([*terms, *((e, room) for e in loose)], -_FREE, upper + len(loose) * room)
    if lower > least:
        room = least - lower
        rows.add([*terms, *((e, room) for e in loose)], lower + len(loose) * room, _FREE)


def _plain(terms: list[tuple[int, float]]) -> Iterator[tuple[int, float]]:
    for index, coefficient in terms:
        yield (index, coefficient) if index >= 0 else (-index - 1, -coefficient)
