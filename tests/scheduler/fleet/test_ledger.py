"""What an interrupted run has done is found again, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.fleet import Ledger, fingerprint


def test_a_record_is_found_again_for_the_same_input_only(tmp_path: Path) -> None:
    Ledger(tmp_path / "l").keep("Zwolle", fingerprint("input"), {"placed": 3})
    again = Ledger(tmp_path / "l")
    assert again.get("Zwolle", fingerprint("input")) == {"placed": 3}
    assert again.get("Zwolle", fingerprint("other input")) is None
    assert again.get("Kampen", fingerprint("input")) is None


def test_the_last_record_counts(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.keep("a", "x", {"n": 1})
    ledger.keep("a", "y", {"n": 2})
    for found in (ledger, Ledger(tmp_path / "l")):
        assert found.get("a", "x") is None
        assert found.get("a", "y") == {"n": 2}


@pytest.mark.parametrize("torn", ['{"key": "b", "made', "[]", '{"key": 1}', "\x00\xff", "[" * 5000])
def test_a_torn_line_costs_only_itself(tmp_path: Path, torn: str) -> None:
    Ledger(tmp_path / "l").keep("a", "x", {"n": 1})
    with (tmp_path / "l").open("a") as stream:
        stream.write(torn)
    Ledger(tmp_path / "l").keep("c", "x", {"n": 3})
    found = Ledger(tmp_path / "l")
    assert found.get("a", "x") == {"n": 1}
    assert found.get("c", "x") == {"n": 3}
    assert found.get("b", "x") is None


def test_parts_cannot_be_shifted_into_one_another() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc") != fingerprint("abc")
    assert fingerprint("a", b"b") == fingerprint("a", "b")
