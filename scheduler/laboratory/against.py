"""How far the fast decisions are from the full planner on weeks that nothing was tuned on.

Run as a module it compares weeks of every policy of every example, of another seed than the
laboratory's own, and prints the table of the documentation::

    python -m scheduler.laboratory.against examples [SEED [WEEKS [SECONDS]]]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, median

from scheduler.fleet import cores
from scheduler.generate.scenario import SCENARIOS
from scheduler.laboratory.audit import Compared, Comparing
from scheduler.laboratory.carrying import carried, working_at
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Trial
from scheduler.workbook import read_source

SEED, WEEKS, SECONDS = 2, 1, 10.0
DEAR = 0.2  # a week on which the fast decision is so much dearer is counted apart


def orders_of(
    example: Path, seed: int, weeks: int, seconds: float
) -> Iterator[tuple[str, Comparing]]:
    """What to compare of one example: ``weeks`` weeks of each of its policies."""
    school = read_source(example).school
    assert school is not None
    policies = chosen_policies(school, example, ())
    span = Span.of(school.start, 3)
    trial = Trial(school, source_of(school, example), policies, span, 2, seed)
    for policy in policies:
        yield (
            f"{example.name} {policy.reference}",
            Comparing(trial, policy, weeks, seconds),
        )


def row(name: str, found: Sequence[Compared]) -> str:
    """A row of the table: how many weeks, how much dearer than the better of both, and than the
    proven bounds together (of so many weeks), how often much dearer, how often the full planner
    was behind.
    """
    if not found:
        return f"| {name} | 0 |" + " – |" * 7
    over = [(c.fast - min(c.fast, c.full)) / max(min(c.fast, c.full), 1) for c in found]
    proven = [c for c in found if c.bound > 0]
    bound = sum(c.fast for c in proven) / max(sum(c.bound for c in proven), 1) - 1
    cells = (
        name, len(found), f"{fmean(over):.1%}", f"{median(over):.1%}", f"{max(over):.1%}",
        f"{bound:.1%} ({len(proven)})" if proven else "–",
        sum(x > DEAR for x in over), sum(c.full > c.fast for c in found),
        sum(c.violations for c in found),
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def main(examples: Path, seed: int, weeks: int, seconds: float) -> None:
    """Print the table."""
    sys.stdout.write(
        "| example | weeks | dearer, mean | median | most | above the bounds | over 20 % dearer "
        "| full planner behind | rules broken |\n|---|---|---|---|---|---|---|---|---|\n"
    )
    names = tuple(reversed(SCENARIOS))  # the large ones take longest
    orders = {name: dict(orders_of(examples / name, seed, weeks, seconds)) for name in names}
    everything: list[Compared] = []
    found: dict[str, list[Compared]] = {}
    all_orders = [one for of_example in orders.values() for one in of_example.items()]
    with working_at(None, cores()) as place:
        for key, compared in carried(all_orders, place, lambda: False):
            found[key] = compared
            everything += compared
            name = key.split(" ")[0]
            if orders[name].keys() <= found.keys():
                of_example = [week for k in orders[name] for week in found[k]]
                sys.stdout.write(row(name, of_example) + "\n")
                sys.stdout.flush()
    sys.stdout.write(row("together", everything) + "\n")


if __name__ == "__main__":
    given = sys.argv[2:]
    main(
        Path(sys.argv[1]),
        int(given[0]) if given else SEED,
        int(given[1]) if len(given) > 1 else WEEKS,
        float(given[2]) if len(given) > 2 else SECONDS,
    )
