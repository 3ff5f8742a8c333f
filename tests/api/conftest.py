from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from scheduler.workbook import write_template


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("book") / "voorbeeld.xlsx"
    write_template(file)
    return file


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = ServerSettings(folder=tmp_path_factory.mktemp("data"), upload_bytes=2**20)
    with TestClient(create_app(settings), base_url="http://localhost") as made:
        yield made


def send(client: TestClient, file: Path, name: str = "school.xlsx") -> Any:
    with file.open("rb") as stream:
        return client.post("/api/v1/schools", files={"file": (name, stream)})


def ended(client: TestClient, job: str, seconds: float = 60) -> dict[str, Any]:
    """The job when it has ended."""
    for _ in range(int(seconds / 0.2)):
        found: dict[str, Any] = client.get(f"/api/v1/jobs/{job}").json()
        if found["state"] not in ("queued", "running"):
            return found
        time.sleep(0.2)
    raise AssertionError(f"job did not end: {found}")
