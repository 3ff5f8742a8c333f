"""Every value of a scenario says where it comes from."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scheduler.generate import SCENARIOS
from scheduler.generate.scenario import UnsourcedError, defaults, load, read, sourced_values

LAST_LINE = 20446
"""The report's last line; a citation beyond it leads nowhere."""
EVERY = [
    (path, value, source)
    for name, file in [(x, load(x)) for x in SCENARIOS] + [("population", defaults())]
    for path, value, source in sourced_values(file, name)
]


def test_seven_scenarios_and_the_defaults_have_hundreds_of_sourced_values() -> None:
    assert {path.split(".")[0] for path, _, _ in EVERY} == {*SCENARIOS, "population"}
    assert len(EVERY) > 500


def test_a_source_is_a_line_of_the_report_or_an_assumption_in_words() -> None:
    for path, _, source in EVERY:
        assert re.match(r"report L\d|assumption|Wi2021", source), path


def test_cited_lines_exist_in_the_report() -> None:
    for path, _, source in EVERY:
        for line in re.findall(r"L(\d+)", source):
            assert 100 <= int(line) <= LAST_LINE, (path, source)


def test_what_the_report_states_of_a_municipality_is_cited_from_its_own_chapter() -> None:
    """Lines below 7030 are about all seven; after that each municipality has its own."""
    chapters = {
        "den_haag": (7030, 9291),
        "eindhoven": (9292, 11338),
        "heemstede_bloemendaal": (11339, 13101),
        "hilversum": (13102, 15080),
        "roermond": (15081, 16958),
        "tholen": (16959, 18760),
        "zutphen": (18761, 20446),
    }
    for path, _, source in EVERY:
        chapter = chapters.get(path.split(".")[0])
        if chapter is None or not source.startswith("report"):
            continue
        for line in (int(x) for x in re.findall(r"L(\d+)", source)):
            assert line < 7030 or chapter[0] <= line <= chapter[1], (path, source)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_plans_policy_keeps_the_sources_of_the_scenario(name: str) -> None:
    policy, own = read(name).policy, load(name)["policy"]
    assert own
    assert {key: policy.source_of(key) for key in own} == {k: v[1] for k, v in own.items()}


@pytest.mark.parametrize("value", [17, [17], [17, ""], [17, "somewhere"], ["a", "b", "report L1"]])
def test_a_value_without_a_source_is_refused(value: Any) -> None:
    with pytest.raises(UnsourcedError, match=r"x\.maximum"):
        list(sourced_values({"maximum": value}, "x"))
