"""Mistakes in files of policies and of the inflow are told with the line they stand on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models import Text
from models.intake_tables import SweepRow, Swept
from scheduler.laboratory.choosing import asked_policies, chosen_policies, source_of
from scheduler.laboratory.reading import Unusable, policies_of
from scheduler.laboratory.sweeping import sweep_of, swept
from scheduler.laboratory.toml_lines import Lines
from scheduler.workbook import Problem
from tests.scheduler.laboratory.conftest import example, school

HEAD = '[[policies]]\nreference = "a"\nnl = "a"\nen = "a"\n\n[[policies.rules]]\n'
VOLUME = '[volume]\nper_year = [{ asylum = 30, family = 10 }, "assumption"]\n'


def _told(file: Path, text: str) -> list[Problem]:
    """What is told of a file of policies for Tholen."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable) as found:
        policies_of(file, school("tholen"))
    return found.value.problems


@pytest.mark.parametrize(
    ("text", "row", "key", "what"),
    [
        (HEAD + "threshold = -2", 7, "threshold", "-2 is te klein. Vul 1 of meer in."),
        (HEAD + "drempel = 3", 7, "drempel", "Dit veld bestaat niet. Bedoelt u 'threshold'?"),
        (HEAD + "treshold = 3", 7, "treshold", "Dit veld bestaat niet. Bedoelt u 'threshold'?"),
        (HEAD + 'entry = "soms"', 7, "entry", "Vul een heel getal in, of 'always'."),
        (HEAD + "\n\nmoments = 6", 9, "moments", "Schrijf een lijst"),
        (HEAD + 'offered = "ja"', 7, "offered", "Schrijf true of false."),
        (HEAD + 'routes = [\n "Z",\n "B9"]', 7, "routes", "Kies uit: 'B1', 'Z', 'Education'"),
        (HEAD + "bridging = { seats = 0 }", 7, "bridging", "0 is te klein"),
        (HEAD + "moments = [3]\nevery_weeks = 2", 7, "moments", "zowel vaste instroomweken"),
        (HEAD + 'offerings = ["NEE"]', 7, "offerings", "noemt het aanbod 'NEE'"),
        (HEAD + HEAD, 8, "reference", "'a' staat er meer dan eens"),
        ('[[policies]]\nreference = "a"\nen = "a"', 1, "nl", "Dit veld ontbreekt"),
        (HEAD + "threshold 6", 7, None, "Deze regel is geen TOML: threshold 6."),
        (HEAD + "moments = [", None, None, "houdt midden in een waarde op"),
    ],
)
def test_a_mistake_in_a_file_of_policies_is_told_with_its_line(
    tmp_path: Path, text: str, row: int | None, key: str | None, what: str
) -> None:
    (found,) = _told(tmp_path / "mijn.toml", text)
    assert (found.sheet, found.row, found.column) == ("mijn.toml", row, key)
    assert what in found.line("nl")
    assert found.line("en") != found.line("nl")


def test_all_mistakes_of_a_file_are_told_from_top_to_bottom(tmp_path: Path) -> None:
    text = HEAD + 'offerings = ["NEE"]\nthreshold = -2\n' + HEAD.replace("rules", "rulez")
    found = _told(tmp_path / "mijn.toml", text)
    assert [(p.row, p.column) for p in found] == [
        (7, "offerings"), (8, "threshold"), (14, "rulez"),
    ]  # fmt: skip


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mijn.toml"
    file.write_bytes('[[policies]]\nnl = "é"'.encode("latin-1"))
    with pytest.raises(Unusable) as found:
        policies_of(file)
    assert found.value.problems[0].line("nl").startswith("mijn.toml: Dit bestand is geen tekst in")


def test_lines_of_tables_keys_and_what_is_inside_them() -> None:
    lines = Lines('a = 1 # [x]\n[b]\n"c" = [\n  1,\n]\n[[d]]\n[[d.e]]\nf.g = 2\n[[d]]\n[[d.e]]\n')
    places = [
        ("a",),
        ("b", "c", 0),
        ("d", 0),
        ("d", 0, "e", 0, "f", "g"),
        ("d", 1),
        ("d", 1, "e", 0),
    ]
    assert [lines.of(place) for place in places] == [1, 3, 6, 8, 9, 10]
    assert lines.of(("d",)) == 6
    assert lines.of(("z",)) is None


