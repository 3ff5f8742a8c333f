"""What has been done, kept so that an interrupted run can be taken up again."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any


def fingerprint(*parts: bytes | str) -> str:
    """A mark of what a result was made from: equal for equal parts, else different."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


class Ledger:
    """A record (plain JSON) per key, in a file of one line per record; the last one counts.

    A record is on disk when :meth:`keep` returns. A line cut off by the end of a process, or
    spoilt by hand, is passed over: its task is simply done again.

    Raises:
        OSError: when the file cannot be read or written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._records: dict[str, tuple[str, dict[str, Any]]] = {}
        text = file.read_text("utf-8", errors="replace") if file.exists() else ""
        for line in text.splitlines():
            self._take(line)
        self._torn = bool(text) and not text.endswith("\n")

    def _take(self, line: str) -> None:
        try:
            found = json.loads(line)
            key, mark, record = found["key"], found["made_from"], found["record"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return
        if isinstance(key, str) and isinstance(mark, str) and isinstance(record, dict):
            self._records[key] = (mark, record)

    def get(self, key: str, made_from: str) -> dict[str, Any] | None:
        """The record of a key, if it was made from just this (a :func:`fingerprint`)."""
        found = self._records.get(key)
        return found[1] if found is not None and found[0] == made_from else None

    def keep(self, key: str, made_from: str, record: dict[str, Any]) -> None:
        """Keep a record in the place of an earlier one."""
        line = json.dumps(
            {"key": key, "made_from": made_from, "record": record}, ensure_ascii=False
        )
        with self.file.open("a", encoding="utf-8") as stream:
            stream.write(("\n" if self._torn else "") + line + "\n")
        self._torn = False
        self._records[key] = (made_from, record)
