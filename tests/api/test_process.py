"""The server as a real process: quick while solving, and nothing lost when it is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from scheduler.generate import generate
from scheduler.workbook import write_workbook

pytestmark = pytest.mark.xdist_group("api")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [sys.executable, "-c", "from scheduler.cli import main; main()", "serve"]
    process = subprocess.Popen([*command, "--port", str(port), "--data", str(folder)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(450):  # a loaded machine takes its time to load the libraries
                try:
                    client.get("/api/v1/schools")
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield client, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    write_workbook(generate("roermond", 120, 3), tmp_path / "r.xlsx")
    with serving(tmp_path / "data") as (client, process):
        with (tmp_path / "r.xlsx").open("rb") as stream:
            school = client.post("/api/v1/schools", files={"file": ("r.xlsx", stream)}).json()["id"]
        job = client.post(f"/api/v1/schools/{school}/plans", json={"time_limit": 600}).json()["id"]
        for _ in range(300):
            if client.get(f"/api/v1/jobs/{job}").json()["plan"]:
                break
            time.sleep(0.2)
        began = time.monotonic()
        assert client.get("/api/v1/schools").status_code == 200
        assert time.monotonic() - began < 2, "the server is slow while a plan is made"
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
    with serving(tmp_path / "data") as (client, _):
        found = client.get(f"/api/v1/jobs/{job}").json()
        assert found["state"] == "interrupted"
        plan = client.get(found["plan"]).json()
        assert plan["placements"]
        assert plan["run"]["objective"] > 0
        assert client.get(f"{found['plan']}/report").status_code == 200


def test_a_study_goes_on_where_a_killed_server_left_it(tmp_path: Path) -> None:
    write_workbook(generate("roermond", 120, 3), tmp_path / "r.xlsx")
    body = {"years": 3, "replications": 200, "audit": 0, "names": ["nu"]}
    with serving(tmp_path / "data") as (client, process):
        with (tmp_path / "r.xlsx").open("rb") as stream:
            school = client.post("/api/v1/schools", files={"file": ("r.xlsx", stream)}).json()["id"]
        job = client.post(f"/api/v1/schools/{school}/studies", json=body).json()["id"]
        for _ in range(600):
            if client.get(f"/api/v1/jobs/{job}").json()["done"]:
                break
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
    with serving(tmp_path / "data") as (client, _):
        found = client.get(f"/api/v1/jobs/{job}").json()
        assert found["state"] == "interrupted"
        assert client.post(f"/api/v1/jobs/{job}/resume").status_code == 202
        for _ in range(300):
            found = client.get(f"/api/v1/jobs/{job}").json()
            if found["state"] == "done":
                break
            time.sleep(0.2)
        assert (found["state"], found["done"]) == ("done", 200)
        assert client.get(f"{found['study']}/report").status_code == 200


def test_the_server_listens_on_this_computer_only(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (client, process):
        assert client.get("/").status_code == 200
        listening = Path(f"/proc/{process.pid}/net/tcp").read_text().splitlines()[1:]
        port = f"{client.base_url.port:04X}"
        hosts = {
            line.split()[1].split(":")[0]
            for line in listening
            if line.split()[1].endswith(f":{port}") and line.split()[3] == "0A"
        }
        assert hosts == {"0100007F"}  # 127.0.0.1 in the kernel's byte order
