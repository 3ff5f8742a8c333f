"""A study: policies tried on a school's inflow, compared, audited and written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from models import Record, School
from models.intake import IntakePolicy
from models.intake_tables import rows_of
from models.text import Language
from scheduler.fleet import Place, cores
from scheduler.laboratory.advice import uncompared
from scheduler.laboratory.audit import Compared, Comparing
from scheduler.laboratory.carrying import OnProgress, Order, Parts, carried, working_at
from scheduler.laboratory.choosing import source_of
from scheduler.laboratory.fidelity import Measured, measured, trial_beside
from scheduler.laboratory.intervals import cheapest_within, front, of
from scheduler.laboratory.neighbours import rows_of as inflow_rows
from scheduler.laboratory.outcomes import Column, Figure, Whole
from scheduler.laboratory.people import write_people
from scheduler.laboratory.report import Drawn, drawn, write_report
from scheduler.laboratory.span import Span
from scheduler.laboratory.tables import audit_table, fidelity_table, write_table, write_tables
from scheduler.laboratory.trial import Trial, Tried
from scheduler.workbook.schema import BY_FIELD
from scheduler.workbook.writer import write_csv_table

AUDIT_SECONDS = 4.0
MOST_AUDITED = 6  # policies; the full solver takes its seconds for each
MOST_FIDELITY = 20  # replications of the present policy in the years of the report
_AUDIT, _BESIDE = "audit ", "beside "  # how their keys begin
PARTS = "parts"  # where the finished replications of a study are kept

HEADLINES: tuple[tuple[str, Column], ...] = (
    ("wait_mean", ("all", Figure.WAIT_MEAN)),
    ("wait_p90", ("all", Figure.WAIT_P90)),
    ("level_distance", ("classes", Whole.LEVEL)),
    ("cost_a_year", ("classes", Whole.COST)),
    ("dayparts_a_week", ("classes", Whole.DAYPARTS)),
    ("made_600_or_800", ("all", Figure.MADE)),
)


class Question(Record):
    """How long and how often to try, and what is asked.

    ``within``: weeks within which 90 % should begin; ``audit``: weeks per policy on which the
    fast formation of classes is put beside the full planner.
    """

    years: Annotated[int, Field(ge=1, le=10)] = 3
    replications: Annotated[int, Field(ge=2, le=100_000)] = 100
    within: Annotated[int, Field(ge=0, le=260)] = 8
    audit: Annotated[int, Field(ge=0, le=100)] = 1
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1


@dataclass(frozen=True)
class Study:
    """A trial with its question. ``example`` is the source whose statements in the report are
    put beside the outcomes; ``None`` for none.
    """

    trial: Trial
    question: Question
    example: Path | None = None

    @classmethod
    def of(
        cls,
        school: School,
        source: Path | None,
        policies: Sequence[IntakePolicy],
        question: Question,
        compare_with_report: bool = False,
    ) -> Study:
        """A study of policies on the inflow of a school.

        Raises:
            Unusable: when the inflow beside the source cannot be used.
        """
        span = Span.of(school.start, question.years)
        inflow = source_of(school, source)
        trial = Trial(school, inflow, tuple(policies), span, question.replications, question.seed)
        return cls(trial, question, source if compare_with_report else None)


@dataclass(frozen=True)
class Studied:
    """What a study found; ``enough`` when there is anything to compare."""

    tried: Tried
    audited: tuple[Compared, ...] = ()
    facts: tuple[Measured, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there are two replications, without which there is no interval."""
        return len(self.tried.replications) >= 2


