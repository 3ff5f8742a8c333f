"""The tables in an example's folder are those that its scenario makes."""

from __future__ import annotations

import pytest

from models.checks import issues
from scheduler.generate import SCENARIOS, generate
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source
from tests.examples.planned import FOLDER

ACTIVITIES = ("activities", "stages", "trainers", "interpreters", "activity_records")


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_tables_in_the_folder_are_what_the_generator_makes(name: str) -> None:
    source = read_source(FOLDER / name, NEEDED_FOR_ACTIVITIES)
    assert source.problems == []
    assert source.school is not None
    # The sheets about activities are written by hand, not generated.
    lessons = source.school.model_copy(update=dict.fromkeys(ACTIVITIES, ()))
    assert lessons == generate(name)
    assert issues(generate(name)) == []
