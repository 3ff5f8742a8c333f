"""``template``, ``check-input`` and ``generate``: the way to a source that can be planned."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheduler.workbook import read_source
from tests.scheduler.cli.conftest import Run
from tests.scheduler.workbook.files import example


def test_a_new_user_gets_a_workbook_that_is_in_order(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Mijn school.xlsx"
    told = run("template", file)
    assert told.code == 0
    assert f"instroom check-input {file}" in told.out
    assert run("check-input", file).code == 0


def test_a_filled_in_workbook_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "school.xlsx"
    file.write_bytes(b"hours of work")
    told = run("template", file)
    assert told.code == 2
    assert "bestaat al en is niet veranderd" in told.said
    assert file.read_bytes() == b"hours of work"


def test_a_template_has_the_ending_of_a_workbook(run: Run, tmp_path: Path) -> None:
    told = run("template", tmp_path / "school.ods")
    assert told.code == 2
    assert told.said == "Geef een naam die op .xlsx eindigt."


def test_a_template_below_a_file_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = run("template", tmp_path / "file" / "school.xlsx")
    assert told.code == 2
    assert "kan niet geschreven worden" in told.said


def test_an_english_template_is_english(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "school.xlsx"
    assert "is ready" in run("template", file, "--language", "en").said
    assert run("check-input", file, "--language=en").out.startswith("Fine.")


def test_every_problem_is_told_at_once_with_its_place(run: Run, tmp_path: Path) -> None:
    book = example()
    book.put("Cursisten", 3, "Niveau", "C9")
    book.put("Docenten", 3, "Dagdelen per week", "veel")
    file = book.save(tmp_path / "school.xlsx")
    told = run("check-input", file, "--json")
    assert told.code == 2
    places = [(p["sheet"], p["row"], p["column"]) for p in told.data["problems"]]
    assert ("Cursisten", 3, "Niveau") in places
    assert any(sheet == "Docenten" and row == 3 for sheet, row, _ in places)
    assert all(p["message"] and p["fix"] for p in told.data["problems"])
    assert "Cursisten, rij 3, kolom “Niveau”" in told.err
    assert "fouten gevonden" in told.err


def test_nothing_is_planned_on_wrong_input(run: Run, tmp_path: Path) -> None:
    book = example()
    book.put("Cursisten", 3, "Niveau", "C9")
    file = book.save(tmp_path / "school.xlsx")
    told = run("plan", file, "--out", tmp_path / "result")
    assert told.code == 2
    assert "1 fout gevonden" in told.err
    assert not (tmp_path / "result").exists()


@pytest.mark.parametrize("command", [("check-input",), ("plan", "--out", "o"), ("check", "o")])
def test_a_source_that_is_not_there_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *rest = command
    told = run(name, "nergens.xlsx", *rest)
    assert told.code == 2
    assert "Dit bestand of deze map bestaat niet." in told.said
    assert os.listdir(tmp_path) == []


def test_warnings_do_not_stop_and_are_in_the_json(run: Run, tmp_path: Path) -> None:
    book = example()
    book.put("Cursisten", 1, "Moedertaal", "Moedertal")
    told = run("check-input", book.save(tmp_path / "school.xlsx"), "--json")
    assert told.code == 0
    assert all(problem["warning"] for problem in told.data["problems"])
    assert any(problem["column"] == "Moedertal" for problem in told.data["problems"])


@pytest.mark.parametrize("name", ["school", "school.xlsx"])
def test_a_synthetic_school_has_the_number_of_learners_asked_for(
    run: Run, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "new" / name
    told = run("generate", "--like", "tholen", "--learners", "30", "--seed", "4", "--out", target)
    assert told.code == 0, told.said
    assert "examples/tholen/scenario.toml" in told.out
    school = read_source(target).school
    assert school is not None
    assert len(school.learners) == 30


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--like", "parijs"), "Kies bij --like een van: den_haag, eindhoven"),
        (("--like", "tholen", "--tightness", "x"), "Kies bij --tightness een van: tight, normal"),
        (("--like", "tholen", "--learners", "0"), "Het aantal cursisten ligt tussen 1 en 100000"),
        (("--like", "tholen", "--seed", "-1"), "het startgetal is niet negatief"),
    ],
)
def test_a_school_that_cannot_be_made_up_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], answer: str
) -> None:
    told = run("generate", *words, "--out", tmp_path / "o")
    assert told.code == 2
    assert answer in told.said
    assert not (tmp_path / "o").exists()


def test_a_synthetic_school_needs_a_folder_that_can_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = run("generate", "--like", "tholen", "--learners", "30", "--out", tmp_path / "file")
    assert told.code == 2
    assert "kan niet geschreven worden" in told.said
