"""What the solver promised for these sizes, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from tests.benchmarks.family import BY_LEARNERS, SIZES, Size, named
from tests.benchmarks.methods import METHODS
from tests.benchmarks.results import Result
from tests.benchmarks.table import NONE, ratio

MEMORY = {1100: 2048, 5000: 6144}  # MiB
FIRST_PLAN = {700: 5.0}  # seconds
GROWTH = (350, 5000)  # time to a 5 % gap grows no faster than n log n between these


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise: the worst of all measured schools counts; ``met`` is ``None`` unmeasured."""

    text: str
    measured: str
    met: bool | None


def goals(results: Iterable[Result]) -> list[Goal]:
    """Every promise, met or not."""
    rows = list(results)
    found = [goal for size in SIZES for goal in _of_size(size, rows)]
    return [*found, _growth(rows)]


def _ours(rows: Iterable[Result], learners: int) -> list[Result]:
    return [
        r for r in rows if METHODS[r.method].is_ours and named(r.instance).size.learners == learners
    ]


def _of_size(size: Size, rows: Sequence[Result]) -> Iterator[Goal]:
    mine = _ours(rows, size.learners)
    name = f"{size.learners:,} learners in {size.seconds:.0f} s"
    mine = [r for r in mine if r.limit == size.seconds]
    if size.gap is not None:
        gaps = [r.gap(r.bound) for r in mine]
        yield _worst(f"{name}: gap at most {size.gap:.0%}", gaps, size.gap, ".1%")
    if size.ratio is not None:
        ratios = [ratio(r, [x for x in rows if x.instance == r.instance]) for r in mine]
        text = f"{name}: at most {size.ratio} of the best peer's objective"
        goal = _possible(_worst(text, ratios, size.ratio, ".2f"), mine, ratios)
        yield _without(goal, _absent(mine, rows))
    if size.learners in FIRST_PLAN:
        most = FIRST_PLAN[size.learners]
        times = [r.first_plan for r in mine]
        yield _worst(f"{size.learners:,} learners: first plan within {most:.0f} s", times, most)
    if size.learners in MEMORY:
        most = MEMORY[size.learners]
        used = [r.memory for r in mine]
        yield _worst(f"{size.learners:,} learners: at most {most:,} MiB", used, most, ",.0f")


def _possible(goal: Goal, mine: Sequence[Result], ratios: Sequence[float | None]) -> Goal:
    """A missed ratio also says what our bound leaves possible on the worst school."""
    least = [
        r.bound / r.objective * times
        for r, times in zip(mine, ratios, strict=True)
        if times is not None and r.bound is not None and r.objective
    ]
    if goal.met is not False or not least:
        return goal
    return Goal(goal.text, f"{goal.measured} (no plan is below {max(least):.2f})", met=False)


def _absent(mine: Iterable[Result], rows: Iterable[Result]) -> list[str]:
    """Peers that were not there, or not asked, on a school that we were measured on."""
    there = {(r.method, r.instance) for r in rows if not r.missing}
    schools = {r.instance for r in mine}
    return [
        entry.title
        for name, entry in METHODS.items()
        if not (entry.is_ours or entry.timetable_only)
        and any((name, school) not in there for school in schools)
    ]


def _without(goal: Goal, absent: Sequence[str]) -> Goal:
    """A comparison with the best peer is open as long as one of them was not measured."""
    if not absent or goal.met is None:
        return goal
    return Goal(
        goal.text, f"{goal.measured}, without {', '.join(absent)}", None if goal.met else False
    )


def _worst(text: str, values: Sequence[float | None], most: float, form: str = ".1f") -> Goal:
    if not values:
        return Goal(text, "not measured", None)
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return Goal(text, "not reached on every school", met=False)
    return Goal(text, format(max(known), form), max(known) <= most)


def _growth(rows: Sequence[Result]) -> Goal:
    small, large = GROWTH
    text = f"time to a 5 % gap grows no faster than n log n from {small} to {large:,} learners"
    times = []
    asked = [[r for r in _ours(rows, n) if r.limit == BY_LEARNERS[n].seconds] for n in GROWTH]
    if not all(asked):
        return Goal(text, "not measured", None)
    for learners, mine in zip(GROWTH, asked, strict=True):
        found = [t for r in mine if (t := r.seconds_to(0.05)) is not None]
        if len(found) < len(mine):
            return Goal(text, f"5 % not reached at {learners:,}", met=False)
        times.append(median(found))
    allowed = large * log(large) / (small * log(small))
    grown = times[1] / max(times[0], 1e-9)
    return Goal(text, f"x {grown:.0f} (n log n: x {allowed:.0f})", grown <= allowed)


def goals_markdown(found: Iterable[Goal]) -> str:
    """The promises for the docs."""
    words = {True: "yes", False: "**no**", None: NONE}
    lines = ["| Goal | Measured (worst) | Met |", "| --- | --- | --- |"]
    lines += [f"| {g.text} | {g.measured} | {words[g.met]} |" for g in found]
    return "\n".join(lines) + "\n"
