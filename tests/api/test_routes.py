"""What the API promises, route by route."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from scheduler.workbook import write_csv_folder
from scheduler.workbook.example import example_school
from tests.api.conftest import ended, send
from tests.scheduler.workbook.files import example

pytestmark = pytest.mark.xdist_group("api")


@pytest.fixture(scope="module")
def job(client: TestClient, workbook: Path) -> dict[str, Any]:
    """A job on the template's example that has ended."""
    school = send(client, workbook).json()
    started = client.post(f"/api/v1/schools/{school['id']}/plans", json={"time_limit": 20})
    assert started.status_code == 202
    assert started.headers["location"] == f"/api/v1/jobs/{started.json()['id']}"
    return ended(client, started.json()["id"])


def test_an_uploaded_workbook_becomes_a_school(client: TestClient, workbook: Path) -> None:
    answer = send(client, workbook, "..\\..\\mijn school.xlsx")
    assert answer.status_code == 201
    body = answer.json()
    assert (body["name"], body["learners"]) == ("Voorbeeldschool", 26)
    assert body["filename"] == "mijn school.xlsx"
    assert client.get(answer.headers["location"]).json()["id"] == body["id"]


def test_a_zip_of_csv_files_is_a_school_too(client: TestClient, tmp_path: Path) -> None:
    write_csv_folder(example_school(), tmp_path / "csv")
    with zipfile.ZipFile(tmp_path / "school.zip", "w") as archive:
        for file in (tmp_path / "csv").iterdir():
            archive.write(file, file.name)
    assert send(client, tmp_path / "school.zip", "school.zip").status_code == 201


def test_everything_wrong_comes_back_located(
    client: TestClient, workbook: Path, tmp_path: Path
) -> None:
    book = load_workbook(workbook)
    sheet = book["Cursisten"]
    headers = [c.value for c in sheet[1]]
    sheet.cell(5, headers.index("Niveau") + 1, "A9")
    sheet.cell(7, headers.index("Huidige klas") + 1, "K99")
    book.save(tmp_path / "fout.xlsx")
    answer = send(client, tmp_path / "fout.xlsx")
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    found = [(e["sheet"], e["row"], e["column"]) for e in answer.json()["errors"]]
    assert ("Cursisten", 5, "Niveau") in found
    assert ("Cursisten", 7, "Huidige klas") in found
    assert "A9" in answer.text


def test_columns_that_are_not_used_come_back_with_the_school(
    client: TestClient, tmp_path: Path
) -> None:
    book = example()
    for number, row in enumerate(book.sheets["Aanmeldingen"]):
        row.append("Telefoon" if number == 0 else None)
    answer = send(client, book.save(tmp_path / "school.xlsx"))
    assert answer.status_code == 201
    (told,) = answer.json()["warnings"]
    assert (told["sheet"], told["row"], told["column"]) == ("Aanmeldingen", 1, "Telefoon")
    assert told["line"].startswith("Aanmeldingen, rij 1, kolom “Telefoon”: Deze kolom wordt niet")
    kept = client.get(answer.headers["location"]).json()["warnings"]
    assert kept == [told]


def test_problems_are_told_in_english_on_request(client: TestClient) -> None:
    dutch = client.get("/api/v1/jobs/nothing").json()["title"]
    english = client.get("/api/v1/jobs/nothing", headers={"Accept-Language": "en-GB"}).json()[
        "title"
    ]
    assert (dutch, english) == ("Deze opdracht bestaat niet", "There is no such job")


