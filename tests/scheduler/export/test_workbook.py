"""The workbook shows everything, opens everywhere, and runs nothing."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from scheduler.export import workbook_bytes
from scheduler.export.sheets import SheetNames
from tests.scheduler import demo


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(demo.school(), demo.plan())))


def column(book: Workbook, sheet: str, number: int = 1) -> list[object]:
    return [row[number - 1].value for row in book[sheet].iter_rows()]


def test_there_is_a_sheet_per_class_teacher_and_room_in_use(book: Workbook) -> None:
    assert book.sheetnames == [
        "Overzicht",
        "Wachtlijst",
        "Veranderingen",
        "Score",
        "B1 dag 1",
        "B1 dag N1",
        "B1 avond N1",
        "Z alfa- groep 1-2",
        "Docent Aalbers",
        "Docent Bos - invaller",
        "Docent Cem",
        "Lokaal 1",
        "Lokaal 2",
        "Zaal -groot-- noord-",
    ]


def test_a_class_sheet_lists_its_members_with_level_and_learnability(book: Workbook) -> None:
    rows = [[c.value for c in row] for row in book["B1 dag 1"].iter_rows()]
    members = [row for row in rows if str(row[0]).startswith("C") and len(str(row[0])) == 3]
    assert len(members) == 10
    assert members[0][:4] == ["C01", None, "A1+", 31]


def test_a_class_sheet_lists_its_lesson_times(book: Workbook) -> None:
    rows = [[c.value for c in row][:5] for row in book["B1 avond N1"].iter_rows()]
    assert ["maandag", "19:00", "21:30", "Docent Bos / invaller", "Lokaal 2, Hoofdgebouw"] in rows
    assert ["woensdag", "19:00", "21:30", "Docent Aalbers", "online"] in rows


def test_a_teacher_sheet_is_a_week_with_the_lesson_in_its_day(book: Workbook) -> None:
    sheet = book["Docent Aalbers"]
    header = [cell.value for cell in sheet[4]]
    assert header == ["Tijd", "Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag"]
    assert [cell.value for cell in sheet[5]][:4] == [
        "09:00-12:00",
        "B1 dag 1\nLokaal 1, Hoofdgebouw",
        "B1 dag N1\nLokaal 2, Hoofdgebouw",
        "B1 dag 1\nLokaal 1, Hoofdgebouw",
    ]


def test_the_waiting_list_gives_reason_and_remedy(book: Workbook) -> None:
    reasons = column(book, "Wachtlijst", 14)
    assert "Te weinig aanmeldingen" in reasons
    assert "Andere reden" in reasons
    assert column(book, "Wachtlijst", 16).count("Eén plaats extra.") == 6


def test_the_score_adds_up(book: Workbook) -> None:
    costs = [x for x in column(book, "Score", 4) if isinstance(x, int)]
    assert costs[-1] == sum(costs[:-1]) == 3283


def test_the_overview_says_how_many_have_a_class_and_links_to_them(book: Workbook) -> None:
    assert "34 van 40 cursisten hebben een klas; 6 wachten" in column(book, "Overzicht")
    links = {
        cell.hyperlink.location
        for row in book["Overzicht"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:8]}


def test_everybody_who_gets_another_class_is_listed_with_the_first_lesson(book: Workbook) -> None:
    rows = {str(row[0].value): [c.value for c in row] for row in book["Veranderingen"].iter_rows()}
    assert "C01" not in rows
    assert rows["C21"][1:4] == ["Daan Zoek", None, "B1 avond N1"]
    assert rows["C21"][4] == datetime(2025, 9, 1)
    assert rows["C21"][5] == "ma, wo 19:00-21:30"


def test_a_name_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    cells = [c for row in book["B1 dag N1"].iter_rows() for c in row]
    (found,) = [c for c in cells if c.value == demo.FORMULA_NAME]
    assert found.data_type == "s"
    assert found.quotePrefix


def test_every_sheet_prints_one_page_wide_on_landscape_a4(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_english_is_english() -> None:
    book = load_workbook(BytesIO(workbook_bytes(demo.school(), demo.plan(), "en")))
    assert book.sheetnames[0] == "Overview"
    assert "Waiting list" in book.sheetnames


def test_an_empty_plan_still_makes_a_workbook() -> None:
    book = load_workbook(BytesIO(workbook_bytes(demo.school(), demo.empty_plan())))
    assert book.sheetnames == ["Overzicht", "Wachtlijst", "Veranderingen", "Score"]
    assert "0 van 40 cursisten hebben een klas; 40 wachten" in column(book, "Overzicht")


def test_sheet_names_are_short_safe_and_unique_whatever_the_capitals() -> None:
    names = SheetNames()
    found = [names.take(x) for x in ("x" * 40, "X" * 40, "a/b", "A\\B", "'", "History")]
    assert found == ["x" * 31, "X" * 27 + " (2)", "a-b", "A-B (2)", "-", "History-"]
