"""What is stored: schools, jobs with their progress, plans. SQLite through SQLModel."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, event
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

from models import Plan, Progress, School


class State(StrEnum):
    """Life of a job. INTERRUPTED: the server or its machine went down meanwhile."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    INFEASIBLE = "infeasible"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


ENDED = frozenset(State) - {State.QUEUED, State.RUNNING}


def _id() -> str:
    return uuid4().hex


def _now() -> datetime:
    return datetime.now(UTC)


class SchoolRow(SQLModel, table=True):
    """A school as uploaded (validated), with the warnings of its data."""

    __tablename__ = "school"
    id: str = Field(default_factory=_id, primary_key=True)
    name: str
    filename: str
    learners: int
    created: datetime = Field(default_factory=_now)
    data: str
    warnings: str = "[]"

    def school(self) -> School:
        """The school itself."""
        return School.model_validate_json(self.data)


class JobRow(SQLModel, table=True):
    """One run of the solver. Its plan, if any, has the same id."""

    __tablename__ = "job"
    id: str = Field(default_factory=_id, primary_key=True)
    school_id: str = Field(foreign_key="school.id", index=True)
    state: State = State.QUEUED
    time_limit: float | None = 60
    work_limit: int | None = None
    workers: int | None = None
    seed: int = 1
    created: datetime = Field(default_factory=_now)
    stop_asked: bool = False
    process: int | None = None
    message_nl: str = ""
    message_en: str = ""


class ProgressRow(SQLModel, table=True):
    """One moment of a search."""

    __tablename__ = "progress"
    number: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(foreign_key="job.id", index=True)
    data: str

    def progress(self) -> Progress:
        """The moment itself."""
        return Progress.model_validate_json(self.data)


class PlanRow(SQLModel, table=True):
    """The best plan of a job so far; ``final`` when the search is over."""

    __tablename__ = "plan"
    id: str = Field(primary_key=True, foreign_key="job.id")
    school_id: str = Field(foreign_key="school.id", index=True)
    data: str
    final: bool = False

    def plan(self) -> Plan:
        """The plan itself."""
        return Plan.model_validate_json(self.data)


def open_store(file: Path) -> Engine:
    """The database, made when it is not there; several processes may use it at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    SQLModel.metadata.create_all(engine)
    return engine


def latest(session: Session, job_id: str) -> Progress | None:
    """The last progress of a job."""
    query = (
        select(ProgressRow)
        .where(ProgressRow.job_id == job_id)
        .order_by(col(ProgressRow.number).desc())
        .limit(1)
    )
    row = session.exec(query).first()
    return None if row is None else row.progress()


def remove_school(session: Session, school_id: str) -> None:
    """Remove a school with its jobs, progress and plans: people's data must be removable."""
    for job in session.exec(select(JobRow).where(JobRow.school_id == school_id)).all():
        remove_job(session, job.id)
    session.delete(session.get_one(SchoolRow, school_id))


def remove_job(session: Session, job_id: str) -> None:
    """Remove a job with its progress and plan."""
    plan = session.get(PlanRow, job_id)
    if plan is not None:
        session.delete(plan)
    for row in session.exec(select(ProgressRow).where(ProgressRow.job_id == job_id)).all():
        session.delete(row)
    session.flush()
    session.delete(session.get_one(JobRow, job_id))
