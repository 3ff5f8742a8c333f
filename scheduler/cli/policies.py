"""``instroom policies``: intake policies tried on a school's own inflow."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from models import Text
from models.text import Language
from scheduler.cli.console import (
    INTERRUPTED,
    WRONG_INPUT,
    Leave,
    StopSign,
    chosen_language,
    err,
    out,
    print_json,
    wrong,
)
from scheduler.cli.options import (
    JsonOption,
    LanguageOption,
    Source,
    problem_data,
    school_from,
    writable,
    writing,
)
from scheduler.cli.usage import helps, purpose
from scheduler.fleet import Place
from scheduler.laboratory.audit import Compared, compare
from scheduler.laboratory.choosing import chosen_policies, source_of, swept
from scheduler.laboratory.compiled import Span
from scheduler.laboratory.fidelity import measured
from scheduler.laboratory.intervals import cheapest_within, front, of
from scheduler.laboratory.outcomes import Figure, Whole
from scheduler.laboratory.reading import Unusable
from scheduler.laboratory.report import write_report
from scheduler.laboratory.tables import audit_table, fidelity_table, write_table, write_tables
from scheduler.laboratory.trial import Trial, Tried, carry_out
from scheduler.words import number
from scheduler.workbook import describe

MOST_YEARS, MOST_REPLICATIONS, MOST_JOBS, MOST_SEED = 10, 100_000, 512, 2**31 - 1
AUDIT_SECONDS = 4.0
MOST_FIDELITY = 20  # replications of the present policy in the years of the report

_NUMBERS = Text(
    nl="Kies 1 tot {years} jaar, minstens 2 herhalingen, minstens 1 proces en een "
    "startgetal vanaf 0.",
    en="Choose 1 to {years} years, at least 2 replications, at least 1 process and a seed of 0 or "
    "more.",
)
_CLUSTER = Text(
    nl="Voor --cluster is meer nodig: pip install 'instroom[cluster]'.",
    en="--cluster needs more: pip install 'instroom[cluster]'.",
)
_NO_CLUSTER = Text(
    nl="Het cluster op {address} antwoordt niet ({why}).",
    en="The cluster at {address} does not answer ({why}).",
)
_BROKEN = Text(
    nl="Een deel van de berekening is mislukt. De rest is bewaard; probeer het opnieuw.",
    en="A part of the computation failed. The rest is kept; try again.",
)
_DONE = Text(nl="{a} van {b} herhalingen ({s} s)", en="{a} of {b} replications ({s} s)")
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
                "naam of bestand; mag vaker (anders de zes van de bron)",
                "name or file; may be repeated (else the six of the source)",
            ),
        ),
    ] = None,
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            "--sweep",
            help=helps(
                "waarden om te proberen, bv. threshold=6,8,10",
                "values to try, e.g. threshold=6,8,10",
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
    seed: Annotated[int, typer.Option("--seed", help=helps("startgetal", "seed"))] = 1,
    jobs: Annotated[
        int | None, typer.Option("--jobs", help=helps("processen (anders alle)", "processes"))
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", help=helps("adres van een Dask-cluster", "address of a cluster")),
    ] = None,
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
    if not (
        1 <= years <= MOST_YEARS
        and 2 <= replications <= MOST_REPLICATIONS
        and 1 <= (jobs or 1) <= MOST_JOBS
        and 0 <= seed <= MOST_SEED
        and 0 <= audit <= 100
        and 0 <= within <= 260
    ):
        raise wrong(_NUMBERS(lang, years=MOST_YEARS))
    school = school_from(source, lang)
    try:
        tried_ones = swept(chosen_policies(school, source, policy or ()), sweep or ())
        inflow = source_of(school, source)
    except Unusable as error:
        raise _unusable(error, lang) from error
    trial = Trial(school, inflow, tried_ones, Span.of(school.start, years), replications, seed)
    writable(target, lang)
    stop, progress = StopSign(lang), _Progress(lang)
    with stop.listening(), writing(target, lang):
        tried = _carried_out(trial, target / "parts", jobs, cluster, resume, progress, stop, lang)
        if len(tried.replications) < 2:
            text = _STOPPED(lang, a=len(tried.replications), path=target)
            raise Leave(INTERRUPTED, text, {"error": "interrupted"})
        compared = _audited(trial, audit, stop)
        facts = (
            []
            if policy
            else measured(
                school,
                source,
                target / "parts" / "fidelity",
                min(replications, MOST_FIDELITY),
                seed,
                jobs,
                stop,
            )
        )
        write_tables(tried, target, lang)
        write_table(audit_table(compared), target / "audit")
        write_table(fidelity_table(facts, lang), target / "fidelity")
        write_report(tried, compared, facts, target / "report.html", within, lang)
    if not tried.complete:
        err.print(_STOPPED(lang, a=len(tried.replications), path=target), markup=False)
    for line in _lines(tried, within, target, lang):
        out.print(line, markup=False)
    if json:
        print_json(_result(tried, compared, within, target))


def _carried_out(
    trial: Trial, folder: Path, jobs: int | None, cluster: str | None, resume: bool,
    progress: _Progress, stop: StopSign, language: Language,
) -> Tried:  # fmt: skip
    place = _cluster(cluster, language) if cluster else None
    try:
        return carry_out(trial, folder, jobs, place, resume, progress, stop)
    except RuntimeError as error:
        raise Leave(1, _BROKEN(language), {"error": "failed", "problems": [str(error)]}) from error


def _cluster(address: str, language: Language) -> AbstractContextManager[Place]:
    try:
        from scheduler.fleet.cluster import Cluster

        return Cluster(address)
    except ImportError as error:
        raise wrong(_CLUSTER(language)) from error
    except OSError as error:
        raise wrong(_NO_CLUSTER(language, address=address, why=error)) from error


def _audited(trial: Trial, weeks: int, stop: StopSign) -> list[Compared]:
    found: list[Compared] = []
    for policy in trial.policies[:6]:
        if weeks and not stop():
            found += compare(trial, policy, weeks, AUDIT_SECONDS)
    return found


def _unusable(error: Unusable, language: Language) -> Leave:
    lines = list(describe(error.problems, language))
    data = {"error": "input", "problems": [problem_data(p, language) for p in error.problems]}
    return Leave(WRONG_INPUT, "\n".join(lines), data)


class _Progress:
    """A line now and then."""

    def __init__(self, language: Language) -> None:
        self.language, self.began, self.told = language, time.monotonic(), -10.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic() - self.began
        if done and (now - self.told >= 5 or done == total):
            self.told = now
            err.print(_DONE(self.language, a=done, b=total, s=round(now)), markup=False)


def _lines(tried: Tried, within: int, target: Path, language: Language) -> list[str]:
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
                wait=f"{number(wait.mean, language, 1)} ± {number(wait.half, language, 1)}",
                level=f"{number(level.mean, language, 1)} ± {number(level.half, language, 1)}",
                cost=number(round(cost.mean, -3), language),
            )
        )
    answers = cheapest_within(tried, ("all", Figure.WAIT_P90), within)
    if answers:
        name = tried.trial.policies[answers[0].policy].title(language)
        lines.append(_ANSWER(language, weeks=within, name=name))
    else:
        lines.append(_NO_ANSWER(language, weeks=within))
    return [*lines, _REPORT(language, path=target / "report.html")]


def _result(tried: Tried, compared: list[Compared], within: int, target: Path) -> dict[str, Any]:
    names = [policy.reference for policy in tried.trial.policies]
    figures = (
        ("wait_mean", ("all", Figure.WAIT_MEAN)),
        ("wait_p90", ("all", Figure.WAIT_P90)),
        ("level_distance", ("classes", Whole.LEVEL)),
        ("cost_a_year", ("classes", Whole.COST)),
        ("dayparts_a_week", ("classes", Whole.DAYPARTS)),
        ("made_600_or_800", ("all", Figure.MADE)),
    )
    told: dict[str, Any] = {}
    for p, name in enumerate(names):
        values = {key: of(tried, p, column) for key, column in figures}
        told[name] = {key: [x.mean, x.low, x.high] for key, x in values.items()}
    answers = cheapest_within(tried, ("all", Figure.WAIT_P90), within)
    return {
        "replications": len(tried.replications),
        "policies": told,
        "pareto": [names[p] for p in front(tried)],
        "within_weeks": within,
        "cheapest_within": [names[a.policy] for a in answers],
        "audit": {
            "weeks": len(compared),
            "violations": sum(c.violations for c in compared),
            "excess": sum(c.excess for c in compared) / len(compared) if compared else None,
        },
        "report": str(target / "report.html"),
    }
