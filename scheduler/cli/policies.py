"""``instroom policies``: intake policies tried on a school's own inflow."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import Field, ValidationError

from models import School, Text
from models.intake import IntakePolicy
from models.text import Language
from scheduler.cli.clusters import cluster_at
from scheduler.cli.console import (
    INTERRUPTED,
    WRONG_INPUT,
    Leave,
    StopSign,
    chosen_language,
    err,
    out,
    print_json,
)
from scheduler.cli.options import (
    ClusterOption,
    JsonOption,
    LanguageOption,
    Seed,
    Source,
    school_from,
    writable,
    writing,
)
from scheduler.cli.usage import helps, purpose
from scheduler.fleet import Place
from scheduler.laboratory.choosing import chosen_policies, with_registrations
from scheduler.laboratory.intervals import Interval, cheapest_within, front, of
from scheduler.laboratory.outcomes import Figure, Whole
from scheduler.laboratory.reading import Unusable
from scheduler.laboratory.study import Question, Studied, Study, carry_out_study, result
from scheduler.laboratory.sweeping import sweep_of, swept
from scheduler.laboratory.trial import Tried
from scheduler.words import number
from scheduler.workbook import Problem, describe
from scheduler.workbook.findings import findings

MOST_JOBS = 512
_T = TypeVar("_T")

_BROKEN = Text(
    nl="Een deel van de berekening is mislukt. De rest is bewaard; probeer het nog eens met "
    "--resume.",
    en="A part of the computation failed. The rest is kept; try again with --resume.",
)
_DONE = Text(nl="{a} van {b} herhalingen ({s} s)", en="{a} of {b} replications ({s} s)")
_FIRST = Text(nl="Eerste tussenstand:", en="First figures:")
_STOPPING = Text(
    nl="Stoppen; wat klaar is, wordt bewaard (nog eens: meteen weg).",
    en="Stopping; what is done is kept (again: leave at once).",
)
_STOPPED = Text(
    nl="Gestopt na {a} herhalingen. Wat klaar is, is bewaard in {path}; met --resume gaat u "
    "verder.",
    en="Stopped after {a} replications. What is done is kept in {path}; --resume takes it up.",
)
_ROW = Text(
    nl="{best} {name}: 90 % wacht hooguit {wait} weken; niveauverschil {level} punten; "
    "{cost} euro per jaar",
    en="{best} {name}: 90 % wait at most {wait} weeks; level distance {level} points; "
    "{cost} euros a year",
)
_ANSWER = Text(
    nl="90 % binnen {weeks} weken tegen de laagste docentkosten: {name}.",
    en="90 % within {weeks} weeks at the least teacher cost: {name}.",
)
_NO_ANSWER = Text(
    nl="Met geen van deze beleidsvormen begint 90 % binnen {weeks} weken.",
    en="None of these policies has 90 % begin within {weeks} weeks.",
)
_REPORT = Text(nl="Verslag: {path}", en="Report: {path}")


@purpose("Probeert instroombeleid uit.", "Tries out intake policies.")
def policies(
    source: Source,
    target: Annotated[
        Path, typer.Option("--out", help=helps("map voor het resultaat", "folder for the result"))
    ],
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            help=helps(
                "naam of bestand (CSV, werkmap, TOML); mag vaker (anders die van de bron)",
                "name or file (CSV, workbook, TOML); may be repeated (else the source's own)",
            ),
        ),
    ] = None,
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            "--sweep",
            help=helps(
                "waarden om te proberen, bv. drempel=6,8,10",
                "values to try, e.g. threshold=6,8,10",
            ),
        ),
    ] = None,
    registrations: Annotated[
        Path | None,
        typer.Option(
            "--registrations",
            metavar=helps("BESTAND", "FILE"),
            help=helps(
                "lijst van aanmeldingen (CSV of werkmap) in plaats van de instroom van de bron",
                "list of past registrations (CSV or workbook) instead of the source's inflow",
            ),
        ),
    ] = None,
    years: Annotated[int, typer.Option("--years", help=helps("jaren", "years"))] = 3,
    replications: Annotated[
        int, typer.Option("--replications", help=helps("herhalingen", "replications"))
    ] = 100,
    within: Annotated[
        int,
        typer.Option(
            "--within",
            help=helps("weken waarbinnen 90 % begint", "weeks within which 90 % begin"),
        ),
    ] = 8,
    audit: Annotated[
        int,
        typer.Option(
            "--audit",
            help=helps(
                "weken per beleid naast de volledige planner", "weeks per policy beside the planner"
            ),
        ),
    ] = 1,
    seed: Seed = 1,
    jobs: Annotated[
        int | None, typer.Option("--jobs", help=helps("processen (anders alle)", "processes"))
    ] = None,
    cluster: ClusterOption = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help=helps("ga verder met wat er al is", "take up what is there already")
        ),
    ] = False,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Try policies on the inflow of a source and report what each costs and brings."""
    lang = chosen_language(language)
    numbers = {
        "years": years, "replications": replications, "within": within, "audit": audit,
        "seed": seed, "jobs": jobs,
    }  # fmt: skip
    school = school_from(source, lang)
    study = _study(school, source, registrations, policy or [], sweep or [], numbers, lang)
    writable(target, lang)
    stop, progress = StopSign(lang, _STOPPING), _Progress(lang)
    with stop.listening(), writing(target, lang):
        place = cluster_at(cluster, lang) if cluster else None
        studied = _carried_out(study, target, jobs, place, resume, progress, stop, lang)
    tried = studied.tried
    stopped = _STOPPED(lang, a=len(tried.replications), path=target)
    if not studied.enough:
        raise Leave(INTERRUPTED, stopped, {"error": "interrupted"})
    if not tried.complete:
        err.print(stopped, markup=False)
    for line in [*_rows(tried, lang), *_answers(tried, within, target, lang)]:
        out.print(line, markup=False)
    if json:
        print_json({**result(studied, within), "report": str(target / "report.html")})


