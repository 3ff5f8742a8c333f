"""Making a plan that has passed the independent checker, and writing all that goes with it."""

from __future__ import annotations

from pathlib import Path

from models import Plan, Progress, RunInfo, School, Violation
from models.plan import Stop, gap_of
from models.text import Language
from scheduler.export import write_plan
from scheduler.kernels import forget_old_kernels
from scheduler.report import write_report
from solver import Outcome, Settings, check, solve
from solver.decode import roster_of
from solver.notices import notices_of
from solver.problem import build
from solver.reasons import waiting_list
from solver.settings import OnPlan, OnProgress, ShouldStop


class PlanRefused(Exception):  # noqa: N818 - what happened, not a kind of error
    """The checker found hard rules broken in a plan of the solver: nobody gets to see it."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__("; ".join(v.text("en") for v in violations[:5]))
        self.violations = violations


def make_plan(
    school: School,
    settings: Settings,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    on_plan: OnPlan | None = None,
) -> Outcome:
    """Plan a school and check the result.

    ``on_plan`` gets better plans on the way, each one checked.

    Raises:
        PlanRefused: when the plan breaks a hard rule, or its cost is not what the solver says.
    """

    def checked(plan: Plan) -> None:
        if on_plan is not None and not check(school, plan).violations:
            on_plan(plan)

    forget_old_kernels()
    outcome = solve(school, settings, on_progress, should_stop, checked if on_plan else None)
    if outcome.plan is not None:
        result = check(school, outcome.plan)
        run = outcome.plan.run
        if result.violations:
            raise PlanRefused(result.violations)
        if run is not None and run.objective != result.objective:
            raise AssertionError(f"solver says {run.objective}, checker {result.objective}")
    return outcome


def write_outputs(
    school: School, plan: Plan, out: Path, language: Language | str = "nl"
) -> list[Path]:
    """Write tables, workbook, calendars, plan file and report; the paths written."""
    written = write_plan(school, plan, out, language)
    report = out / "report.html"
    write_report(school, plan, report, language)
    return [*written, report]


def completed(school: School, plan: Plan, settings: Settings, news: Progress) -> Plan:
    """A plan met on the way, measured and explained like a final one.

    ``news`` is the progress at that moment; the plan counts as stopped by its user.
    """
    checked = check(school, plan)
    problem = build(school)
    roster = roster_of(problem, plan)
    run = RunInfo(
        objective=checked.objective,
        bound=news.bound,
        gap=gap_of(checked.objective, news.bound),
        gap_reason=None if news.bound is not None else "stopped before the first bound was proven",
        seconds=news.seconds,
        seed=settings.seed,
        workers=settings.workers or 1,
        time_limit=settings.time_limit,
        work_limit=settings.work_limit,
        stop=Stop.USER,
        history=(news,),
    )
    return plan.model_copy(
        update={
            "score": checked.score,
            "waiting": waiting_list(problem, roster, plan),
            "notices": notices_of(school),
            "run": run,
        }
    )
