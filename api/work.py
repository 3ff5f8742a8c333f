"""What every job in a process of its own shares: its row, the wish to stop, how it ends."""

from __future__ import annotations

import os
import time
import traceback
from abc import ABC, abstractmethod
from pathlib import Path

from sqlmodel import Session

from api.store import JobRow, SchoolRow, State, open_store
from models import Text

LOOK_EVERY = 0.5  # seconds between two looks at the wish to stop

FAILED = Text(
    nl="Er ging iets mis in het programma zelf; dat ligt niet aan uw gegevens.",
    en="Something went wrong in the program itself, not in your data.",
)
NOTHING = Text(nl="", en="")


class Orphaned(Exception):  # noqa: N818 - what happened to the server, not a kind of error
    """The server that started this job is gone."""


class Work(ABC):
    """One job. It ends itself when the server is gone."""

    def __init__(self, database: Path, job_id: str) -> None:
        self.engine = open_store(database)
        self.job_id = job_id
        self.parent = os.getppid()
        self.asked = self.orphaned = False
        self.looked = 0.0
        with Session(self.engine) as session:
            self.job = session.get_one(JobRow, job_id)
            self.job.state, self.job.process = State.RUNNING, os.getpid()
            session.add(self.job)
            session.commit()
            session.refresh(self.job)
            self.school = session.get_one(SchoolRow, self.job.school_id).school()

    def run(self) -> None:
        """Do the work, and store how it ended."""
        try:
            self.work()
        except Orphaned:
            self.end(State.INTERRUPTED)
        except Exception:
            traceback.print_exc()
            self.end(State.FAILED, FAILED)

    @abstractmethod
    def work(self) -> None:
        """The job itself; stores its own end."""

    def should_stop(self) -> bool:
        """Whether somebody asked to stop, or the server is gone."""
        if time.monotonic() - self.looked >= LOOK_EVERY:
            self.looked = time.monotonic()
            self.orphaned = os.getppid() != self.parent
            with Session(self.engine) as session:
                self.asked = session.get_one(JobRow, self.job_id).stop_asked
        return self.asked or self.orphaned

    def ended(self) -> State:
        """How a job with a result ends."""
        if self.orphaned:
            return State.INTERRUPTED
        return State.STOPPED if self.asked else State.DONE

    def end(self, state: State, message: Text = NOTHING) -> None:
        """Store how the job ended, unless it is another process's by now."""
        with Session(self.engine) as session:
            job = session.get_one(JobRow, self.job_id)
            if job.process != os.getpid():
                return
            job.state, job.process = state, None
            job.message_nl, job.message_en = message("nl"), message("en")
            session.add(job)
            session.commit()
