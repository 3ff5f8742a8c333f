"""What the report says happens, beside what the laboratory makes of the same policy.

Run as a module it prints the table for all municipalities, as it stands in the documentation::

    python -m scheduler.laboratory.fidelity examples
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from models import Record, School, Text
from models.text import Language
from scheduler.generate.scenario import SCENARIOS
from scheduler.laboratory.carrying import carry_out
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.compiled import language_schools
from scheduler.laboratory.intervals import AT, Interval, interval
from scheduler.laboratory.outcomes import SHARES, Column, Figure, Whole
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Trial, Tried
from scheduler.words import number, percent
from scheduler.workbook import read_source

# The years that the report describes, when the Addendum held.
PERIOD = Span.of(date(2023, 1, 2), 3)
PRESENT = "nu"

AGREES = Text(nl="ja", en="yes")
DIFFERS = Text(nl="nee", en="no")
UNCLEAR = Text(nl="niet te vergelijken", en="not comparable")


class Fact(Record):
    """A statement of the report and the figure that comes nearest to it."""

    municipality: str
    nl: str
    en: str
    source: str
    group: str
    figure: str
    low: float | None = None
    high: float | None = None
    why_nl: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact with what was simulated."""

    fact: Fact
    simulated: Interval

    @property
    def agrees(self) -> bool | None:
        """Whether the interval and what is stated overlap; ``None`` when not comparable."""
        low, high, found = self.fact.low, self.fact.high, self.simulated
        if low is None or high is None or found.n < 2:
            return None
        return found.low <= high and found.high >= low

    def shown(self, language: Language | str) -> tuple[str, str, str, str, str]:
        """Stated, source, simulated with its interval, verdict, why."""
        fact = self.fact
        verdict = {True: AGREES, False: DIFFERS, None: UNCLEAR}[self.agrees]
        return (
            Text(nl=fact.nl, en=fact.en)(language),
            Text(nl=fact.source.replace("report ", "rapport "), en=fact.source)(language),
            told(fact.figure, self.simulated, language),
            verdict(language),
            Text(nl=fact.why_nl, en=fact.why_en)(language),
        )


def told(figure: str, found: Interval, language: Language | str) -> str:
    """A figure with its interval."""
    share = figure in {one.value for one in SHARES}
    ends = found.of_a_share() if share else (found.low, found.high)
    shown = [percent(x, language) if share else number(x, language, 1) for x in (found.mean, *ends)]
    return f"{shown[0]} ({shown[1]} – {shown[2]})"


def facts() -> list[Fact]:
    """All statements of the report that are tested."""
    text = resources.files("scheduler.laboratory").joinpath("fidelity.toml").read_text("utf-8")
    return [Fact.model_validate(row) for row in tomllib.loads(text)["facts"]]


def trial_beside(school: School, source: Path, replications: int, seed: int) -> Trial | None:
    """The present policy of an example in the years of the report; nothing for other sources."""
    if not _facts_of(source):
        return None
    policies = chosen_policies(school, source, [PRESENT])
    return Trial(school, source_of(school, source), policies, PERIOD, replications, seed)


def measured(tried: Tried, source: Path) -> list[Measured]:
    """The facts of an example with what its :func:`trial_beside` came to; none when it was stopped
    before there were two replications, without which there is no interval.
    """
    if len(tried.replications) < 2:
        return []
    found = []
    for fact in _facts_of(source):
        at = AT[column_of(fact.group, fact.figure, tried.trial.school)]
        found.append(Measured(fact, interval(tried.figures[0, :, at])))
    return found


def _facts_of(source: Path) -> list[Fact]:
    return [fact for fact in facts() if fact.municipality == source.resolve().name]


def column_of(group: str, figure: str, school: School) -> Column:
    """A figure as the outcomes know it; there a language school has a number, not a name."""
    kind, _, name = group.partition(":")
    if kind == "school":
        group = f"school:{1 + language_schools(school).index(name)}"
    return group, Whole(figure) if figure in set(Whole) else Figure(figure)


def table(examples: Path, replications: int = 50, language: Language | str = "en") -> str:
    """The table of all municipalities in Markdown."""
    lines = [
        "| municipality | stated | source | simulated | agrees | why |",
        "|---|---|---|---|---|---|",
    ]
    for name in SCENARIOS:
        school = read_source(examples / name).school
        assert school is not None
        trial = trial_beside(school, examples / name, replications, 1)
        assert trial is not None
        with tempfile.TemporaryDirectory() as folder:
            rows = measured(carry_out(trial, Path(folder), 1), examples / name)
        lines += [
            f"| {school.municipality} | " + " | ".join(row.shown(language)) + " |" for row in rows
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1])) + "\n")
