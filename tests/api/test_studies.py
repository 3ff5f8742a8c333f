"""Intake policies through the API: a job with progress, its figures, report and tables."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import ended, send

pytestmark = pytest.mark.xdist_group("api")
QUICK = {"years": 1, "replications": 6, "audit": 0}


@pytest.fixture(scope="module")
def school(client: TestClient, workbook: Path) -> str:
    identity: str = send(client, workbook).json()["id"]
    return identity


@pytest.fixture(scope="module")
def job(client: TestClient, school: str) -> dict[str, Any]:
    """A study of the template's own policies and sweep that has ended."""
    started = client.post(f"/api/v1/schools/{school}/studies", json=QUICK)
    assert started.status_code == 202, started.text
    assert started.headers["location"] == f"/api/v1/jobs/{started.json()['id']}"
    return ended(client, started.json()["id"], 120)


def test_the_policies_on_the_sheet_of_a_workbook_are_those_of_the_school(
    client: TestClient, school: str
) -> None:
    found = client.get(f"/api/v1/schools/{school}/policies").json()
    assert [p["reference"] for p in found] == ["nu", "momenten"]
    assert found[1]["rules"][0]["moments"] == [6, 17, 36, 46]
    assert found[1]["rules"][0]["bridging"]["seats"] == 15


def test_a_study_ends_with_intervals_for_every_policy(
    client: TestClient, job: dict[str, Any]
) -> None:
    assert (job["state"], job["kind"], job["done"], job["replications"]) == (
        "done", "policies", 6, 6,
    )  # fmt: skip
    found = client.get(job["study"]).json()
    names = ["nu", "momenten", "nu threshold=6", "nu threshold=8", "nu threshold=12"]
    assert list(found["policies"]) == names
    mean, low, high = found["policies"]["nu"]["wait_p90"]
    assert low <= mean <= high
    assert job["figures"]["nu"]["wait_p90"] == [mean, low, high]
    assert set(found["pareto"]) <= set(names)
    assert found["audit"] == {
        "weeks": 0, "not_compared": names, "violations": 0, "excess": None,
    }  # fmt: skip


def test_a_study_comes_as_report_tables_and_archive(
    client: TestClient, job: dict[str, Any]
) -> None:
    report = client.get(f"{job['study']}/report")
    assert "Hoe zeker is dit?" in report.text
    assert "sandbox" in report.headers["content-security-policy"]
    book = client.get(f"{job['study']}/tables/summary.csv")
    assert book.headers["content-type"].startswith("text/csv")
    assert "wait_p90" in book.text
    rows = pd.read_parquet(io.BytesIO(client.get(f"{job['study']}/tables/waits.parquet").content))
    assert set(rows["policy"]) == set(job["figures"])
    people = client.get(f"{job['study']}/tables/people.parquet").content
    assert set(pd.read_parquet(io.BytesIO(people))["policy"]) == set(job["figures"])
    with zipfile.ZipFile(io.BytesIO(client.get(f"{job['study']}/zip").content)) as archive:
        assert {
            "report.html", "summary.csv", "instroombeleid.csv", "aanmeldingen.csv", "people.csv",
        } <= set(archive.namelist())  # fmt: skip
        neighbours = archive.read("instroom.csv").decode("utf-8-sig")
    assert "Veldhoven;altijd;12;4" in neighbours, "the sheet Instroom of the upload"
    assert "Buurgemeenten;bij samenwerking" in neighbours
    assert client.get(f"{job['study']}/tables/other.csv").status_code == 422
    assert client.get("/api/v1/studies/nothing").status_code == 404


def test_the_events_of_a_study_tell_its_figures_and_its_end(
    client: TestClient, job: dict[str, Any]
) -> None:
    text = client.get(f"/api/v1/jobs/{job['id']}/events").text
    assert "event: end" in text
    assert "wait_p90" in text


def test_policies_in_full_are_tried_in_the_language_asked_for(
    client: TestClient, school: str
) -> None:
    policy = {
        "reference": "mine", "nl": "Het mijne", "en": "My own",
        "rules": [{"every_weeks": 2, "threshold": 6, "entry": "always"}],
    }  # fmt: skip
    body = {**QUICK, "replications": 2, "policies": [policy], "names": ["nu"]}
    started = client.post(f"/api/v1/schools/{school}/studies?language=en", json=body).json()
    after = ended(client, started["id"], 120)
    assert list(after["figures"]) == ["mine", "nu"]
    assert "My own" in client.get(f"{after['study']}/report").text


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ({"years": 0}, ("field", "years"), "1 of meer"),
        ({"policies": [{"reference": "x"}]}, ("field", "policies.0.nl"), "ontbreekt"),
        ({"names": ["geen"]}, ("sheet", "names"), "'geen' bestaat niet"),
        ({"sweeps": [{"field": "threshold", "values": ["always"]}]},
         ("field", "sweeps.0.values"), "'altijd' past hier niet"),
        ({"policies": [{"reference": "x", "nl": "x", "en": "x",
                        "rules": [{"every_weeks": 2, "moments": [3]}]}]},
         ("field", "policies.0.rules.0.moments"), "kies één van beide"),
        ({"policies": [{"reference": "x", "nl": "x", "en": "x",
                        "rules": [{"offerings": ["NEE"]}]}]},
         ("sheet", "policies"), "noemt het aanbod 'NEE'"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_place(
    client: TestClient, school: str, body: dict[str, Any], place: tuple[str, str], told: str
) -> None:
    answer = client.post(f"/api/v1/schools/{school}/studies", json=body)
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert errors[0][place[0]] == place[1]
    assert told in errors[0]["message"]


def test_names_and_offerings_that_are_not_there_are_told_together(
    client: TestClient, school: str
) -> None:
    policy = {"reference": "x", "nl": "x", "en": "x", "rules": [{"offerings": ["NEE"]}]}
    answer = client.post(
        f"/api/v1/schools/{school}/studies", json={"policies": [policy], "names": ["geen"]}
    )
    told = [error["message"] for error in answer.json()["errors"]]
    assert len(told) == 2
    assert "'NEE'" in told[0]
    assert "'geen' bestaat niet" in told[1]


def test_a_long_study_can_be_stopped_reports_so_far_and_goes_on(
    client: TestClient, school: str
) -> None:
    body = {"years": 1, "replications": 4000, "audit": 0, "names": ["nu"]}
    job = client.post(f"/api/v1/schools/{school}/studies", json=body).json()["id"]
    assert client.post(f"/api/v1/jobs/{job}/resume").status_code == 409
    for _ in range(300):
        if (client.get(f"/api/v1/jobs/{job}").json()["done"] or 0) >= 5:
            break
        time.sleep(0.2)
    client.post(f"/api/v1/jobs/{job}/stop")
    after = ended(client, job, 120)
    assert after["state"] == "stopped"
    assert 2 <= client.get(after["study"]).json()["replications"] < 4000
    assert client.post(f"/api/v1/jobs/{job}/resume").status_code == 202
    client.post(f"/api/v1/jobs/{job}/stop")
    again = ended(client, job, 120)
    assert again["state"] == "stopped"
    assert client.delete(f"/api/v1/jobs/{job}").status_code == 204
    assert client.get(f"/api/v1/studies/{job}").status_code == 404
