"""docs/workbook.md names every column of the sheets for lessons, and nothing else."""

from __future__ import annotations

import re

from scheduler.workbook.schema import TABLES
from solver.rules import RULES
from tests.house.files import ROOT

PAGE = (ROOT / "docs" / "workbook.md").read_text("utf-8")
ELSEWHERE = {"closings", "pauses", "switches"}  # docs/hours.md; optional sheets have pages too
ROWS = re.compile(r"^\| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)


def described() -> dict[str, dict[tuple[str, str], str]]:
    """Effect by headers, per sheet."""
    found = {}
    for part in PAGE.split("\n## ")[1:]:
        rows = {(nl, en): effect for nl, en, effect in ROWS.findall(part)}
        found[part.partition("\n")[0]] = {
            k: v for k, v in rows.items() if k[0] not in ("Dutch", "---")
        }
    return found


def test_every_column_has_its_effect_or_the_reason_why_it_has_none() -> None:
    pages = described()
    for table in TABLES:
        if table.optional or table.field in ELSEWHERE:
            continue
        names = {table.sheet.nl, f"{table.sheet.nl} / {table.sheet.en}"}
        (rows,) = (rows for title, rows in pages.items() if title in names)
        headers = [(c.header("nl"), c.header("en")) for c in table.columns]
        assert list(rows) == headers, table.field
        assert all(rows.values())


def test_the_rules_it_names_exist() -> None:
    known = {rule.name for rule in RULES}
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert named <= known
    assert known - named <= {"one_class", "evening", "one_teacher", "one_room", "room_free"}
