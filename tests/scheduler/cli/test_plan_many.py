"""``instroom plan-many``: every school of a folder, whatever happens to one of them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import distributed
import psutil
import pytest

import scheduler.cli.plan_many as plan_many
from scheduler.export import read_plan
from scheduler.region import work
from tests.scheduler.cli.conftest import Ended, Run, start
from tests.scheduler.cli.schools import contradicting, puzzling
from tests.scheduler.fleet.here import Here
from tests.scheduler.region.region import school_book, school_folder

pytestmark = pytest.mark.xdist_group("fleet")

FAST = ("--work-limit", "2")


def states(told: dict[str, Any]) -> dict[str, str]:
    return {row["key"]: row["state"] for row in told["results"]}


def reused(told: Ended) -> set[str]:
    return {row["key"] for row in told.data["results"] if row["reused"]}


def test_one_school_with_wrong_input_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    region, out = tmp_path / "Noord-Veluwe", tmp_path / "out"
    school_folder(region / "Zwolle")
    school_book(region / "Kampen.xlsx")
    contradicting(region).rename(region / "Urk.xlsx")
    (region / "Elburg.xlsx").write_text("no workbook")
    (region / "notes").mkdir()
    told = run("plan-many", region, "--out", out, *FAST, "--json")
    assert told.code == 2
    assert states(told.data) == {
        "Elburg": "refused",
        "Kampen": "planned",
        "Urk": "impossible",
        "Zwolle": "planned",
    }
    figures = told.data
    assert (figures["schools"], figures["planned"], figures["refused"]) == (4, 2, 1)
    assert figures["placed"] + figures["waiting"] == figures["learners"] == 16
    assert "2 van de 4 scholen hebben een rooster." in told.out
    assert "1 × gegevens kloppen niet" in told.out
    assert "Overgeslagen, want geen school" in told.err
    assert "✗ Elburg: Elburg.xlsx: Dit is geen Excel-werkmap." in told.err
    for name in ("Zwolle", "Kampen"):
        assert (out / name / "report.html").exists()
    assert run("check", region / "Zwolle", out / "Zwolle").code == 0
    assert "Dit is geen Excel-werkmap" in (out / "Elburg" / "problemen.txt").read_text("utf-8")
    assert "Aalbers geeft tegelijk les" in (out / "Urk" / "problemen.txt").read_text("utf-8")
    assert {f.name for f in out.glob("summary.*")} == {
        "summary.csv",
        "summary.html",
        "summary.xlsx",
    }
    assert "Noord-Veluwe" in (out / "summary.html").read_text("utf-8")


@pytest.mark.usefixtures("here")
def test_a_school_without_a_plan_gives_exit_code_3_in_english_too(run: Run, tmp_path: Path) -> None:
    school_folder(tmp_path / "in" / "Zwolle")
    contradicting(tmp_path / "in")
    words = ("--out", tmp_path / "out", *FAST, "--language", "en", "--json")
    told = run("plan-many", tmp_path / "in", *words)
    assert told.code == 3
    assert "1 of the 2 schools have a plan." in told.out
    assert "no plan possible" in told.said
    assert (tmp_path / "out" / "school" / "problems.txt").exists()
    assert '<html lang="en"' in (tmp_path / "out" / "summary.html").read_text("utf-8")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No processes: the school is planned by the test's own."""
    monkeypatch.setattr(plan_many, "Processes", Here)


@pytest.mark.usefixtures("here")
def test_a_second_run_plans_only_what_has_changed(run: Run, tmp_path: Path) -> None:
    region, out = tmp_path / "in", tmp_path / "in" / "out"
    for name in ("Zwolle", "Kampen", "Urk"):
        school_folder(region / name)
    words = ("plan-many", region, "--out", out, *FAST, "--workers", "1", "--json")
    first = run(*words)
    assert (first.code, reused(first)) == (0, set())
    again = run(*words)
    assert (again.code, reused(again)) == (0, {"Zwolle", "Kampen", "Urk"})
    assert "Niet opnieuw gepland, want niets veranderd: 3." in again.out
    figures = ("placed", "waiting", "classes", "objective", "bound")
    assert [again.data[f] for f in figures] == [first.data[f] for f in figures]
    school_folder(region / "Zwolle", "a b c d e f g h i")
    (out / "Kampen" / "plan.json").write_text("{}")
    assert reused(run(*words)) == {"Urk"}
    assert read_plan(out / "Kampen").placements
    assert reused(run(*words, "--seed", "2")) == set()
    assert reused(run(*words, "--seed", "2", "--again")) == set()


