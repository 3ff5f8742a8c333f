"""Work for a fleet to carry out; functions of a module, because they are pickled."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from scheduler.fleet import Line


def doubled(argument: int, line: Line) -> int:
    line.tell(f"at {argument}")
    return argument * 2


def process(argument: int, line: Line) -> int:
    del argument, line
    return os.getpid()


def careless(argument: int, line: Line) -> int:
    del line
    if argument == 3:
        raise ZeroDivisionError("three is too much")
    return argument


def deadly(argument: tuple[str, int], line: Line) -> str:
    """Dies as from ``kill -9`` the first ``deaths`` times that it begins."""
    folder, deaths = argument
    del line
    before = len(list(Path(folder).iterdir()))
    if before < deaths:
        (Path(folder) / str(before)).touch()
        time.sleep(0.1)  # in the middle of its work, the news of its start long sent
        os.kill(os.getpid(), signal.SIGKILL)
    return f"after {before}"


def patient(argument: int, line: Line) -> str:
    """Works until it is asked to stop."""
    line.tell("begun")
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if line.stopping():
            return f"stopped {argument}"
        time.sleep(0.02)
    return "never asked"
