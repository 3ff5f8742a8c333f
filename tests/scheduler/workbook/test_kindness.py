"""Files as people have them: other headers, other separators, numbers and dates as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models import Learner, Slot, Status
from scheduler.workbook import read_source
from scheduler.workbook.cells import NUMBER, SHARE, TEXT, YES_NO, CellError
from scheduler.workbook.choices import CHILDCARE, LEVEL, LITERACY, STATUS
from scheduler.workbook.moments import DATE, DAYS, END_TIME, TIME, slots_of
from scheduler.workbook.schema import BY_FIELD, TABLES
from tests.scheduler.workbook.files import Book, as_dutch_text, example, example_school, write_csv


def _reads_the_same(book: Book, folder: Path) -> None:
    read = book.read(folder)
    assert read.school == example_school(), [p.line("nl") for p in read.problems]


def test_the_row_of_notes_may_be_deleted(tmp_path: Path) -> None:
    book = example()
    for rows in book.sheets.values():
        del rows[1]
    _reads_the_same(book, tmp_path)


def test_the_row_of_notes_is_known_when_its_first_column_is_gone(tmp_path: Path) -> None:
    book = example()
    book.sheets["Cursisten"] = [row[1:] + row[:1] for row in book.sheets["Cursisten"]]
    _reads_the_same(book, tmp_path)


def test_a_title_and_empty_rows_above_the_header_are_fine(tmp_path: Path) -> None:
    book = example()
    book.sheets["Cursisten"][:0] = [["Cursisten van het najaar"], [], [None, "stand 1 juni"]]
    _reads_the_same(book, tmp_path)


def test_rows_keep_their_numbers_below_a_title(tmp_path: Path) -> None:
    book = example()
    book.sheets["Lokalen"][:0] = [["Onze lokalen"], []]
    book.sheets["Lokalen"][4][3] = "veel"
    read = book.read(tmp_path)
    assert [(p.sheet, p.row, p.column) for p in read.problems] == [("Lokalen", 5, "Plaatsen")]


def test_dutch_and_english_headers_may_be_mixed(tmp_path: Path) -> None:
    book = example()
    for table in TABLES:
        header = book.sheets[table.sheet.nl][0]
        for at, column in enumerate(table.columns):
            if at % 2:
                header[at] = column.header.en
    book.sheets["Learners"] = book.sheets.pop("Cursisten")
    _reads_the_same(book, tmp_path)


def test_headers_may_differ_in_case_blanks_and_hyphens(tmp_path: Path) -> None:
    book = example()
    for rows in book.sheets.values():
        rows[0] = ["  " + header.upper().replace(" ", "\u00a0-") + " " for header in rows[0]]
    _reads_the_same(book, tmp_path)


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    book = example()
    for name, rows in book.sheets.items():
        book.sheets[name] = [list(reversed(row)) for row in rows]
    _reads_the_same(book, tmp_path)


def test_extra_columns_sheets_and_empty_rows_are_kept_out_of_the_way(tmp_path: Path) -> None:
    book = example()
    book.sheets["Kas"] = [["a", "b"], [1, "=1/0"]]
    for rows in book.sheets.values():
        for number, row in enumerate(rows):
            row.append("Telefoon" if number == 0 else "#N/A")
    book.sheets["Lokalen"].insert(3, [None, " ", "\u00a0"])
    _reads_the_same(book, tmp_path)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_separator_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    book = example()
    for rows in book.sheets.values():
        del rows[1]
    book.put("Cursisten", 2, "Naam", "Zoë Müller, €")
    school = read_source(write_csv(tmp_path / "map", book.sheets, delimiter, encoding)).school
    assert school is not None
    assert school.learners[0].name == "Zoë Müller, €"
    assert school.learners[1:] == example_school().learners[1:]
    assert school.offerings == example_school().offerings


def test_the_separator_line_of_excel_is_understood(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "map", example().sheets, ",", "utf-8")
    for file in folder.iterdir():
        file.write_text("sep=,\n" + file.read_text("utf-8"), "utf-8")
    assert read_source(folder).school == example_school()


def test_everything_may_be_text(tmp_path: Path) -> None:
    book = example()
    for name, rows in book.sheets.items():
        book.sheets[name] = [[as_dutch_text(v) or None for v in row] for row in rows]
    _reads_the_same(book, tmp_path)


def test_codes_that_look_like_numbers_keep_their_form(tmp_path: Path) -> None:
    book = example()
    rows = [book.row_of("Cursisten", code) for code in ("C24", "C25", "C26")]
    for row, code in zip(rows, ("007", 7.0, 70), strict=True):
        book.put("Cursisten", row, "Code", code)
    school = book.read(tmp_path).school
    assert school is not None
    assert [learner.reference for learner in school.learners[-3:]] == ["007", "7", "70"]


def test_a_formula_with_a_stored_result_is_read(tmp_path: Path) -> None:
    import zipfile

    book = example()
    book.put("Lokalen", 3, "Plaatsen", "=9*2")
    file = book.save(tmp_path / "school.xlsx")
    stored = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<f>9*2</f><v />", b"<f>9*2</f><v>18</v>"))
    assert read_source(stored).school == example_school()


@pytest.mark.parametrize("text", ["ja", "J", "x", "X", "1", 1, 1.0, "waar", "TRUE", True, "yes"])
def test_words_for_yes(text: Any) -> None:
    assert YES_NO.read(text) is True


@pytest.mark.parametrize("text", ["nee", "N", "0", 0, "onwaar", "false", False, "no"])
def test_words_for_no(text: Any) -> None:
    assert YES_NO.read(text) is False


@pytest.mark.parametrize(
    "value",
    [
        date(2025, 12, 31),
        datetime(2025, 12, 31, 10),
        *("31-12-2025", "31/12/2025", "31.12.2025", "2025-12-31", "31-12-25"),
        *("2025-12-31 00:00:00", "2025-12-31T08:30", "31-12-2025 0:00"),
        *("31 december 2025", "31 dec 2025", "31-dec-2025", "31 December 2025"),
    ],
)
def test_forms_of_a_date(value: Any) -> None:
    assert DATE.read(value) == date(2025, 12, 31)


@pytest.mark.parametrize(
    "value",
    [
        *(time(9, 30), datetime(1900, 1, 1, 9, 30), timedelta(hours=9, minutes=30), 9.5 / 24),
        *("9:30", "09.30", "9u30", "09:30:00", "9:30 uur", time(9, 29, 59), "09:30:00 AM"),
    ],
)
def test_forms_of_a_time(value: Any) -> None:
    assert TIME.read(value) == time(9, 30)


@pytest.mark.parametrize(
    ("text", "hour"), [("12:00 AM", 0), ("12:00 PM", 12), ("04:00:00 PM", 16), ("1 p.m.", 13)]
)
def test_english_halves_of_the_day(text: str, hour: int) -> None:
    assert TIME.read(text) == time(hour)


@pytest.mark.parametrize("value", ["24:00", time(0), timedelta(days=1), 1.0])
def test_midnight_ends_a_day(value: Any) -> None:
    assert END_TIME.read(value) == time(0)


@pytest.mark.parametrize(
    "value", ["24:00", "25:00", "9:60", 0.99999, "nu", date(2025, 1, 1), "14:00 PM"]
)
def test_no_time_at_which_something_can_start(value: Any) -> None:
    with pytest.raises(CellError):
        TIME.read(value)


@pytest.mark.parametrize(
    ("value", "number"),
    [("2,5", 2.5), ("2.5", 2.5), ("1.250,5", 1250.5), (" 3 ", 3), ("80%", 0.8), (7, 7)],
)
def test_forms_of_a_number(value: Any, number: float) -> None:
    assert NUMBER.read(value) == number


@pytest.mark.parametrize(
    "value", ["", "-", "1_0", "nan", "inf", float("inf"), 10**400, True, "1e99"]
)
def test_no_numbers(value: Any) -> None:
    with pytest.raises(CellError):
        NUMBER.read(value)


@pytest.mark.parametrize("value", ["80%", "0,8", 0.8, 80, "80"])
def test_a_share_may_be_written_as_a_percentage(value: Any) -> None:
    assert SHARE.read(value) == pytest.approx(0.8)


def test_words_that_occur_in_several_lists_keep_their_meaning() -> None:
    assert STATUS.read("overig") is Status.OTHER
    assert [STATUS.write(s, "nl") for s in Status] == ["asiel", "gezin", "overig"]
    assert LITERACY.words[0].nl == "analfabeet"
    assert CHILDCARE.words[0].nl == "niet nodig"


def test_every_word_of_every_choice_is_read_back() -> None:
    choices = [c for t in TABLES for c in t.columns if c.kind.words and not c.kind.many]
    assert len(choices) > 20
    for column in choices:
        for word in column.kind.words:
            assert column.kind.read(word.nl) == column.kind.read(word.en)


@pytest.mark.parametrize("text", ["A1+", "a1+", "A1 +", "a1\u00a0+"])
def test_forms_of_a_level(text: str) -> None:
    assert LEVEL.read(text).value == "A1+"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ma", (0,)),
        ("Maandag", (0,)),
        ("ma, wo", (0, 2)),
        ("ma en wo", (0, 2)),
        ("ma-wo", (0, 1, 2)),
        ("ma - wo", (0, 1, 2)),
        ("ma t/m wo", (0, 1, 2)),
        ("Mon to Wed", (0, 1, 2)),
        ("di, do-za", (1, 3, 4, 5)),
        ("thu/fri", (3, 4)),
    ],
)
def test_forms_of_days(text: str, days: tuple[int, ...]) -> None:
    assert DAYS.read(text) == days


MORNING = (Slot(0, 540, 720), Slot(2, 540, 720))


@pytest.mark.parametrize(
    "text",
    [
        "ma, wo 09:00-12:00",
        "ma 09:00-12:00; wo 09:00-12:00",
        "ma 9-12, wo 9-12",
        "ma 9.00 uur - 12.00 uur, wo 9u00 tot 12u00",
        "maandag en woensdag 9:00 – 12:00 uur",
        "mon 9 to 12\nwed 09:00-12:00;",
    ],
)
def test_forms_of_lesson_times(text: str) -> None:
    assert slots_of(text) == MORNING


@pytest.mark.parametrize("text", ["09:00-12:00", "ma", "ma 9", "ma 12-9", "ma 9-25", ", 9-12"])
def test_no_lesson_times(text: str) -> None:
    with pytest.raises(CellError):
        slots_of(text)


def test_all_fields_of_a_learner_have_a_column() -> None:
    columns = {c.field for c in BY_FIELD["learners"].columns if not c.field.startswith("score_")}
    assert columns | {"intake_scores"} == set(Learner.model_fields)


def test_a_whole_number_of_excel_is_no_decimal_code() -> None:
    assert TEXT.read(7.0) == "7"
    assert TEXT.read("007") == "007"


def test_an_empty_row_far_below_is_no_learner(tmp_path: Path) -> None:
    file = example().save(tmp_path / "school.xlsx")
    book = openpyxl.load_workbook(file)
    book["Cursisten"].cell(20_000, 1, " ")
    book.save(file)
    assert read_source(file).school == example_school()
