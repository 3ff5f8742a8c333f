"""One job in a process of its own: ``python -m api.worker DATABASE JOB``.

Everything it learns goes to the database at once, so that whatever happens to it or to the
server, the best plan so far is there. It ends itself when the server is gone.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path

from sqlmodel import Session

from api.store import JobRow, PlanRow, ProgressRow, SchoolRow, State, open_store
from models import Plan, Progress, Text
from scheduler.planning import completed, make_plan
from solver import Outcome, Settings

PLAN_EVERY = 3.0  # seconds between two plans stored on the way
LOOK_EVERY = 0.5  # seconds between two looks at the wish to stop

_CONFLICT = Text(nl="Dit spreekt elkaar tegen: {what}", en="These contradict each other: {what}")
_FAILED = Text(
    nl="Er ging iets mis in het programma zelf; dat ligt niet aan uw gegevens.",
    en="Something went wrong in the program itself, not in your data.",
)
_NO_PLAN = Text(nl="Gestopt voordat er een rooster was.", en="Stopped before there was a plan.")


class Worker:
    """Carries out one job."""

    def __init__(self, database: Path, job_id: str) -> None:
        self.engine = open_store(database)
        self.job_id = job_id
        self.parent = os.getppid()
        self.asked = self.orphaned = False
        self.looked = self.kept = 0.0
        self.news = Progress(seconds=0, stage="start")
        with Session(self.engine) as session:
            job = session.get_one(JobRow, job_id)
            job.state, job.process = State.RUNNING, os.getpid()
            self.school_id = job.school_id
            self.settings = Settings(job.time_limit, job.work_limit, job.workers, job.seed)
            self.school = session.get_one(SchoolRow, job.school_id).school()
            session.add(job)
            session.commit()

    def run(self) -> None:
        """Plan, and store how it ended."""
        try:
            outcome = make_plan(
                self.school, self.settings, self.progress, self.should_stop, self.better
            )
        except Exception:
            traceback.print_exc()
            self.end(State.FAILED, _FAILED)
            return
        self.finish(outcome)

    def finish(self, outcome: Outcome) -> None:
        """Store the outcome."""
        if outcome.plan is not None:
            self.keep(outcome.plan, final=not self.orphaned)
            ended = State.STOPPED if self.asked else State.DONE
            self.end(State.INTERRUPTED if self.orphaned else ended, Text(nl="", en=""))
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
                id=self.job_id, school_id=self.school_id, data=""
            )
            row.data, row.final = plan.model_dump_json(), final
            session.add(row)
            session.commit()

    def should_stop(self) -> bool:
        """Whether somebody asked to stop, or the server is gone."""
        if time.monotonic() - self.looked >= LOOK_EVERY:
            self.looked = time.monotonic()
            self.orphaned = os.getppid() != self.parent
            with Session(self.engine) as session:
                self.asked = session.get_one(JobRow, self.job_id).stop_asked
        return self.asked or self.orphaned

    def end(self, state: State, message: Text) -> None:
        """Store how the job ended."""
        with Session(self.engine) as session:
            job = session.get_one(JobRow, self.job_id)
            job.state, job.process = state, None
            job.message_nl, job.message_en = message("nl"), message("en")
            session.add(job)
            session.commit()


if __name__ == "__main__":
    Worker(Path(sys.argv[1]), sys.argv[2]).run()
