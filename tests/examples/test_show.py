"""The figures that the READMEs of the examples show are written by one command."""

from __future__ import annotations

import re

import pytest

from examples.show import BEGIN, END, between_marks, row, section, with_row
from scheduler.generate import SCENARIOS
from tests.examples.planned import FOLDER, planned

TABLE = (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.xdist_group("example-zutphen")
def test_the_section_of_a_plan_counts_its_rows() -> None:
    example = planned("zutphen")
    lines = section(example.school, example.plan).splitlines()
    assert f"| learners | {len(example.school.learners)}, of whom 123 are in a running class |" in (
        lines
    )
    assert f"| waiting | {len(example.plan.waiting)} |" in lines
    opened = sum(not c.existing for c in example.plan.classes)
    assert f"| classes | {len(example.plan.classes)}, of which {opened} new |" in lines
    assert row(example.school, example.plan).startswith(f"150 | 12 + {opened} | ")


def test_only_what_stands_between_the_marks_is_written() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert between_marks(page, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="marks"):
        between_marks("no marks", "new")


def test_a_row_of_the_table_is_written_without_touching_the_others() -> None:
    changed = with_row(TABLE, "tholen", "1 | 2 + 3 | 4 | 5 | 6")
    assert "| [Tholen](tholen/README.md) | 1 | 2 + 3 | 4 | 5 | 6 |" in changed
    assert [a for a, b in zip(changed.splitlines(), TABLE.splitlines(), strict=True) if a != b] == [
        "| [Tholen](tholen/README.md) | 1 | 2 + 3 | 4 | 5 | 6 |"
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_table_of_all_examples_says_what_each_readme_says(name: str) -> None:
    page = (FOLDER / name / "README.md").read_text("utf-8")
    assert between_marks(page, "")  # the marks are there
    learners, waiting, classes, opened = (
        re.search(pattern, page)[1].replace(",", "")
        for pattern in (
            r"\| learners \| (\d+),",
            r"\| waiting \| (\d+) \|",
            r"\| classes \| (\d+),",
            r"\| classes \| \d+, of which (\d+) new",
        )
    )
    running = int(classes) - int(opened)
    assert f"({name}/README.md) | {learners} | {running} + {opened} | {waiting} | " in TABLE
