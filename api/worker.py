"""One job in a process of its own: ``python -m api.worker DATABASE JOB``."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlmodel import Session

from api.planning import Planning
from api.store import StudyRow, open_store
from api.studying import Studying
from api.work import Work


def work_of(database: Path, job_id: str) -> Work:
    """What a job is: a study when one is stored for it, else a plan."""
    with Session(open_store(database)) as session:
        is_study = session.get(StudyRow, job_id) is not None
    return Studying(database, job_id) if is_study else Planning(database, job_id)


if __name__ == "__main__":
    work_of(Path(sys.argv[1]), sys.argv[2]).run()
