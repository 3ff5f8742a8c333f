"""Whether the reasons given for disagreements are reasons: each turned on or off.

Run as a module it prints the table of the documentation::

    python -m scheduler.laboratory.causes examples
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import Field

from models import Record, Route, School
from models.intake import IntakePolicy, IntakeRule
from scheduler.laboratory.carrying import carry_out
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.fidelity import PERIOD, PRESENT, column_of, facts, told
from scheduler.laboratory.inflow import Inflow
from scheduler.laboratory.intervals import AT, Interval, interval
from scheduler.laboratory.settings import instead
from scheduler.laboratory.trial import Source, Trial
from scheduler.workbook import read_source


class Try(Record):
    """A suspected cause of a disagreement: what is changed, and the figure it should move."""

    municipality: str
    en: str
    group: str
    figure: str
    rules: tuple[IntakeRule, ...] = ()
    values: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)
    others: float = 1
    lessons: int = 0

    def policy(self, present: IntakePolicy) -> IntakePolicy:
        """The present policy with the rules of the try."""
        return present.model_copy(update={"rules": (*present.rules, *self.rules)})

    def school(self, school: School) -> School:
        """The school, with more lessons a week in the Z route."""
        offerings = tuple(
            o.model_copy(update={"sessions_per_week": o.sessions_per_week + self.lessons})
            if Route.Z in o.routes else o
            for o in school.offerings
        )  # fmt: skip
        return school.model_copy(update={"offerings": offerings}) if self.lessons else school

    def inflow(self, source: Source) -> Source:
        """The inflow, with more or fewer from municipalities that are always in the classes."""
        if not isinstance(source, Inflow):
            return source
        streams = tuple(
            s if s.home or s.pooled else replace(s, per_year=s.per_year * self.others)
            for s in source.streams
        )
        return replace(source, streams=streams)


def tries() -> list[Try]:
    """All suspected causes."""
    text = resources.files("scheduler.laboratory").joinpath("causes.toml").read_text("utf-8")
    return [Try.model_validate(row) for row in tomllib.loads(text)["tries"]]


def tried(one: Try, source: Path, replications: int = 50, seed: int = 1) -> Interval:
    """The figure under the present policy with the cause turned on or off."""
    found = read_source(source).school
    assert found is not None
    school = one.school(found)
    policy = one.policy(chosen_policies(school, source, [PRESENT])[0])
    with instead(one.values), tempfile.TemporaryDirectory() as folder:
        inflow = one.inflow(source_of(school, source))
        trial = Trial(school, inflow, (policy,), PERIOD, replications, seed)
        figures = carry_out(trial, Path(folder), 1).figures
    return interval(figures[0, :, AT[column_of(one.group, one.figure, school)]])


def table(examples: Path, replications: int = 50) -> str:
    """All causes with the statement they are about, in Markdown."""
    stated = {(f.municipality, f.group, f.figure): f for f in facts()}
    lines = ["| municipality | stated | tried | with it |", "|---|---|---|---|"]
    for one in tries():
        fact = stated[one.municipality, one.group, one.figure]
        found = told(fact.figure, tried(one, examples / one.municipality, replications), "en")
        lines.append(f"| {one.municipality} | {fact.en} | {one.en} | {found} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1])) + "\n")