@pytest.mark.parametrize(
    ("text", "row", "key", "what"),
    [
        ("volume = 3", 1, "volume", "3 kan hier niet staan"),
        (VOLUME.replace("30", "-3"), 2, "per_year", "-3 is te klein"),
        (VOLUME.replace("30", '"veel"'), 2, "per_year", "Vul een getal in"),
        (VOLUME.replace("assumption", "zomaar"), 2, "per_year", "'zomaar' is geen bron"),
        ("[volume]\nfamily_joins = [0.5]\n" + VOLUME[9:], 2, "family_joins", '[waarde, "bron"]'),
        ("[volume]\n", 1, "per_year", "er staat niet hoeveel mensen"),
        ('[volume]\nhalf_years = [{ 2023H1 = 3 }, "assumption"]', 2, "half_years", "2023H2, 2024"),
        (VOLUME + "[[other]]\n", 3, "other", "Bedoelt u 'others'?"),
        (
            VOLUME + '[[others]]\nname = "x"\nroutes = [["Z"], "assumption"]\n'
            'times = [1, "assumption"]\nwhen = ["ooit", "assumption"]\n',
            7, "when", "Kies uit: 'always', 'pool'",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_the_inflow_is_told_with_its_line(
    tmp_path: Path, text: str, row: int, key: str, what: str
) -> None:
    source = tmp_path / "tholen"
    shutil.copytree(example("tholen"), source)
    (source / "inflow.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Unusable) as told:
        source_of(school("tholen"), source)
    (found,) = told.value.problems
    assert (found.sheet, found.row, found.column) == ("inflow.toml", row, key)
    assert what.lower() in found.line("nl").lower()


def test_an_offering_of_the_file_beside_the_source_is_told_for_the_policy_asked(
    tmp_path: Path,
) -> None:
    source = tmp_path / "tholen"
    shutil.copytree(example("tholen"), source)
    text = HEAD + 'offerings = ["NEE"]\n' + HEAD.replace('"a"', '"b"')
    (source / "policies.toml").write_text(text, encoding="utf-8")
    at = school("tholen")
    with pytest.raises(Unusable) as told:
        chosen_policies(at, source, ["b", "a"])
    assert [(p.sheet, p.row) for p in told.value.problems] == [("policies.toml", 7)]
    assert [p.reference for p in chosen_policies(at, source, ["b"])] == ["b"]


def test_two_policies_of_one_name_from_different_files_are_refused(tmp_path: Path) -> None:
    one, same, other = (tmp_path / f"{name}.csv" for name in ("one", "same", "other"))
    one.write_text("Beleid;Drempel\na;8\n", "utf-8")
    same.write_text("Beleid;Drempel\na;8\n", "utf-8")
    other.write_text("Beleid;Drempel\na;9\n", "utf-8")
    at, source = school("tholen"), example("tholen")
    assert len(chosen_policies(at, source, [str(one), str(same)])) == 1
    with pytest.raises(Unusable) as told:
        chosen_policies(at, source, [str(one), str(other)])
    assert "Het beleid 'a' staat ook in one.csv" in told.value.problems[0].line("nl")


def test_policies_in_full_name_offerings_that_there_are() -> None:
    (policy,) = chosen_policies(school("tholen"), example("tholen"), ["nu"])
    rule = policy.rules[0].model_copy(update={"offerings": ("NEE",)})
    with pytest.raises(Unusable, match="NEE"):
        asked_policies(school("tholen"), [policy.model_copy(update={"rules": (rule,)})], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "'' is geen reeks"),
        ("drempel=", "'drempel=' is geen reeks"),
        ("=3", "'=3' is geen reeks"),
        ("drempel=-1", "'drempel=-1' is geen reeks: '-1' past hier niet"),
        ("drempel=6,8,6", "6 staat er twee keer"),
        ("drempel=6;8x", "--sweep drempel=6;8x: '8x' is geen aantal weken"),
    ],
)
def test_a_sweep_that_makes_no_sense_is_told_with_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(Unusable) as found:
        sweep_of(text)
    assert told in found.value.problems[0].line("nl")


def test_sweeps_over_one_feature_twice_or_over_too_much_are_refused() -> None:
    base = chosen_policies(school("tholen"), example("tholen"), ["nu"])
    weeks = tuple(range(1, 60))
    much = [
        SweepRow(field=Swept.THRESHOLD, values=weeks),
        SweepRow(field=Swept.ENTRY, values=weeks),
    ]
    for sweeps, what in (
        ([sweep_of("drempel=6"), sweep_of("threshold=8")], Text(nl="twee keer", en="there twice")),
        (much, Text(nl="3481 combinaties", en="3481 combinations")),
    ):
        with pytest.raises(Unusable) as found:
            swept(base, sweeps)
        (problem,) = found.value.problems
        assert what("nl") in problem.text("nl")
        assert what("en") in problem.text("en")
