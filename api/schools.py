"""Routes for schools: upload, look, remove; and starting a plan for one."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile
from sqlmodel import col, select

from api.dependencies import SchoolDep, SessionDep, SettingsDep
from api.language import LanguageDep
from api.problems import ApiProblem, described, located
from api.store import ENDED, JobRow, SchoolRow, remove_school
from api.views import JobView, PlanRequest, SchoolView, job_view
from models import Text
from scheduler.workbook import read_source, write_template

router = APIRouter(tags=["schools"])

_LARGE = Text(nl="Het bestand is te groot", en="The file is too large")
_WRONG = Text(nl="De gegevens kloppen nog niet", en="The data are not right yet")
_BUSY = Text(
    nl="Er loopt nog een opdracht voor deze school; stop die eerst",
    en="A job for this school is still running; stop it first",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _view(row: SchoolRow) -> SchoolView:
    return SchoolView(
        **row.model_dump(exclude={"data", "warnings"}), warnings=json.loads(row.warnings)
    )


@router.post(
    "/schools",
    status_code=201,
    summary="Upload a workbook, or a zip of CSV files",
    responses=described(
        s413="The file is too large", s422="Wrong data: every error, with its place"
    ),
)
def upload(
    file: Annotated[UploadFile, File(description=".xlsx, or .zip of CSV files")],
    session: SessionDep,
    settings: SettingsDep,
    language: LanguageDep,
    response: Response,
) -> SchoolView:
    """Everything wrong with the file comes back at once (422), each with sheet, row, column."""
    data = file.file.read(settings.upload_bytes + 1)
    if len(data) > settings.upload_bytes:
        raise ApiProblem(413, _LARGE)
    name = Path((file.filename or "upload").replace("\\", "/")).name[:120] or "upload"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()[:8]}"
        path.write_bytes(data)
        read = read_source(path)
    found = [located(p, language) for p in read.problems]
    for error in found:
        if error["sheet"].startswith("upload"):
            error["line"] = error["line"].replace(error["sheet"], name, 1)
            error["sheet"] = name
    if read.school is None:
        raise ApiProblem(422, _WRONG, found)
    row = SchoolRow(
        name=read.school.name,
        filename=name,
        learners=len(read.school.learners),
        data=read.school.model_dump_json(),
        warnings=json.dumps(found),
    )
    session.add(row)
    session.commit()
    response.headers["Location"] = f"/api/v1/schools/{row.id}"
    return _view(row)


@router.get("/schools", summary="All schools, the newest first")
def schools(session: SessionDep) -> list[SchoolView]:
    """Without their data."""
    query = select(SchoolRow).order_by(col(SchoolRow.created).desc())
    return [_view(row) for row in session.exec(query).all()]


@router.get(
    "/schools/{school_id}", summary="One school", responses=described(s404="No such school")
)
def school(row: SchoolDep) -> SchoolView:
    """Name, size and the warnings of its data."""
    return _view(row)


@router.delete(
    "/schools/{school_id}",
    status_code=204,
    summary="Remove a school with its plans and studies",
    responses=described(s404="No such school", s409="A job for it is still running"),
)
def delete_school(row: SchoolDep, session: SessionDep) -> None:
    """Everything about it goes; 409 while a job is running."""
    jobs = session.exec(select(JobRow).where(JobRow.school_id == row.id)).all()
    if any(job.state not in ENDED for job in jobs):
        raise ApiProblem(409, _BUSY)
    remove_school(session, row.id)
    session.commit()


@router.post(
    "/schools/{school_id}/plans",
    status_code=202,
    summary="Start a plan",
    responses=described(s404="No such school", s422="Impossible settings"),
)
def start_plan(
    row: SchoolDep,
    request: PlanRequest,
    session: SessionDep,
    language: LanguageDep,
    response: Response,
) -> JobView:
    """Puts a job in the queue; follow it at the address in ``Location``."""
    job = JobRow(school_id=row.id, **request.model_dump())
    session.add(job)
    session.commit()
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job_view(session, job, language)


@router.get(
    "/template",
    summary="An empty workbook with an example",
    response_class=Response,
    responses={200: {"description": "An Excel workbook", "content": {XLSX: {}}}},
)
def template(language: LanguageDep) -> Response:
    """To fill in and upload."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instroom.xlsx"
        write_template(path, language)
        data = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="instroom.xlsx"'}
    return Response(data, media_type=XLSX, headers=headers)
