"""The results as rows: printed, as CSV and as Markdown."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.family import named
from tests.benchmarks.methods import METHODS
from tests.benchmarks.results import Result, best_bound

NONE = "–"
LATE = 1.0  # seconds past its limit from which the table says so


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``ratio`` is the objective as a multiple of the best peer's (for
    Instroom) or of Instroom's (for a peer); ``gap`` is to the highest bound proven by any method
    for this school. Times to a gap of methods without a bound of their own are to that bound too.
    """

    school: str
    method: str
    objective: int | None
    bound: int | None
    gap: float | None
    ratio: float | None
    placed: int | None
    learners: int
    first_plan: float | None
    to_10_percent: float | None
    to_5_percent: float | None
    memory_mib: float | None
    seconds: float
    note: str


def rows_of(results: Iterable[Result]) -> list[Row]:
    """One row per run, school by school."""
    schools: dict[str, list[Result]] = {}
    for result in results:
        schools.setdefault(result.instance, []).append(result)
    ordered = sorted(schools.values(), key=lambda rows: _place(rows[0].instance))
    return [_row(result, school) for school in ordered for result in school]


def _place(instance: str) -> tuple[int, str, int]:
    found = named(instance)
    return (found.size.learners, found.tightness, found.seed)


def _row(result: Result, school: Sequence[Result]) -> Row:
    entry = METHODS[result.method]
    shared = best_bound(school)
    own = None if result.bound is not None else shared
    return Row(
        school=result.instance,
        method=entry.title,
        objective=result.objective,
        bound=result.bound,
        gap=None if entry.timetable_only else result.gap(shared),
        ratio=ratio(result, school),
        placed=result.placed,
        learners=result.learners,
        first_plan=result.first_plan,
        to_10_percent=None if entry.timetable_only else result.seconds_to(0.10, own),
        to_5_percent=None if entry.timetable_only else result.seconds_to(0.05, own),
        memory_mib=result.memory,
        seconds=result.seconds,
        note=_note(result),
    )


def ratio(result: Result, school: Sequence[Result]) -> float | None:
    """Ours: multiple of the best peer's objective; a peer's: multiple of ours."""
    ours = METHODS[result.method].is_ours
    if METHODS[result.method].timetable_only or not result.valid:
        return None
    others = [
        r.objective
        for r in school
        if r.valid
        and r.objective is not None
        and METHODS[r.method].is_ours is not ours
        and not METHODS[r.method].timetable_only
    ]
    if not others or result.objective is None or min(others) == 0:
        return None
    return result.objective / min(others)


def _note(result: Result) -> str:
    if result.failure:
        return result.failure
    said = [result.detail] if result.detail else []
    if result.violations:
        said = [f"breaks {result.violations} hard rules: {', '.join(result.broken)}"]
    if result.late > LATE:
        said.append(f"ended {result.late:.0f} s too late")
    return "; ".join(said)


def _cells(row: Row) -> list[str]:
    def number(value: float | None, form: str) -> str:
        return NONE if value is None else format(value, form)

    return [
        row.school,
        row.method,
        number(row.objective, ",d"),
        number(row.bound, ",d"),
        number(row.gap, ".1%"),
        number(row.ratio, ".2f"),
        NONE if row.placed is None else f"{row.placed}/{row.learners}",
        number(row.first_plan, ".1f"),
        number(row.to_10_percent, ".0f"),
        number(row.to_5_percent, ".0f"),
        number(row.memory_mib, ",.0f"),
        row.note,
    ]


HEADERS = (
    "School",
    "Method",
    "Objective",
    "Bound",
    "Gap",
    "Ratio",
    "Placed",
    "First plan, s",
    "10 %, s",
    "5 %, s",
    "Memory, MiB",
    "Note",
)


def print_rows(rows: Iterable[Row], console: Console) -> None:
    """The table on a terminal."""
    table = Table(title="Benchmarks", header_style="bold")
    for at, name in enumerate(HEADERS):
        table.add_column(name, justify="left" if at in (0, 1, 11) else "right")
    last = ""
    for row in rows:
        if last and row.school != last:
            table.add_section()
        last = row.school
        style = "bold" if row.method == METHODS["instroom"].title else ""
        table.add_row(*_cells(row), style=style)
    console.print(table)


def write_csv(rows: Sequence[Row], file: Path) -> None:
    """All figures, unrounded."""
    names = list(Row.__dataclass_fields__)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def markdown(rows: Iterable[Row]) -> str:
    """The table for the docs."""
    lines = [
        "| " + " | ".join(HEADERS) + " |",
        "| --- | --- |" + " ---: |" * (len(HEADERS) - 3) + " --- |",
    ]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"
