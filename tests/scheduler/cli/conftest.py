"""Running ``instroom`` as a user does, inside the test's process or in one of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scheduler.cli import main
from scheduler.workbook import write_template

COMMAND = (sys.executable, "-c", "from scheduler.cli import main; main()")


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The last line of stdout as the JSON object that it must be."""
        found = json.loads(self.out.splitlines()[-1])
        assert isinstance(found, dict)
        return found

    @property
    def said(self) -> str:
        """Everything a person reads, on one line and without a traceback."""
        words = " ".join((self.out + self.err).split())
        assert "Traceback" not in words
        return words


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process; Dutch unless the test says otherwise."""
    monkeypatch.delenv("INSTROOM_LANGUAGE", raising=False)

    def command(*words: str | Path) -> Ended:
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ended(left.value.code, said.out, said.err)

    return command


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of ``instroom template``, as it comes."""
    file = tmp_path_factory.mktemp("template") / "school.xlsx"
    write_template(file)
    return file


def start(*words: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Starts a command in a process of its own, as a terminal would.

    A suite that runs in the background of a shell ignores Ctrl-C, and so would its children.
    """
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **(pipes | options),
    )
