"""Columns that are not used, and rows that do not have the shape of their list, are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.workbook import Problem, read_source, read_table
from tests.scheduler.workbook.files import Book, as_dutch_text, example, example_school, write_csv

HEAD = "Aangemeld op;Route;Niveau;Gemeente"
ROW = "05-03-2024;B1;A1;"


def _read(folder: Path, *lines: str) -> list[Problem]:
    """What is told of a CSV file of registrations."""
    file = folder / "lijst.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_table(file, "registrations").problems


def _warnings(book: Book, folder: Path) -> list[str]:
    read = book.read(folder)
    assert read.school == example_school()
    assert all(p.warning for p in read.problems)
    return [p.line("nl") for p in read.problems]


def _with_column(book: Book, sheet: str, header: object, *values: object) -> None:
    for at, row in enumerate(book.sheets[sheet]):
        row.append(([header, None, *values] + [None] * len(book.sheets[sheet]))[at])


@pytest.mark.parametrize("header", ["Telefoon", "Mentor", "Opm."])
def test_a_column_of_ones_own_is_told_and_does_not_stand_in_the_way(
    tmp_path: Path, header: str
) -> None:
    book = example()
    _with_column(book, "Lokalen", header, "x")
    (line,) = _warnings(book, tmp_path)
    assert line.startswith(f"Lokalen, rij 1, kolom “{header}”: Deze kolom wordt niet gebruikt.")
    assert "Eigen kolommen mogen blijven staan" in line


def test_columns_of_ones_own_are_told_together(tmp_path: Path) -> None:
    book = example()
    for number in range(23):
        _with_column(book, "Lokalen", f"Kast {number:02}")
    (line,) = _warnings(book, tmp_path)
    assert "niet gebruikt: 'Kast 00', 'Kast 01', " in line
    assert "'Kast 19', en nog 3." in line


def test_a_header_that_is_somewhat_like_a_column_names_that_column(tmp_path: Path) -> None:
    book = example()
    book.sheets["Cursisten"][0][book.at("Cursisten", "Opmerking")] = "Opmerkelijk"
    (line,) = _warnings(book, tmp_path)
    assert line.startswith("Cursisten, rij 1, kolom “Opmerkelijk”: Deze kolom wordt niet gebruikt.")
    assert "misschien 'Opmerking'?" in line


def test_a_column_beside_the_one_it_is_like_is_not_taken_for_it(tmp_path: Path) -> None:
    book = example()
    _with_column(book, "Cursisten", "Niveaus")
    (line,) = _warnings(book, tmp_path)
    assert "“Niveaus”: Deze kolom wordt niet gebruikt. Eigen kolommen" in line


def test_a_required_column_that_is_misspelt_is_an_error_in_a_csv_file(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "Aangemeld op;Route;Niveua", "05-03-2024;B1;A1")
    assert not found.warning
    assert found.where("nl") == "lijst.csv, rij 1, kolom “Niveua”"
    assert found.fix("en").startswith("did you mean 'Level'")


def test_a_column_without_a_header_is_told_once_with_its_letter(tmp_path: Path) -> None:
    book = example()
    _with_column(book, "Lokalen", None, "let op", "ook hier")
    (line,) = _warnings(book, tmp_path)
    letter = "ABCDEFGHIJKLMNOP"[len(book.sheets["Lokalen"][0]) - 1]
    assert line.startswith(
        f"Lokalen, rij 3, kolom “{letter}”: Hier staat 'let op' in een kolom zon"
    )


def test_a_second_row_of_the_sheet_school_is_told(tmp_path: Path) -> None:
    book = example()
    book.sheets["School"].append(list(book.sheets["School"][2]))
    (line,) = _warnings(book, tmp_path)
    assert line.startswith("School, rij 4: Deze rij wordt niet gebruikt: alleen de eerste telt.")


def test_nothing_is_told_of_the_example_itself(tmp_path: Path) -> None:
    assert _warnings(example(), tmp_path) == []


@pytest.mark.parametrize(
    ("lines", "where", "what"),
    [
        ([HEAD, ROW, HEAD, ROW], "lijst.csv, rij 3", "hier staat de kopregel nog eens"),
        (
            [HEAD, ROW, "05-03-2024,B1,A1,"],
            "lijst.csv, rij 3",
            "deze hele rij staat in één cel, met komma's ertussen",
        ),
        (
            [HEAD.replace(";", ","), "05-03-2024;B1;A1;"],
            "lijst.csv, rij 2",
            "deze hele rij staat in één cel, met puntkomma's ertussen",
        ),
        (
            [HEAD, ROW + ";;x"],
            "lijst.csv, rij 2",
            "deze rij heeft 6 cellen en de kopregel 4",
        ),
        (
            ["Aangemeld op;Route,Niveau", "05-03-2024;B1;A1"],
            "lijst.csv, rij 1, kolom “Route,Niveau”",
            "hier staan verschillende koppen in één cel",
        ),
        (
            [HEAD, ROW + '"Tholen', ROW, ROW],
            "lijst.csv, rij 2, kolom “Gemeente”",
            "hier begint een aanhalingsteken dat nergens eindigt: 2 regels eronder zijn niet",
        ),
    ],
)
def test_a_row_of_another_shape_is_one_problem_and_its_cells_none(
    tmp_path: Path, lines: list[str], where: str, what: str
) -> None:
    (found,) = _read(tmp_path, *lines)
    assert not found.warning
    assert found.where("nl") == where
    assert found.text("nl").startswith(what)
    assert found.line("en") != found.line("nl")


def test_quotation_marks_that_end_are_read_as_ever(tmp_path: Path) -> None:
    assert _read(tmp_path, HEAD, '05-03-2024;B1;A1;"Tho\nlen"') == []
    assert _read(tmp_path, HEAD, '05-03-2024;B1;A1;3" breed') == []


def test_rows_of_another_shape_bring_no_errors_elsewhere(tmp_path: Path) -> None:
    book = example()
    for rows in book.sheets.values():
        del rows[1]
    folder = write_csv(tmp_path / "map", book.sheets, ";", "utf-8")
    file = folder / "Klassen.csv"
    header, *rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([header, *(row.replace(";", ",") for row in rows)]), "utf-8")
    read = read_source(folder)
    assert {p.sheet for p in read.problems} == {"Klassen"}
    assert [p.row for p in read.problems] == list(range(2, 2 + len(rows)))


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n", b"<html><body></body></html>",
     bytes(range(1, 32)) * 20],
)  # fmt: skip
def test_a_file_that_is_no_csv_is_called_so(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "lijst.csv"
    file.write_bytes(data)
    (found,) = read_table(file, "registrations").problems
    assert found.line("nl").startswith("lijst.csv: Dit is geen CSV-bestand.")
    folder = write_csv(tmp_path / "map", example().sheets, ";", "utf-8")
    (folder / "Klassen.csv").write_bytes(data)
    assert [p.line("nl")[:35] for p in read_source(folder).problems] == [
        "Klassen: Dit is geen CSV-bestand. S"
    ]


def test_a_workbook_with_the_name_of_a_csv_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    file = example().save(tmp_path / "lijst.csv.xlsx").rename(tmp_path / "lijst.csv")
    read = read_table(file, "registrations")
    assert read.problems == []
    assert tuple(read.records) == example_school().registrations


def test_a_sheet_of_another_workbook_is_named_with_its_file(tmp_path: Path) -> None:
    book = example()
    book.put("Aanmeldingen", 4, "Route", "B7")
    (found,) = read_table(book.save(tmp_path / "oud.xlsx"), "registrations").problems
    assert found.where("nl") == "oud.xlsx, Aanmeldingen, rij 4, kolom “Route”"


def test_a_csv_file_in_latin_1_keeps_its_accents(tmp_path: Path) -> None:
    file = tmp_path / "lijst.csv"
    file.write_bytes(f"{HEAD}\n{ROW}Súdwest-Fryslân\n".encode("latin-1"))
    (record,) = read_table(file, "registrations").records
    assert as_dutch_text(record.model_dump()["municipality"]) == "Súdwest-Fryslân"


def test_sheets_of_ones_own_are_told_together_and_empty_ones_are_not(tmp_path: Path) -> None:
    book = example()
    book.sheets |= {"Kas": [["a", 1]], "Foto's": [["b"]], "Blad1": [], "Uitleg": [["c"]]}
    (line,) = _warnings(book, tmp_path)
    assert line.startswith("Deze bladen worden niet gebruikt: 'Kas', 'Foto's'.")


def test_a_sheet_that_is_somewhat_like_a_list_names_that_list(tmp_path: Path) -> None:
    book = example()
    del book.sheets["Reeksen"]
    book.sheets["Reeks"] = [["Kenmerk", "Waarden"], ["drempel", "6, 8"]]
    read = book.read(tmp_path)
    assert read.school is not None
    assert read.school.sweeps == ()
    (problem,) = read.problems
    assert problem.warning
    assert problem.line("nl").startswith("Reeks: Dit blad wordt niet gebruikt. Bedoelt u misschien")
    assert "'Sweeps'" in problem.line("en")


def test_a_csv_file_of_ones_own_in_the_folder_is_told(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "map", example().sheets, ";", "utf-8")
    (folder / "kas.csv").write_text("a;b\n", "utf-8")
    (problem,) = read_source(folder).problems
    assert problem.line("nl").startswith("kas: Dit blad wordt niet gebruikt.")