@pytest.mark.usefixtures("here")
def test_a_mistake_of_our_own_concerns_one_school_and_is_logged(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an inner secret")

    monkeypatch.setattr(work, "make_plan", broken)
    school_folder(tmp_path / "in" / "Zwolle")
    told = run("plan-many", tmp_path / "in", "--out", tmp_path / "out", *FAST, "--json")
    assert told.code == 3
    assert states(told.data) == {"Zwolle": "failed"}
    assert "Er ging iets mis in het programma zelf" in told.said
    assert "inner secret" not in told.said
    assert "an inner secret" in (tmp_path / "out" / "Zwolle" / "error.log").read_text("utf-8")


@pytest.mark.usefixtures("here")
def test_results_that_cannot_be_replaced_are_told(run: Run, tmp_path: Path) -> None:
    school_folder(tmp_path / "in" / "Zwolle")
    (tmp_path / "out" / "Zwolle" / "plan.xlsx").mkdir(parents=True)  # as if Excel kept it open
    told = run("plan-many", tmp_path / "in", "--out", tmp_path / "out", *FAST, "--json")
    assert told.code == 3
    assert states(told.data) == {"Zwolle": "unwritten"}
    assert "plan.xlsx kan niet geschreven worden" in told.said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--jobs", "0"), "Bij --jobs hoort een getal"),
        (("--jobs", "2", "--cluster", "tcp://127.0.0.1:1"), "--jobs geldt alleen op deze computer"),
        (("--cluster", "nonsense"), "antwoordt geen Dask-cluster"),
        (("--workers", "0"), "moeten groter zijn dan nul"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    school_folder(tmp_path / "in" / "Zwolle")
    told = run("plan-many", tmp_path / "in", "--out", tmp_path / "out", *words)
    assert told.code == 2
    assert message in told.said


def test_a_folder_without_schools_is_refused(run: Run, tmp_path: Path) -> None:
    told = run("plan-many", tmp_path, "--out", tmp_path / "out", "--json")
    assert told.code == 2
    assert told.data["error"] == "input"
    assert "staan geen scholen" in told.said
    assert not (tmp_path / "out").exists()


def test_a_cluster_needs_its_extra(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scheduler.fleet.cluster", None)
    school_folder(tmp_path / "in" / "Zwolle")
    told = run("plan-many", tmp_path / "in", "--out", tmp_path / "o", "--cluster", "tcp://x:1")
    assert told.code == 2
    assert "pip install 'instroom[cluster]'" in told.said


# -- signals and deaths ------------------------------------------------------------------------


def read_until(child: subprocess.Popen[str], *marks: str) -> str:
    """What is said on stderr until one of these is."""
    assert child.stderr is not None
    seen = ""
    for line in child.stderr:
        seen += line
        if any(mark in line for mark in marks):
            return seen
    raise AssertionError(seen)


def result_of(child: subprocess.Popen[str]) -> tuple[dict[str, Any], str]:
    out, err = child.communicate(timeout=90)
    assert "Traceback" not in err
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found, err


def test_ctrl_c_keeps_what_is_finished_and_the_best_so_far(tmp_path: Path) -> None:
    region, out = tmp_path / "in", tmp_path / "out"
    puzzling(region / "deep").rename(region / "Amersfoort")
    school_folder(region / "Bunnik")
    words = ("--out", out, "--time-limit", "600", "--jobs", "1", "--workers", "1", "--json")
    child = start("plan-many", region, *words)
    read_until(child, "met een klas")
    child.send_signal(signal.SIGINT)
    told, err = result_of(child)
    assert child.returncode == 3
    assert states(told) == {"Amersfoort": "stopped", "Bunnik": "left"}
    assert "het beste rooster tot nu toe wordt bewaard" in err
    assert len(read_plan(out / "Amersfoort").placements) == told["placed"] > 0
    assert (out / "summary.html").exists()
    assert not (out / ".ledger.jsonl").exists()  # a next run plans both to the end


def lanes_of(process: int) -> list[psutil.Process]:
    """Processes that plan: started one by one, or copies of the one that has the libraries."""
    found = psutil.Process(process).children(recursive=True)
    begun = [p for p in found if any(w in " ".join(p.cmdline()) for w in ("spawn_m", "forkserver"))]
    return [p for p in begun if not p.children()]


def test_a_school_whose_process_is_killed_is_planned_anew(tmp_path: Path) -> None:
    puzzling(tmp_path / "deep").rename(tmp_path / "Zwolle")
    (tmp_path / "deep").rmdir()
    words = ("--out", tmp_path / "out", "--time-limit", "2", "--jobs", "1", "--json")
    child = start("plan-many", tmp_path, *words)
    read_until(child, "Zwolle: lezen", "Zwolle: begint")
    (worker,) = lanes_of(child.pid)
    worker.kill()
    told, err = result_of(child)
    assert child.returncode == 0, err
    assert "rekenproces viel weg, probeert opnieuw" in err
    assert told["results"][0]["attempts"] == 2
    assert "rooster klaar (2×)" in err


def test_a_cluster_plans_schools_and_survives_the_death_of_a_worker(
    address: str, tmp_path: Path
) -> None:
    region, out = tmp_path / "in", tmp_path / "out"
    puzzling(region / "deep").rename(region / "Zwolle")
    (region / "deep").rmdir()
    school_folder(region / "Kampen")
    (region / "Urk.xlsx").write_text("no workbook")
    words = ("--cluster", address, "--out", out, "--time-limit", "2", "--json")
    child = start("plan-many", region, *words)
    read_until(child, "Zwolle: lezen")
    with distributed.Client(address, set_as_default=False) as client:
        busy = [worker for worker, keys in client.processing().items() if keys]
        pids = client.run(_process, workers=busy)
    psutil.Process(next(iter(pids.values()))).kill()
    told, err = result_of(child)
    assert child.returncode == 2
    assert states(told) == {"Kampen": "planned", "Urk": "refused", "Zwolle": "planned"}
    attempts = {row["key"]: row["attempts"] for row in told["results"]}
    assert attempts["Zwolle"] == 2, err
    assert (out / "Zwolle" / "report.html").exists()


def _process() -> int:
    return psutil.Process().pid
