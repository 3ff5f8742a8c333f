"""What people hand over: folders, archives, and files that are no workbook at all."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from scheduler.workbook import read_source
from scheduler.workbook.example import example_school
from scheduler.workbook.writer import write_csv_folder, write_workbook
from tests.scheduler.workbook.files import example, only


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    file = tmp_path / "school.xlsx"
    write_workbook(example_school(), file)
    return file


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    write_csv_folder(example_school(), folder)
    return folder


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert "bestaat niet" in only(read_source(tmp_path / "weg.xlsx"))


@pytest.mark.parametrize("name", ["x" * 5000, "a\x00b"])
def test_a_path_that_cannot_exist(tmp_path: Path, name: str) -> None:
    assert "controleer de naam" in only(read_source(tmp_path / name)).lower()


@pytest.mark.parametrize("name", ["foto.xlsx", "school.xls", "brief.docx", "zonder"])
@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0 JFIF ...", b"hello", b"\x00" * 64])
def test_a_file_that_is_no_workbook(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    line = only(read_source(tmp_path / name))
    assert line.startswith(f"{name}: Dit is geen Excel-werkmap.")
    assert "instroom template" in line


def test_a_file_of_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "leeg.xlsx").touch()
    assert "Het bestand is leeg" in only(read_source(tmp_path / "leeg.xlsx"))


def test_an_old_or_encrypted_workbook(tmp_path: Path) -> None:
    (tmp_path / "oud.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    line = only(read_source(tmp_path / "oud.xls"))
    assert "wachtwoord" in line
    assert "sla het op als .xlsx" in line


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook(workbook: Path, share: float) -> None:
    data = workbook.read_bytes()
    workbook.write_bytes(data[: int(len(data) * share)])
    assert "beschadigd" in only(read_source(workbook))


def test_another_office_file_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "brief.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert "geen Excel-werkmap" in only(read_source(tmp_path / "brief.xlsx"))


def test_a_file_nobody_may_read(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    line = only(read_source(workbook))
    assert "U mag dit niet lezen" in line
    assert "sluit het bestand in Excel" in line.replace("Sluit", "sluit")


def test_one_csv_file_alone(tables: Path) -> None:
    assert "de map waarin alle CSV-bestanden" in only(read_source(tables / "cursisten.csv"))


def test_a_folder_without_csv(tmp_path: Path) -> None:
    (tmp_path / "leesmij.md").write_text("hallo")
    assert "geen CSV-bestanden in deze map" in only(read_source(tmp_path))


def test_a_folder_of_other_csv_files(tmp_path: Path) -> None:
    (tmp_path / "voorraad.csv").write_text("a;b\n1;2\n")
    assert "geen enkel blad is herkend" in only(read_source(tmp_path)).lower()


def test_a_workbook_of_other_sheets(tmp_path: Path) -> None:
    book = example()
    book.sheets = {"Blad1": [["a", "b"], [1, 2]]}
    assert "geen enkel blad is herkend" in only(book.read(tmp_path)).lower()


def test_a_folder_with_one_workbook_is_that_workbook(workbook: Path) -> None:
    (workbook.parent / "~$school.xlsx").write_bytes(b"lock file of Excel")
    assert read_source(workbook.parent).school == example_school()


def test_a_folder_with_two_workbooks_asks_for_one(workbook: Path) -> None:
    shutil.copy(workbook, workbook.with_name("kopie.xlsx"))
    assert "2 werkmappen" in only(read_source(workbook.parent))


def test_a_zip_of_csv_files_is_read(tables: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "tabellen.zip", "w") as archive:
        for file in tables.iterdir():
            archive.write(file, f"school 2025/{file.name}")
        archive.writestr("__MACOSX/school 2025/._cursisten.csv", b"\x00\x05")
    assert read_source(tmp_path / "tabellen.zip").school == example_school()


def test_csv_files_with_the_name_of_their_workbook_before_them(tables: Path) -> None:
    for file in list(tables.iterdir()):
        file.rename(file.with_name(f"Mijn school - {file.name}"))
    assert read_source(tables).school == example_school()


@pytest.mark.parametrize("name", ["Cursisten 2025", "Onze cursisten", "Cursiten"])
def test_a_sheet_whose_name_is_nearly_right_is_read(tmp_path: Path, name: str) -> None:
    book = example()
    book.sheets[name] = book.sheets.pop("Cursisten")
    assert book.read(tmp_path).school == example_school()


def test_an_old_list_beside_the_real_one_is_left_alone(tmp_path: Path) -> None:
    book = example()
    book.sheets["Cursisten oud"] = [["a"], [1]]
    assert book.read(tmp_path).school == example_school()


def test_an_opendocument_file_is_called_by_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "school.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    line = only(read_source(tmp_path / "school.ods"))
    assert "OpenDocument" in line
    assert "sla het op als .xlsx" in line


def test_a_workbook_may_have_any_file_name(workbook: Path) -> None:
    renamed = workbook.rename(workbook.with_name("upload-7f3a"))
    assert read_source(renamed).school == example_school()
