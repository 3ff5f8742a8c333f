"""Imports point one way: models <- solver <- scheduler <- api."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import PACKAGES, ROOT, sources

LINT = "from importlinter.cli import lint_imports_command as run; run()"

WRONG = {
    "the vocabulary imports the solver": ("models/times.py", "import solver"),
    "the vocabulary imports the api": ("models/times.py", "import api.store"),
    "the solver imports the scheduler": ("solver/settings.py", "import scheduler.words"),
    "the scheduler imports the api": ("scheduler/words.py", "import api.store"),
    "the solver draws": ("solver/settings.py", "import plotly"),
    "the vocabulary speaks HTTP": ("models/times.py", "import fastapi"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages and the contracts, in a place where they may be spoilt."""
    folder = tmp_path_factory.mktemp("copy")
    for file in (*sources(*PACKAGES), ROOT / "pyproject.toml"):
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return folder


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )


def test_the_contracts_hold(copy: Path) -> None:
    told = contracts(copy)
    assert told.returncode == 0, told.stdout
    assert "2 kept, 0 broken" in told.stdout


@pytest.mark.parametrize(("name", "line"), WRONG.values(), ids=WRONG)
def test_a_wrong_import_is_caught(copy: Path, name: str, line: str) -> None:
    file = copy / name
    right = file.read_text("utf-8")
    try:
        file.write_text(f"{right}\n{line}\n", "utf-8")
        told = contracts(copy)
    finally:
        file.write_text(right, "utf-8")
    assert told.returncode == 1
    assert "BROKEN" in told.stdout
    assert ".".join(Path(name).with_suffix("").parts) in told.stdout


def test_every_module_can_be_imported_and_says_what_it_is() -> None:
    for file in sources(*PACKAGES):
        parts = file.relative_to(ROOT).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        assert importlib.import_module(module).__doc__, module
