"""A job that makes a plan. Everything it learns goes to the database at once, so that whatever
happens to it or to the server, the best plan so far is there.
"""

from __future__ import annotations

import time
from pathlib import Path

from sqlmodel import Session

from api.store import PlanRow, ProgressRow, State
from api.work import Work
from models import Plan, Progress, Text
from scheduler.planning import completed, make_plan
from solver import Outcome, Settings

PLAN_EVERY = 3.0  # seconds between two plans stored on the way

_CONFLICT = Text(nl="Dit spreekt elkaar tegen: {what}", en="These contradict each other: {what}")
_NO_PLAN = Text(nl="Gestopt voordat er een rooster was.", en="Stopped before there was a plan.")


class Planning(Work):
    """Plans one school."""

    def __init__(self, database: Path, job_id: str) -> None:
        super().__init__(database, job_id)
        job = self.job
        self.settings = Settings(job.time_limit, job.work_limit, job.workers, job.seed)
        self.kept = 0.0
        self.news = Progress(seconds=0, stage="start")

    def work(self) -> None:
        """Plan, and store the outcome."""
        self.finish(
            make_plan(self.school, self.settings, self.progress, self.should_stop, self.better)
        )

    def finish(self, outcome: Outcome) -> None:
        """Store the outcome."""
        if outcome.plan is not None:
            self.keep(outcome.plan, final=not self.orphaned)
            self.end(self.ended())
        elif outcome.conflict:
            texts = [v.text for v in outcome.conflict]
            what = Text(nl="; ".join(t("nl") for t in texts), en="; ".join(t("en") for t in texts))
            self.end(State.INFEASIBLE, _CONFLICT.fill(what=what))
        else:
            self.end(State.STOPPED, _NO_PLAN)

    def progress(self, news: Progress) -> None:
        """Store a moment of the search."""
        self.news = news
        with Session(self.engine) as session:
            session.add(ProgressRow(job_id=self.job_id, data=news.model_dump_json()))
            session.commit()

    def better(self, plan: Plan) -> None:
        """Store a plan met on the way, measured and explained, not too often."""
        if time.monotonic() - self.kept >= PLAN_EVERY:
            self.keep(completed(self.school, plan, self.settings, self.news), final=False)
            self.kept = time.monotonic()

    def keep(self, plan: Plan, final: bool) -> None:
        """Store a plan in place of the one before."""
        with Session(self.engine) as session:
            row = session.get(PlanRow, self.job_id) or PlanRow(
                id=self.job_id, school_id=self.job.school_id, data=""
            )
            row.data, row.final = plan.model_dump_json(), final
            session.add(row)
            session.commit()
