"""What counts as a school in a folder, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.region import NoSchools, schools_in
from scheduler.region.schools import pack
from scheduler.workbook import read_source
from tests.scheduler.region.region import school_book, school_folder


def keys(folder: Path, out: str = "elsewhere") -> list[str]:
    return [school.key for school in schools_in(folder, folder / out).schools]


def test_each_folder_with_tables_and_each_workbook_is_a_school(tmp_path: Path) -> None:
    school_folder(tmp_path / "Zwolle")
    school_book(tmp_path / "Kampen.xlsx")
    (tmp_path / "Urk").mkdir()
    school_book(tmp_path / "Urk" / "any name.xlsx")
    assert keys(tmp_path) == ["Kampen", "Urk", "Zwolle"]


def test_what_is_no_school_is_passed_over_by_name(tmp_path: Path) -> None:
    school_folder(tmp_path / "Zwolle")
    for name in ("empty", ".hidden", "province/deeper"):
        (tmp_path / name).mkdir(parents=True)
    school_folder(tmp_path / "province" / "Urk")
    for name in ("notes.txt", "~$Kampen.xlsx", ".x.xlsx", "loose.csv"):
        (tmp_path / name).write_text("x")
    found = schools_in(tmp_path, tmp_path / "o")
    assert [school.key for school in found.schools] == ["Zwolle"]
    assert found.passed_over == ("empty", "loose.csv", "province")


def test_results_inside_the_folder_are_no_school(tmp_path: Path) -> None:
    school_folder(tmp_path / "Zwolle")
    school_folder(tmp_path / "results")
    assert keys(tmp_path, "results") == ["Zwolle"]


def test_two_sources_of_one_name_get_results_of_their_own(tmp_path: Path) -> None:
    school_folder(tmp_path / "Zwolle")
    school_book(tmp_path / "Zwolle.xlsx")
    school_folder(tmp_path / "zwolle")
    found = keys(tmp_path)
    assert len({key.casefold() for key in found}) == 3
    assert {"Zwolle", "Zwolle.xlsx"} <= set(found)


def test_a_link_to_nowhere_and_an_old_workbook_are_schools_to_be_told_about(
    tmp_path: Path,
) -> None:
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    found = schools_in(tmp_path, tmp_path / "o").schools
    assert [school.key for school in found] == ["gone", "old"]
    with pytest.raises(OSError, match=r"nowhere|gone"):
        pack(found[0])


@pytest.mark.parametrize(
    ("name", "dutch"),
    [
        ("missing", "bestaat niet"),
        ("file", "is geen map"),
        ("empty", "staan geen scholen"),
        ("one", "de tabellen van één school"),
        ("above", "Misschien staan ze dieper: one"),
        ("null\x00byte", "bestaat niet|kan niet gelezen worden"),
    ],
)
def test_a_folder_without_schools_says_why(tmp_path: Path, name: str, dutch: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    school_folder(tmp_path / "one")
    school_folder(tmp_path / "above" / "one" / "Zwolle")
    with pytest.raises(NoSchools) as told:
        schools_in(tmp_path / name, tmp_path / "o")
    assert any(part in told.value.text("nl") for part in dutch.split("|"))
    assert told.value.text("nl") != told.value.text("en")


@pytest.mark.parametrize("folder", [True, False])
def test_a_school_travels_as_bytes_and_arrives_as_it_was(tmp_path: Path, folder: bool) -> None:
    make = school_folder if folder else school_book
    path = make(tmp_path / "in" / ("Zwolle" if folder else "Zwolle.xlsx"), "a b c")
    (source,) = schools_in(tmp_path / "in", tmp_path / "o").schools
    (tmp_path / "there").mkdir()
    arrived = pack(source).unpack(tmp_path / "there")
    assert arrived.name == path.name
    assert read_source(arrived).school == read_source(path).school is not None
