"""What the documents name exists: activities in the examples, and the tests of them."""

from __future__ import annotations

import csv
import re

from tests.house.files import ROOT

TABLES = ("Table 13, MAP.", "Table 14, PVT.", "Table 10, participation beside language.")


def rows() -> list[list[str]]:
    """The cells of the rows about municipalities in the tables 10, 13 and 14."""
    text = (ROOT / "docs" / "activities.md").read_text("utf-8")
    found = []
    for title in TABLES:
        table = text.partition(title)[2].lstrip("*\n").partition("\n\n")[0]
        lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
        assert len(lines) == 9, title  # a head, a line, seven municipalities
        found += lines[2:]
    return found


def test_every_cell_names_tests_that_exist() -> None:
    source = (ROOT / "tests" / "examples" / "test_activities.py").read_text("utf-8")
    known = set(re.findall(r"^def test_(\w+)", source, re.MULTILINE))
    for row in rows():
        named = re.findall(r"`([a-z_]+)`", row[-1].rpartition(":")[2])
        assert named, row
        assert set(named) <= known, row


def test_every_cell_names_activities_of_its_own_example() -> None:
    examples = {p.name: p for p in (ROOT / "examples").iterdir() if p.is_dir()}
    for row in rows():
        folder = re.sub(r"\W+", "_", row[0].lower().replace(" & ", "_"))
        with (examples[folder] / "activiteiten.csv").open(encoding="utf-8-sig") as stream:
            codes = {line[0] for line in csv.reader(stream, delimiter=";")}
        named = re.findall(r"`([A-Z][A-Z0-9-]+)`", row[-1])
        assert named, row
        assert set(named) <= codes, row


def test_the_tables_of_lessons_name_tests_that_exist() -> None:
    text = (ROOT / "docs" / "activities.md").read_text("utf-8")
    table = text.partition("**Tables 7 and 8")[2].partition("| --- |")[2].partition("\n\n")[0]
    known = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def test_(\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    named = {
        name
        for line in table.splitlines()[1:]
        for name in re.findall(r"`(\w+)`", re.split(r"\s*\|\s*", line)[3])
    }
    assert len(named) >= 8
    assert named <= known
