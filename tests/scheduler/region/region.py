"""Folders with schools, and rows about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models import Reason
from scheduler.region import SchoolRow, State
from scheduler.region.records import ReasonCount
from scheduler.workbook import write_csv_folder, write_workbook
from tests.builders import a_school, learners


def school_folder(folder: Path, people: str = "a b c d e f g h") -> Path:
    """A small school as CSV tables."""
    folder.mkdir(parents=True, exist_ok=True)
    write_csv_folder(a_school(learners(people)), folder)
    return folder


def school_book(file: Path, people: str = "a b c d e f g h") -> Path:
    """A small school as a workbook."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(a_school(learners(people)), file)
    return file


def row(key: str, state: State = State.PLANNED, **values: Any) -> SchoolRow:
    figures: dict[str, Any] = {}
    if state in (State.PLANNED, State.STOPPED):
        figures = {
            "learners": 20,
            "placed": 18,
            "waiting": 2,
            "reasons": (ReasonCount(code="full", count=2),),
            "classes": 2,
            "new_classes": 1,
            "objective": 100,
            "bound": 90,
            "gap": 0.1,
            "seconds": 3.4,
        }
    source = values.pop("source", key)
    return SchoolRow(key=key, source=source, state=state, **(figures | values))


def error(nl: str, en: str) -> Reason:
    return Reason(code="error", nl=nl, en=en)
