"""Stopping: the best plan so far is kept; and nobody ever sees a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

import scheduler.cli.plan as plan_command
import scheduler.planning as planning
from models import Text, Violation
from scheduler.export import read_plan
from tests.scheduler.cli.conftest import Run, start
from tests.scheduler.cli.schools import puzzling


def stop_when_improving(child: subprocess.Popen[str], number: signal.Signals) -> tuple[str, str]:
    """Send a signal once the search improves a plan; what was said on stdout and stderr."""
    assert child.stderr is not None
    seen = ""
    for line in child.stderr:
        seen += line
        if "verbeteren" in line or "eerste rooster" in line or "lopende" in line:
            break
    time.sleep(0.3)
    child.send_signal(number)
    out, rest = child.communicate(timeout=60)
    return out, seen + rest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_and_writes_the_best_plan(tmp_path: Path, number: signal.Signals) -> None:
    target = tmp_path / "result"
    child = start("plan", puzzling(tmp_path), "--out", target, "--time-limit", "600", "--json")
    out, err = stop_when_improving(child, number)
    assert child.returncode == 0, err
    assert "het beste rooster tot nu toe wordt bewaard" in err
    assert "Traceback" not in err
    told = json.loads(out.splitlines()[-1])
    assert told["stop"] == "user"
    assert told["hard_violations"] == 0
    assert told["seconds"] < 60
    assert len(read_plan(target).placements) == told["placed"]
    assert (target / "report.html").exists()


def test_a_signal_before_there_is_anything_to_keep_ends_quietly(tmp_path: Path) -> None:
    child = start("plan", puzzling(tmp_path), "--out", tmp_path / "result")
    time.sleep(0.2)  # the libraries are still loading
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert "Traceback" not in out + err
    assert child.returncode in (0, 130, -signal.SIGINT)


def test_nobody_reading_on_is_no_accident(template: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as nowhere:
        child = start("check-input", template, stdout=nowhere)
        _, err = child.communicate(timeout=60)
    assert err == ""


def test_marks_that_a_terminal_cannot_show_stop_nothing(tmp_path: Path) -> None:
    child = start("check-input", tmp_path / "x", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    _, err = child.communicate(timeout=60)
    assert child.returncode == 2
    assert "Dit bestand of deze map bestaat niet." in err


def test_a_mistake_of_our_own_is_told_kindly_and_logged(
    run: Run, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an inner secret")

    monkeypatch.setattr(plan_command, "make_plan", broken)
    told = run("plan", template, "--out", tmp_path, "--json")
    assert told.code == 1
    assert "Er ging iets mis in het programma zelf" in told.said
    assert "inner secret" not in told.said
    log = Path(told.data["log"])
    assert "an inner secret" in log.read_text("utf-8")
    assert str(log) in told.err
    log.unlink()


def test_a_plan_that_the_checker_refuses_is_never_written(
    run: Run, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        violations = (Violation("busy", Text(nl="bezet", en="busy")),)
        objective = 0

    monkeypatch.setattr(planning, "check", lambda *_: Refusing())
    told = run("plan", template, "--out", tmp_path / "result", "--work-limit", "2")
    assert told.code == 1
    assert list((tmp_path / "result").iterdir()) == []
