"""``instroom policies``: from a source to figures, a report, and answers in plain words."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pandas as pd

from tests.scheduler.cli.conftest import Run

ZUTPHEN = Path(str(resources.files("examples"))) / "zutphen"
QUICK = ("--years", "1", "--replications", "2", "--jobs", "1", "--audit", "0")


def test_the_six_of_the_example_are_tried_and_everything_is_written(
    run: Run, tmp_path: Path
) -> None:
    told = run("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--json")
    assert told.code == 0
    assert len(told.data["policies"]) == 6
    assert set(told.data["pareto"]) <= set(told.data["policies"])
    for name in ("summary", "replications", "waits", "weeks", "audit", "fidelity"):
        assert (tmp_path / f"{name}.csv").exists()
        assert (tmp_path / f"{name}.parquet").exists()
    assert len(pd.read_parquet(tmp_path / "fidelity.parquet")) == 4
    assert "Klopt het met het onderzoek?" in (tmp_path / "report.html").read_text("utf-8")


def test_policies_are_chosen_by_name_and_swept(run: Run, tmp_path: Path) -> None:
    told = run(
        "policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", "kwartaal",
        "--sweep", "threshold=6,12", "--language", "en", "--json",
    )  # fmt: skip
    assert told.code == 0
    assert list(told.data["policies"]) == [
        "kwartaal",
        "kwartaal threshold=6",
        "kwartaal threshold=12",
    ]
    assert "Four fixed intake moments" in told.said


def test_a_finished_run_is_taken_up_and_says_the_same(run: Run, tmp_path: Path) -> None:
    words = ("policies", ZUTPHEN, "--out", tmp_path, *QUICK, "--policy", "nu", "--json")
    first = run(*words)
    parts = {p: p.stat().st_mtime_ns for p in (tmp_path / "parts").glob("*.npz")}
    again = run(*words, "--resume")
    assert first.data["policies"] == again.data["policies"]
    assert parts == {p: p.stat().st_mtime_ns for p in (tmp_path / "parts").glob("*.npz")}


def test_an_unknown_policy_is_refused_with_the_names_there_are(run: Run, tmp_path: Path) -> None:
    told = run("policies", ZUTPHEN, "--out", tmp_path, "--policy", "weetniet", "--json")
    assert told.code == 2
    assert "'weetniet' bestaat niet" in told.said
    assert "kwartaal" in told.said
    assert told.data["error"] == "input"


def test_numbers_out_of_range_and_sweeps_that_make_no_sense_are_refused(
    run: Run, tmp_path: Path
) -> None:
    assert run("policies", ZUTPHEN, "--out", tmp_path, "--replications", "1").code == 2
    assert run("policies", ZUTPHEN, "--out", tmp_path, "--years", "0").code == 2
    told = run("policies", ZUTPHEN, "--out", tmp_path, "--sweep", "drempel=3")
    assert told.code == 2
    assert "threshold=6,8,10,12" in told.said


def test_a_school_without_an_inflow_of_its_own_uses_its_past_registrations(
    run: Run, template: Path, tmp_path: Path
) -> None:
    told = run("policies", template, "--out", tmp_path, *QUICK, "--policy", "nu", "--json")
    assert told.code == 0
    assert list(told.data["policies"]) == ["nu"]
