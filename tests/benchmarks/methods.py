"""The methods by name. Each is imported only in the process that runs it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from tests.benchmarks.peers.base import Method


@dataclass(frozen=True, slots=True)
class Entry:
    """A method: its name in tables, where it is, and whether it plans the timetable alone."""

    title: str
    module: str
    function: str = "run"
    timetable_only: bool = False
    is_ours: bool = False

    def load(self) -> Method:
        """The function itself."""
        method: Method = getattr(import_module(self.module), self.function)
        return method


_PEERS = "tests.benchmarks.peers"
METHODS = {
    "instroom": Entry("Instroom", f"{_PEERS}.ours", is_ours=True),
    "practice": Entry("Today's practice", f"{_PEERS}.greedy"),
    "cp-sat": Entry("One CP-SAT model", f"{_PEERS}.monolith"),
    "timefold": Entry("Timefold", f"{_PEERS}.timefold"),
    "fet": Entry("FET (times only)", f"{_PEERS}.fet", timetable_only=True),
    "cp-sat-times": Entry(
        "CP-SAT (times only)", f"{_PEERS}.fet", "run_cp_sat", timetable_only=True
    ),
}
