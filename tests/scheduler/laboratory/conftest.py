"""The examples, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from models import School
from scheduler.laboratory.carrying import carry_out
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Trial, Tried
from scheduler.workbook import read_source


def example(name: str) -> Path:
    """Folder of an example."""
    return Path(str(resources.files("examples"))) / name


@cache
def school(name: str) -> School:
    """School of an example."""
    found = read_source(example(name)).school
    assert found is not None
    return found


def trial(name: str, replications: int, *policies: str) -> Trial:
    """A short trial on an example."""
    at = school(name)
    chosen = chosen_policies(at, example(name), policies)
    return Trial(at, source_of(at, example(name)), chosen, Span.of(at.start, 1), replications, 1)


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Zutphen's six policies, a few replications."""
    return carry_out(trial("zutphen", 6), tmp_path_factory.mktemp("parts"), jobs=1)
