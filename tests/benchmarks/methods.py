"""The methods by name. Each is imported only in the process that runs it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from tests.benchmarks.peers.base import Method
from tests.benchmarks.results import MISSING


@dataclass(frozen=True, slots=True)
class Need:
    """A program or a Python module without which a method cannot run, and what provides it."""

    name: str
    provided_by: str
    is_module: bool = False

    @property
    def met(self) -> bool:
        """Whether it is there."""
        found = find_spec(self.name) if self.is_module else shutil.which(self.name)
        return found is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """A method: its name in tables, where it is, and whether it plans the timetable alone."""

    title: str
    module: str
    function: str = "run"
    timetable_only: bool = False
    is_ours: bool = False
    needs: tuple[Need, ...] = ()

    @property
    def missing(self) -> str | None:
        """What to install before this method can run."""
        lacking = [f"{need.name} ({need.provided_by})" for need in self.needs if not need.met]
        return f"{MISSING}: {', '.join(lacking)}" if lacking else None

    def load(self) -> Method:
        """The function itself."""
        method: Method = getattr(import_module(self.module), self.function)
        return method


_PEERS = "tests.benchmarks.peers"
_TIMEFOLD = (
    Need("javac", "Debian package default-jdk-headless"),
    Need("timefold", "requirements-bench.lock", is_module=True),
)
_FET = (Need("fet-cl", "Debian package fet"),)
METHODS = {
    "instroom": Entry("Instroom", f"{_PEERS}.ours", is_ours=True),
    "practice": Entry("Today's practice", f"{_PEERS}.greedy"),
    "cp-sat": Entry("One CP-SAT model", f"{_PEERS}.monolith"),
    "timefold": Entry("Timefold", f"{_PEERS}.timefold", needs=_TIMEFOLD),
    "fet": Entry("FET (times only)", f"{_PEERS}.fet", timetable_only=True, needs=_FET),
    "cp-sat-times": Entry(
        "CP-SAT (times only)", f"{_PEERS}.fet", "run_cp_sat", timetable_only=True
    ),
}
