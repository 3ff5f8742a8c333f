"""The tables in an example's folder are those that its scenario makes."""

from __future__ import annotations

import pytest

from models.checks import issues
from scheduler.generate import SCENARIOS, generate
from scheduler.workbook import read_source
from tests.examples.planned import FOLDER


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_tables_in_the_folder_are_what_the_generator_makes(name: str) -> None:
    source = read_source(FOLDER / name)
    assert source.problems == []
    assert source.school == generate(name)
    assert issues(generate(name)) == []