def carry_out_study(
    study: Study,
    folder: Path,
    language: Language,
    jobs: int | None = None,
    place: AbstractContextManager[Place] | None = None,
    resume: bool = True,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Studied:
    """Carry out a study and write its tables and ``report.html`` into ``folder``.

    A study that is stopped before two replications were done writes nothing but its parts.

    Raises:
        OSError: when ``folder`` cannot be written.
        RuntimeError: when a part failed; its text is for a log.
    """
    stopped, within = should_stop or (lambda: False), study.question.within
    with (
        working_at(place, jobs or cores()) as there,
        ThreadPoolExecutor(1) as hand,
    ):
        work = _Work(study, folder, resume, on_progress)
        work.parts.begin(stopped)
        pages: Future[Drawn] | None = None
        for key, value in carried(work.orders(), there, stopped):
            work.keep(key, value)
            if pages is None and work.counted:  # the rest are comparisons, which take their time
                pages = hand.submit(_written, work.parts.tried(), folder, language, within)
        tried = work.parts.tried()
        if len(tried.replications) < 2:
            return Studied(tried)
        pictures = pages.result() if pages else _written(tried, folder, language, within)
    audited, facts = work.audited(), work.facts()
    write_table(audit_table(audited), folder / "audit")
    write_table(fidelity_table(facts, language), folder / "fidelity")
    write_report(tried, audited, facts, folder / "report.html", within, language, pictures)
    return Studied(tried, tuple(audited), tuple(facts))


class _Work:
    """Everything a study computes: replications, those that are put beside the report, and weeks
    that are put beside the full planner.
    """

    def __init__(
        self, study: Study, folder: Path, resume: bool, on_progress: OnProgress | None
    ) -> None:
        trial, question, parts = study.trial, study.question, folder / PARTS
        self.parts = Parts(trial, parts, resume, on_progress)
        self.beside: Parts | None = None
        present = None
        if study.example is not None:
            often = min(question.replications, MOST_FIDELITY)
            present = trial_beside(trial.school, study.example, often, question.seed)
        if study.example is not None and present is not None:
            self.example, self.beside = study.example, Parts(present, parts / "fidelity")
        self.weeks = {
            f"{_AUDIT}{policy.reference}": Comparing(trial, policy, question.audit, AUDIT_SECONDS)
            for policy in trial.policies[:MOST_AUDITED]
            if question.audit
        }
        self.compared: dict[str, list[Compared]] = {}

    def orders(self) -> list[tuple[str, Order]]:
        """What is still to be done."""
        beside = [] if self.beside is None else self.beside.missing()
        return [
            *self.parts.missing(),
            *((f"{_BESIDE}{key}", order) for key, order in beside),
            *self.weeks.items(),
        ]

    def keep(self, key: str, value: Any) -> None:
        """Keep what came out of an order."""
        if key.startswith(_AUDIT):
            self.compared[key] = value
        elif self.beside is not None and key.startswith(_BESIDE):
            self.beside.keep(key.removeprefix(_BESIDE), value)
        else:
            self.parts.keep(key, value)

    @property
    def counted(self) -> bool:
        """Whether all replications of the policies were done."""
        return self.parts.tried_all

    def audited(self) -> list[Compared]:
        """The weeks compared, in the order of the policies."""
        return [week for key in self.weeks for week in self.compared.get(key, [])]

    def facts(self) -> list[Measured]:
        """The statements of the report with what was simulated."""
        if self.beside is None:
            return []
        return measured(self.beside.tried(), self.example)


def _written(tried: Tried, folder: Path, language: Language, within: int) -> Drawn:
    """Write the tables; the drawings of the report, for which classes are simulated once more."""
    write_tables(tried, folder, language)
    write_policies(tried.trial, folder, language)
    write_inflow(tried.trial, folder, language)
    write_people(tried, folder, language)
    return drawn(tried, within, language)


def write_policies(trial: Trial, folder: Path, language: Language) -> None:
    """The policies as the sheet that they can be read from again, to try others in it."""
    school = trial.school.model_copy(update={"intake_rules": rows_of(trial.policies)})
    write_csv_table(school, BY_FIELD["intake_rules"], folder, language)


def write_inflow(trial: Trial, folder: Path, language: Language) -> None:
    """Who was reckoned to register as the sheet that it can be read from again; nothing where
    it was drawn from past registrations.
    """
    school = trial.school
    rows = inflow_rows(trial.inflow, school.home)
    if rows:
        written = school.model_copy(update={"inflow": rows})
        write_csv_table(written, BY_FIELD["inflow"], folder, language)


def headlines(tried: Tried) -> dict[str, dict[str, list[float | None]]]:
    """The main figures of every policy: mean and both ends of the interval, by name. ``None``
    where there is nothing to count.
    """
    found: dict[str, dict[str, list[float | None]]] = {}
    for p, policy in enumerate(tried.trial.policies):
        values = {key: of(tried, p, column) for key, column in HEADLINES}
        found[policy.reference] = {
            key: [None if isnan(y) else y for y in (x.mean, x.low, x.high)]
            for key, x in values.items()
        }
    return found


def result(studied: Studied, within: int) -> dict[str, Any]:
    """What a study found, for programs."""
    tried, audited = studied.tried, studied.audited
    names = [policy.reference for policy in tried.trial.policies]
    answers = cheapest_within(tried, ("all", Figure.WAIT_P90), within)
    return {
        "replications": len(tried.replications),
        "policies": headlines(tried),
        "pareto": [names[p] for p in front(tried)],
        "within_weeks": within,
        "cheapest_within": [names[a.policy] for a in answers],
        "audit": {
            "weeks": len(audited),
            "not_compared": [p.reference for p in uncompared(tried, audited)],
            "violations": sum(c.violations for c in audited),
            "excess": sum(c.excess for c in audited) / len(audited) if audited else None,
        },
    }
