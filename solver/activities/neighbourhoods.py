"""What a round decides anew: some parts of the problem, and how far it looks around.

The first rounds take all parts together (as many at a time as fit), since what parts share
(trainers, rooms, interpreters, learners with several activities) is what the relaxation leaves
out. Later rounds take one part or two, the likelier the further these are from their bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solver.activities.greedy import Greedy
from solver.activities.problem import Opening, Problem
from solver.activities.relaxation import Part

JOINT_SEATS = 8000  # seats in one round over all parts
ROUND_SEATS = 3000  # seats in a later round
WIDTHS = (1.5, 3.0)  # of the first rounds: candidates of an opening, in largest groups
NEAR = 1.0  # points beyond its prices up to which an opening is worth a place in these
FAR = 20.0  # the same in later rounds
SHAKES = (1.0, 20.0, 80.0)  # spread of the noise in later rounds
PAIRS = 0.4  # chance that a later round takes two parts

Candidates = dict[Opening, list[int]]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Parts (places in the relaxation's list) and their openings with candidates (rows)."""

    parts: tuple[int, ...]
    candidates: Candidates


def neighbourhoods(
    parts: Sequence[Part], costs: Callable[[], list[float]], rng: np.random.Generator
) -> Iterator[Neighbourhood]:
    """One after another without end; ``costs`` says what the parts of the best plan cost now."""
    if not parts:
        return
    for width in WIDTHS:
        yield from _together(parts, width, rng)
    while True:
        yield _few(parts, costs(), rng)


def _together(
    parts: Sequence[Part], width: float, rng: np.random.Generator
) -> Iterator[Neighbourhood]:
    """All parts, the largest first, in as few rounds as the seats allow."""
    chosen: list[int] = []
    found: Candidates = {}
    seats = 0
    for k in sorted(range(len(parts)), key=lambda k: -len(parts[k].rows)):
        still = np.zeros(len(parts[k].openings))
        more = dict(parts[k].promising(width, NEAR, JOINT_SEATS, still, rng))
        size = sum(map(len, more.values()))
        if chosen and seats + size > JOINT_SEATS:
            yield Neighbourhood(tuple(chosen), found)
            chosen, found, seats = [], {}, 0
        chosen.append(k)
        found |= more
        seats += size
    yield Neighbourhood(tuple(chosen), found)


def _few(parts: Sequence[Part], costs: list[float], rng: np.random.Generator) -> Neighbourhood:
    """One part or two, with openings a little beyond the promising ones."""
    gaps = [max(1.0, c - p.priced) for c, p in zip(costs, parts, strict=True)]
    weight = np.array(gaps) / sum(gaps)
    count = min(len(gaps), 1 + int(rng.random() < PAIRS))
    chosen = [int(k) for k in rng.choice(len(gaps), count, replace=False, p=weight)]
    found: Candidates = {}
    for k in chosen:
        noise = rng.normal(0, float(rng.choice(SHAKES)), len(parts[k].openings))
        found |= dict(parts[k].promising(WIDTHS[-1], FAR, ROUND_SEATS // count, noise, rng))
    return Neighbourhood(tuple(chosen), found)


def repairs(problem: Problem) -> Candidates:
    """The groups of the earlier plan that can still be, each with its members and those who lost
    their seats or had none, and new groups of the latter alone.
    """
    books = Greedy(problem)
    books.keep(problem.openings)
    found: Candidates = {}
    for group in books.groups:
        mine = {problem.lines[group.opening.line].row[i] for i in group.members}
        loose = books.left[group.opening.line].intersection(group.opening.rows)
        found[group.opening] = sorted(mine | loose)
    seats = JOINT_SEATS - sum(map(len, found.values()))
    new = [(x[0], x[1].opening) for o in problem.openings if (x := books.best_group(o)) is not None]
    for _, opening in sorted(new, reverse=True):
        loose = books.left[opening.line].intersection(opening.rows)
        seats -= len(loose)
        if seats < 0:
            break
        found.setdefault(opening, sorted(loose))
    return found