class _Numbers(Question):
    """The numbers of the command."""

    jobs: Annotated[int | None, Field(ge=1, le=MOST_JOBS)] = None


def _question(numbers: dict[str, int | None]) -> Question:
    """What the numbers of the command ask.

    Raises:
        Unusable: with every number that is out of its range.
    """
    try:
        asked = _Numbers.model_validate(numbers)
    except ValidationError as error:
        raise Unusable(
            [Problem(f"--{field}", None, None, text, fix) for field, text, fix in findings(error)]
        ) from error
    return Question(**asked.model_dump(exclude={"jobs"}))


def _study(
    school: School, source: Path, registrations: Path | None, names: list[str],
    sweeps: list[str], numbers: dict[str, int | None], language: Language,
) -> Study:  # fmt: skip
    wrongs: list[Problem] = []
    remarks: list[Problem] = []

    def taken(what: Callable[[], _T], otherwise: _T) -> _T:
        """What there is, or the mistakes in it put by: they are told all at once."""
        try:
            return what()
        except Unusable as error:
            wrongs.extend(error.problems)
            return otherwise

    base = school
    question = taken(lambda: _question(numbers), Question())
    if registrations is not None:
        file = registrations
        school = taken(lambda: with_registrations(base, file, remarks.append), school)
    # What is swept is the sheet's business, unless this command says what to try.
    rows = [] if names or sweeps else list(school.sweeps)
    for text in sweeps:
        rows += taken(lambda t=text: [sweep_of(t)], [])  # type: ignore[misc]
    none: tuple[IntakePolicy, ...] = ()
    chosen = taken(lambda: chosen_policies(base, source, names, remarks.append), none)
    try:
        if wrongs:
            raise Unusable([*wrongs, *remarks])
        for line in describe(remarks, language):
            err.print(line, markup=False)
        tried = swept(chosen, rows)
        own = not names and registrations is None
        return Study.of(school, source, tried, question, compare_with_report=own)
    except Unusable as error:
        lines = list(describe(error.problems, language))
        data = {"error": "input", "problems": [p.data(language) for p in error.problems]}
        raise Leave(WRONG_INPUT, "\n".join(lines), data) from error


def _carried_out(
    study: Study, target: Path, jobs: int | None, place: AbstractContextManager[Place] | None,
    resume: bool, progress: _Progress, stop: StopSign, language: Language,
) -> Studied:  # fmt: skip
    try:
        return carry_out_study(study, target, language, jobs, place, resume, progress, stop)
    except RuntimeError as error:
        raise Leave(1, _BROKEN(language), {"error": "failed", "problems": [str(error)]}) from error


class _Progress:
    """A line now and then; after the first handful of replications the first intervals."""

    def __init__(self, language: Language) -> None:
        self.language, self.began, self.told = language, time.monotonic(), -10.0
        self.first = True

    def __call__(self, done: int, total: int, so_far: Callable[[], Tried]) -> None:
        now = time.monotonic() - self.began
        if done and (now - self.told >= 5 or done == total):
            self.told = now
            err.print(_DONE(self.language, a=done, b=total, s=round(now)), markup=False)
            if self.first and 2 <= done < total:
                self.first = False
                for line in [_FIRST(self.language), *_rows(so_far(), self.language)]:
                    err.print(line, markup=False)


def _rows(tried: Tried, language: Language) -> list[str]:
    """A line per policy."""
    best = set(front(tried))
    lines = []
    for p, policy in enumerate(tried.trial.policies):
        wait = of(tried, p, ("all", Figure.WAIT_P90))
        level = of(tried, p, ("classes", Whole.LEVEL))
        cost = of(tried, p, ("classes", Whole.COST))
        lines.append(
            _ROW(
                language,
                best="★" if p in best else " ",
                name=policy.title(language),
                wait=_with_margin(wait, language),
                level=_with_margin(level, language),
                cost=number(round(cost.mean, -3), language),
            )
        )
    return lines


def _with_margin(found: Interval, language: Language) -> str:
    """A mean with its margin, which a single replication that counts does not have."""
    if not found.n:
        return "–"
    mean = number(found.mean, language, 1)
    return mean if found.n == 1 else f"{mean} ± {number(found.half, language, 1)}"


def _answers(tried: Tried, within: int, target: Path, language: Language) -> list[str]:
    """Which policy keeps the promise, and where the report is."""
    answers = cheapest_within(tried, ("all", Figure.WAIT_P90), within)
    text = _NO_ANSWER.fill(weeks=within)
    if answers:
        name = tried.trial.policies[answers[0].policy].title(language)
        text = _ANSWER.fill(weeks=within, name=name)
    return [text(language), _REPORT(language, path=target / "report.html")]
