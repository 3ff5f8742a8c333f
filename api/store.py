"""What is stored: schools, jobs with their progress, plans, studies. SQLite through SQLModel;
the files of a study lie in a folder beside the database.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, event
from sqlmodel import Field, Session, SQLModel, col, create_engine, select

from models import Plan, Progress, Record, School
from models.intake import IntakePolicy
from scheduler.laboratory.study import Question


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
    """One run of the solver, or of the intake laboratory when there is a :class:`StudyRow` of
    the same id. Its plan, if any, has the same id too.
    """

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
    """One moment of a job: a :class:`models.Progress`, or a :class:`StudyProgress`."""

    __tablename__ = "progress"
    number: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(foreign_key="job.id", index=True)
    data: str

    def progress(self) -> Progress:
        """The moment of a search for a plan."""
        return Progress.model_validate_json(self.data)

    def study_progress(self) -> StudyProgress:
        """The moment of a study."""
        return StudyProgress.model_validate_json(self.data)


class StudyProgress(Record):
    """How far a study is: replications done, and the main figures so far by policy (mean and
    both ends of the interval).
    """

    seconds: float
    done: int
    of: int
    figures: dict[str, dict[str, list[float | None]]] = Field(default_factory=dict)


class StudyRow(SQLModel, table=True):
    """What a study asks, as a :class:`StudyOrder`, and what it found so far (JSON of
    :func:`scheduler.laboratory.study.result`; empty before it has ended).
    """

    __tablename__ = "study"
    id: str = Field(primary_key=True, foreign_key="job.id")
    school_id: str = Field(foreign_key="school.id", index=True)
    language: str = "nl"
    data: str
    result: str = ""

    def order(self) -> StudyOrder:
        """What is asked."""
        return StudyOrder.model_validate_json(self.data)


class StudyOrder(Record):
    """Policies, sweeps already worked out, and the question about them."""

    policies: tuple[IntakePolicy, ...]
    question: Question


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


def study_folder(session: Session, job_id: str) -> Path:
    """Where the files of a study lie."""
    database = session.get_bind().engine.url.database
    assert database is not None  # it is always a file
    return Path(database).parent / "studies" / job_id


def latest(session: Session, job_id: str) -> ProgressRow | None:
    """The last progress of a job."""
    query = (
        select(ProgressRow)
        .where(ProgressRow.job_id == job_id)
        .order_by(col(ProgressRow.number).desc())
        .limit(1)
    )
    return session.exec(query).first()


def remove_school(session: Session, school_id: str) -> None:
    """Remove a school with its jobs, progress and plans: people's data must be removable."""
    for job in session.exec(select(JobRow).where(JobRow.school_id == school_id)).all():
        remove_job(session, job.id)
    session.delete(session.get_one(SchoolRow, school_id))


def remove_job(session: Session, job_id: str) -> None:
    """Remove a job with its progress, and its plan or study with all files."""
    plan, study = session.get(PlanRow, job_id), session.get(StudyRow, job_id)
    if plan is not None:
        session.delete(plan)
    if study is not None:
        shutil.rmtree(study_folder(session, job_id), ignore_errors=True)
        session.delete(study)
    for row in session.exec(select(ProgressRow).where(ProgressRow.job_id == job_id)).all():
        session.delete(row)
    session.flush()
    session.delete(session.get_one(JobRow, job_id))