def test_a_file_that_is_no_workbook_is_refused_by_its_own_name(
    client: TestClient, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xd8\xff picture")
    answer = send(client, tmp_path / "x", "foto.xlsx")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["sheet"] == "foto.xlsx"


def test_a_file_above_the_limit_is_refused(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"0" * (2**20 + 1))
    assert send(client, tmp_path / "big").status_code == 413


def test_what_claims_to_be_far_too_large_is_refused_unread(client: TestClient) -> None:
    answer = client.post("/api/v1/schools", headers={"Content-Length": str(2**40)}, content=b"")
    assert answer.status_code == 413


def test_a_small_school_is_planned_to_proven_optimality(job: dict[str, Any]) -> None:
    assert job["state"] == "done"
    assert job["gap"] == 0
    assert job["objective"] == job["bound"]
    assert job["placed"] == 26


@pytest.mark.parametrize("body", [{"time_limit": 0}, {"time_limit": "x"}, {"workers": -1}])
def test_impossible_settings_are_refused(
    client: TestClient, workbook: Path, body: dict[str, Any]
) -> None:
    school = send(client, workbook).json()["id"]
    answer = client.post(f"/api/v1/schools/{school}/plans", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == next(iter(body))


def test_a_plan_comes_in_every_form(client: TestClient, job: dict[str, Any]) -> None:
    plan = client.get(job["plan"]).json()
    assert len(plan["placements"]) == 26
    assert (
        sum(line["cost"] for line in client.get(f"{job['plan']}/score").json())
        == (plan["run"]["objective"])
    )
    assert client.get(f"{job['plan']}/waiting").json() == []
    assert client.get(f"{job['plan']}/notices").json() == []
    assert client.get(f"{job['plan']}/xlsx").content[:2] == b"PK"
    for kind, reference in (
        ("class", "K1"),
        ("teacher", "D1"),
        ("room", "L1"),
        ("learner", "C01"),
    ):
        text = client.get(f"{job['plan']}/calendar/{kind}/{reference}.ics").text
        assert "BEGIN:VEVENT" in text
    assert client.get(f"{job['plan']}/calendar/room/L99.ics").status_code == 404


def test_everything_comes_in_one_archive(client: TestClient, job: dict[str, Any]) -> None:
    answer = client.get(f"{job['plan']}/zip?language=en")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
    assert {"report.html", "plan.xlsx", "plan.json", "changes.csv"} <= names
    assert sum(name.startswith("ics/learners/") for name in names) == 26


def test_every_answer_is_described_with_its_form(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    routes = [(path, verb, route) for path, verbs in paths.items() for verb, route in verbs.items()]
    assert len(routes) > 15
    for path, verb, route in routes:
        for status, answer in route["responses"].items():
            assert status == "204" or answer.get("content"), (path, verb, status)
            if status.startswith("4") and "application/json" not in answer["content"]:
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema["properties"]["errors"]["examples"]
        if "{" in path:
            assert "404" in route["responses"], (path, verb)


def test_a_mistake_in_the_program_is_a_problem_document_too(client: TestClient) -> None:
    app = client.app
    app.add_api_route("/broken", lambda: 1 / 0)  # type: ignore[attr-defined]
    answer = TestClient(app, "http://localhost", raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "programma zelf" in answer.json()["title"]


def test_impossible_settings_are_told_in_the_language_of_the_reader(
    client: TestClient, workbook: Path
) -> None:
    school = send(client, workbook).json()["id"]
    address, body = f"/api/v1/schools/{school}/plans", {"time_limit": -4, "workers": "veel"}
    told = client.post(address, json=body).json()["errors"]
    assert [e["message"] for e in told] == ["moet groter zijn dan 0.0", "is geen getal"]
    english = client.post(f"{address}?language=en", json=body).json()["errors"]
    assert english[1]["message"] == "is not a number"


def test_figures_are_plotly_json(client: TestClient, job: dict[str, Any]) -> None:
    names = client.get(f"{job['plan']}/figures").json()
    assert "week_by_class" in names
    for name in names:
        assert {"data", "layout"} <= client.get(f"{job['plan']}/figures/{name}").json().keys()
    assert client.get(f"{job['plan']}/figures/learner/C01").json()["data"]
    assert client.get(f"{job['plan']}/figures/learner/nobody").status_code == 404
    assert client.get(f"{job['plan']}/figures/nothing").status_code == 404


def test_the_report_runs_in_a_sandbox(client: TestClient, job: dict[str, Any]) -> None:
    answer = client.get(f"{job['plan']}/report")
    assert "Voorbeeldschool" in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]


def test_events_tell_the_course_and_the_end(client: TestClient, job: dict[str, Any]) -> None:
    text = client.get(f"/api/v1/jobs/{job['id']}/events").text
    assert "event: end" in text
    assert job["plan"] in text


def test_a_long_job_can_be_stopped_and_keeps_its_plan(client: TestClient, tmp_path: Path) -> None:
    from scheduler.generate import generate
    from scheduler.workbook import write_workbook

    write_workbook(generate("roermond", 120, 3), tmp_path / "r.xlsx")
    school = send(client, tmp_path / "r.xlsx").json()["id"]
    job = client.post(f"/api/v1/schools/{school}/plans", json={"time_limit": 300}).json()["id"]
    assert client.delete(f"/api/v1/schools/{school}").status_code == 409
    assert client.delete(f"/api/v1/jobs/{job}").status_code == 409
    assert _has_a_plan(client, job)
    client.post(f"/api/v1/jobs/{job}/stop")
    after = ended(client, job)
    assert after["state"] == "stopped"
    assert client.get(after["plan"]).json()["run"]["stop"] == "user"


def _has_a_plan(client: TestClient, job: str) -> bool:
    import time

    for _ in range(200):
        if client.get(f"/api/v1/jobs/{job}").json()["plan"]:
            return True
        time.sleep(0.2)
    return False


def test_what_was_uploaded_can_be_removed(client: TestClient, workbook: Path) -> None:
    school = send(client, workbook).json()["id"]
    job = client.post(f"/api/v1/schools/{school}/plans", json={"time_limit": 5}).json()["id"]
    ended(client, job)
    assert client.delete(f"/api/v1/schools/{school}").status_code == 204
    for gone in (f"schools/{school}", f"jobs/{job}", f"plans/{job}"):
        assert client.get(f"/api/v1/{gone}").status_code == 404


def test_contradictions_end_a_job_with_what_contradicts(client: TestClient, tmp_path: Path) -> None:
    from datetime import timedelta

    from scheduler.workbook import write_workbook

    school = example_school()
    twin = school.classes[0].model_copy(
        update={"reference": "K2", "started_on": school.start - timedelta(weeks=3)}
    )
    write_workbook(
        school.model_copy(update={"classes": (*school.classes, twin)}), tmp_path / "t.xlsx"
    )
    uploaded = send(client, tmp_path / "t.xlsx").json()["id"]
    job = client.post(f"/api/v1/schools/{uploaded}/plans", json={"time_limit": 10}).json()["id"]
    after = ended(client, job)
    assert after["state"] == "infeasible"
    assert "docent" in after["message"] or "lokaal" in after["message"]


def test_other_hosts_and_origins_are_refused(client: TestClient, workbook: Path) -> None:
    assert client.get("/api/v1/schools", headers={"Host": "evil.example"}).status_code == 400
    with workbook.open("rb") as stream:
        answer = client.post(
            "/api/v1/schools",
            files={"file": ("a.xlsx", stream)},
            headers={"Origin": "http://evil.example"},
        )
    assert answer.status_code == 403


def test_the_api_describes_itself(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) >= 15
    assert all(verb["summary"] for path in paths.values() for verb in path.values())


def test_the_template_can_be_downloaded(client: TestClient) -> None:
    assert client.get("/api/v1/template").content[:2] == b"PK"
