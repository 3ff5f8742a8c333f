"""The queue: one job after another, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.store import ENDED, JobRow, State

WAIT = 0.3  # seconds between two looks at the queue


class Queue:
    """Starts queued jobs one at a time, so that each has the machine's cores to itself."""

    def __init__(self, engine: Engine, database: Path) -> None:
        self.engine, self.database = engine, database
        self.closing = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Mark what a former server left running as interrupted, then serve the queue."""
        with Session(self.engine) as session:
            for job in session.exec(select(JobRow).where(JobRow.state == State.RUNNING)).all():
                job.state, job.process = State.INTERRUPTED, None
                session.add(job)
            session.commit()
        self.thread.start()

    def stop(self) -> None:
        """End the queue; a running job is asked to stop and keeps its best plan."""
        self.closing.set()
        self.thread.join(timeout=20)

    def _run(self) -> None:
        while not self.closing.wait(WAIT):
            job_id = self._next()
            if job_id is not None:
                self._work(job_id)

    def _next(self) -> str | None:
        query = (
            select(JobRow.id)
            .where(JobRow.state == State.QUEUED)
            .order_by(col(JobRow.created))
            .limit(1)
        )
        with Session(self.engine) as session:
            return session.exec(query).first()

    def _work(self, job_id: str) -> None:
        command = [sys.executable, "-m", "api.worker", str(self.database), job_id]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        while process.poll() is None:
            if self.closing.wait(WAIT):
                self._ask_to_stop(job_id)
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()
        with Session(self.engine) as session:
            job = session.get(JobRow, job_id)
            if job is not None and (job.state not in ENDED or self.closing.is_set()):
                # It died without a word, or the server went down around it.
                job.state = State.INTERRUPTED
                session.add(job)
                session.commit()

    def _ask_to_stop(self, job_id: str) -> None:
        with Session(self.engine) as session:
            job = session.get(JobRow, job_id)
            if job is not None:
                job.stop_asked = True
                session.add(job)
                session.commit()
