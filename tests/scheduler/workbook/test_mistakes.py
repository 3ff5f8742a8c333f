"""Every mistake is named with its sheet, row and column, and with what to do about it."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scheduler.workbook import describe, read_source
from scheduler.workbook.problems import MOST_ALIKE, MOST_WARNINGS
from tests.scheduler.workbook.files import FIRST, Book, example, only, places

# sheet, row, column, what is typed there, what the Dutch line must say (wrong; to do)
CELLS: list[tuple[str, int, str, Any, str, str]] = [
    ("Cursisten", 3, "Huidige klas", "K9", "klas 'K9' bestaat niet", "blad Klassen"),
    ("Cursisten", 5, "Liefst locatie", "MARS", "locatie 'MARS' bestaat niet", "Locaties"),
    ("Cursisten", 4, "Code", "C01", "'C01' komt twee keer voor (zie ook rij 3)", "eigen code"),
    ("Cursisten", 4, "Code", None, "deze cel is leeg", "vul in: eigen code"),
    ("Cursisten", 4, "Niveau", "A9", "'A9' bestaat niet", "A0"),
    ("Cursisten", 4, "Niveau", "B3", "'B3' bestaat niet", "B"),
    ("Cursisten", 4, "Route", "Onderwis", "'Onderwis' bestaat niet", "bedoelt u 'Onderwijs'?"),
    ("Cursisten", 4, "Aangemeld op", "31-02-2025", "geen bestaande datum", "dag-maand-jaar"),
    ("Cursisten", 4, "Aangemeld op", "morgen", "'morgen' is geen bestaande datum", "31-12-2025"),
    ("Cursisten", 4, "Aangemeld op", date(2026, 1, 5), "na de start van het rooster", "datum"),
    ("Cursisten", 4, "Termijn gestart op", date(9999, 12, 31), "geen bestaande datum", "schrijf"),
    ("Cursisten", 4, "Score lezen", 130, "130 is te groot", "vul 100 of minder in"),
    ("Cursisten", 4, "Score lezen", 55.5, "'55,5' is geen heel getal", "zonder komma"),
    ("Cursisten", 4, "Uren werk", -4, "-4 is te klein", "vul 0 of meer in"),
    ("Cursisten", 4, "Uren werk", "veel", "'veel' is geen getal", "bijvoorbeeld 12 of 2,5"),
    ("Cursisten", 4, "Aanwezigheid", -0.2, "-0,2 is te klein", "vul 0 of meer in"),
    ("Cursisten", 4, "Betaald werk", "misschien", "geen ja of nee", "vul ja of nee in"),
    ("Cursisten", 4, "Kinderopvang", "wachtlijst", "staat geen datum", "niet beschikbaar"),
    ("Bezet", 3, "Persoon", "C99", "geen cursist en geen docent", "Cursisten of Docenten"),
    ("Bezet", 3, "Van", "25:00", "'25:00' is geen bestaande tijd", "09:30"),
    ("Bezet", 3, "Van", "09:75", "'09:75' is geen bestaande tijd", "09:30"),
    ("Bezet", 3, "Tot", time(7), "de eindtijd (07:00) ligt niet na de begintijd", "later"),
    ("Bezet", 3, "Dag", "someday", "'someday' bestaat niet", "?"),
    ("Bezet", 3, "Geldig vanaf", "32-01-2025", "geen bestaande datum", "dag-maand-jaar"),
    ("Docenten", 3, "Beschikbaar", "ma 17:00-09:00", "ligt niet na de begintijd", "later"),
    ("Docenten", 3, "Beschikbaar", "ma 09:00-25:00", "die bestaan", "ma, wo 09:00-12:00"),
    ("Docenten", 3, "Beschikbaar", "altijd", "'altijd' is geen dag", "schrijf bijvoorbeeld"),
    ("Docenten", 3, "Locaties", "SCHOOL, KERK", "locatie 'KERK' bestaat niet", "blad Locaties"),
    ("Docenten", 4, "Code", "C01", "'C01' is ook de code van een cursist", "andere code"),
    ("Docenten", 3, "Routes", ",", "hier is niets ingevuld", "ten minste 1"),
    ("Lokalen", 3, "Plaatsen", 0, "0 is te klein", "vul 1 of meer in"),
    ("Lokalen", 4, "Locatie", "KERK", "locatie 'KERK' bestaat niet", "blad Locaties"),
    ("Reistijden", 4, "Minuten", 301, "301 is te groot", "vul 300 of minder in"),
    (
        "Reistijden",
        4,
        "Naar gebied",
        "Noord",
        "andere reistijd (zie ook rij 3)",
        "één van beide rijen",
    ),
    ("Aanbod", 3, "Minimum", 19, "staan niet op volgorde", "minimum ≤ streefgrootte ≤ maximum"),
    ("Aanbod", 3, "Niveau vanaf", "B2", "ligt boven het hoogste", "draai de niveaus om"),
    ("Aanbod", 3, "Minuten per les", 150, "duurt 180 minuten", "lengte van een les"),
    ("Aanbod", 4, "Lessen per week", 6, "bieden 3 lessen per week", "meer lesmomenten"),
    ("Klassen", 3, "Aanbod", "NT2", "aanbod 'NT2' bestaat niet", "blad Aanbod"),
    ("Klassen", 3, "Docenten", "D8", "docent 'D8' bestaat niet", "blad Docenten"),
    ("Klassen", 3, "Docenten", "D1, D2", "2 codes bij 3 lestijden", "één per lestijd"),
    ("Klassen", 3, "Lokalen", None, "staat vast, maar is niet ingevuld", "op nee"),
    ("Klassen", 3, "Lestijden", "ma 09:00-12:00", "1 lestijden, het aanbod 3", "gelijk"),
    ("Pauzes", 3, "Cursist", "C99", "cursist 'C99' bestaat niet", "blad Cursisten"),
    ("Pauzes", 3, "Tot en met", None, "deze cel is leeg", "laatste dag van de pauze"),
    ("Pauzes", 3, "Tot en met", date(2026, 1, 1), "ligt voor de eerste", "draai"),
    ("Routewissels", 3, "Cursist", "C99", "cursist 'C99' bestaat niet", "blad Cursisten"),
    ("Routewissels", 3, "Nieuwe route", "A", "'A' bestaat niet", "Onderwijs"),
    ("Routewissels", 3, "Met ingang van", date(2025, 8, 1), "nog route B1", "verbeter de datum"),
    ("Routewissels", 3, "Taaluren die meetellen", -1, "-1 is te klein", "vul 0 of meer in"),
    ("Sluitingsdagen", 3, "Van", None, "deze cel is leeg", "eerste dag zonder les"),
    ("Sluitingsdagen", 4, "Van", "30-02-2026", "geen bestaande datum", "dag-maand-jaar"),
    ("Sluitingsdagen", 4, "Tot en met", date(2026, 3, 1), "ligt voor de eerste", "draai"),
    ("Sluitingsdagen", 4, "Locatie", "KERK", "locatie 'KERK' bestaat niet", "blad Locaties"),
    ("Beleid", 4, "Waarde", "oost", "'oost' bestaat niet", "noord"),
    ("Beleid", 3, "Regel", "langste wachtijd in weken", "er is geen regel", "bedoelt u"),
    ("Beleid", 3, "Regel", "xyz", "er is geen regel 'xyz'", "blad Uitleg"),
    ("Beleid", 3, "Waarde", "lang", "'lang' is geen getal", "bijvoorbeeld"),
    ("Beleid", 3, "Waarde", 1000, "1000 is te groot", "vul 260 of minder in"),
    ("Beleid", 3, "Regel", "gewicht ontbrekende helpr", "er is geen regel", "bedoelt u"),
    ("School", 3, "Startdatum", "1 sept", "geen bestaande datum", "dag-maand-jaar"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "wrong", "todo"), CELLS)
def test_a_wrong_cell_is_named_and_nothing_else_is(
    tmp_path: Path, sheet: str, row: int, column: str, value: Any, wrong: str, todo: str
) -> None:
    book = example()
    book.put(sheet, row, column, value)
    read = book.read(tmp_path)
    errors = [p for p in read.problems if not p.warning]
    told = "\n".join(p.line("nl") for p in errors)
    assert places(read) in ([(sheet, row, column)], [(sheet, row, _other(column))]), told
    assert wrong.lower() in told.lower()
    assert todo.lower() in told.lower()
    assert read.school is None


def _other(column: str) -> str | None:
    """The column in which a mistake shows that was typed in another one."""
    return {
        "Kinderopvang": "Opvang vanaf",
        "Minuten per les": "Mogelijke lesmomenten",
        "Lessen per week": "Mogelijke lesmomenten",
        "Naar gebied": "Minuten",
        "Met ingang van": "Nieuwe route",
    }.get(column)


def test_a_level_no_offering_admits_is_told_at_the_learner(tmp_path: Path) -> None:
    book = example()
    row = book.row_of("Cursisten", "C26")
    for skill in ("lezen", "luisteren"):
        book.put("Cursisten", row, f"Score {skill}", None)
    book.put("Cursisten", row, "Niveau", "B2")
    line = only(book.read(tmp_path))
    assert line.startswith(f"Cursisten, rij {row}, kolom “Niveau”")
    assert "neemt niveau B2" in line


def test_a_spouse_who_is_not_in_the_list_is_told_at_the_household(tmp_path: Path) -> None:
    book = example()
    book.put("Cursisten", book.row_of("Cursisten", "C11"), "Huishouden", None)
    line = only(book.read(tmp_path))
    assert line.startswith("Huishoudens, rij 3, kolom “Code”")
    assert "partner ontbreekt" in line


def test_a_missing_sheet_is_one_problem(tmp_path: Path) -> None:
    for name in ("School", "Cursisten", "Docenten", "Lokalen", "Locaties", "Aanbod"):
        book = example()
        del book.sheets[name]
        read = book.read(tmp_path)
        assert places(read)[0] == (name, None, None)
        assert "ontbreekt" in read.problems[0].line("nl")
        assert {p.sheet for p in read.problems if not p.warning} <= {name, "Bezet", "Huishoudens"}


def test_what_points_to_a_missing_sheet_is_not_told_again(tmp_path: Path) -> None:
    for name in ("Locaties", "Docenten", "Lokalen", "Aanbod", "Cursisten"):
        book = example()
        del book.sheets[name]
        assert only(book.read(tmp_path)).startswith(f"{name}: ")


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_an_empty_sheet_is_one_problem(tmp_path: Path, rows: int) -> None:
    for name in ("School", "Cursisten", "Docenten", "Lokalen", "Locaties", "Aanbod"):
        book = example()
        book.sheets[name] = book.sheets[name][:rows]
        line = only(book.read(tmp_path))
        assert line.startswith(f"{name}: Het blad is leeg. Vul")


def test_lists_that_may_be_empty_may_be_wholly_empty(tmp_path: Path) -> None:
    book = example()
    for name in ("Huishoudens", "Bezet", "Reistijden", "Beleid"):
        book.sheets[name] = []
    read = book.read(tmp_path)
    assert read.school is not None
    assert read.school.busy == ()


@pytest.mark.parametrize(
    ("sheet", "column"),
    [("Cursisten", "Code"), ("Cursisten", "Niveau"), ("Locaties", "Code"), ("Aanbod", "Routes")],
)
def test_a_missing_column_is_one_problem_in_the_header_row(
    tmp_path: Path, sheet: str, column: str
) -> None:
    book = example()
    book.drop_column(sheet, column)
    read = book.read(tmp_path)
    assert only(read).startswith(f"{sheet}, rij 1: De kolom '{column}' ontbreekt")


def test_a_misspelt_required_header_is_told_where_it_stands(tmp_path: Path) -> None:
    book = example()
    book.sheets["Cursisten"][0][book.at("Cursisten", "Niveau")] = "Nivau"
    read = book.read(tmp_path)
    assert places(read) == [("Cursisten", 1, "Nivau")]
    assert "bedoelt u 'Niveau'" in only(read).replace("Bedoelt", "bedoelt")


def test_a_misspelt_optional_header_is_a_warning(tmp_path: Path) -> None:
    book = example()
    book.sheets["Cursisten"][0][book.at("Cursisten", "Moedertaal")] = "Moedertal"
    read = book.read(tmp_path)
    assert read.school is not None
    assert [(p.row, p.column, p.warning) for p in read.problems] == [(1, "Moedertal", True)]


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    book = example()
    book.sheets["Lokalen"][0].append("Seats")
    read = book.read(tmp_path)
    assert places(read) == [("Lokalen", 1, "Seats")]
    assert "'Plaatsen'" in only(read)


def test_two_sheets_for_one_list_are_told(tmp_path: Path) -> None:
    book = example()
    book.sheets["Learners"] = book.sheets["Cursisten"][:5]
    assert "blad 'Learners'" in only(book.read(tmp_path))


@pytest.mark.parametrize(
    ("rule", "value", "wrong"),
    [
        ("activiteiten weken vooruit", 0, "0 is te klein"),
        ("gewicht activiteit lege plaats", -1, "-1 is te klein"),
        ("gewicht activiteit lege plaats", "veel", "'veel' is geen getal"),
    ],
)
def test_a_wrong_weight_of_activities_is_located(
    tmp_path: Path, rule: str, value: object, wrong: str
) -> None:
    book = example()
    book.sheets["Beleid"].append([rule, value, None])
    read = book.read(tmp_path)
    assert places(read) == [("Beleid", len(book.sheets["Beleid"]), "Waarde")]
    assert wrong in only(read)


def test_a_policy_rule_given_twice_is_told(tmp_path: Path) -> None:
    book = example()
    book.sheets["Beleid"].append(["longest wait in weeks", 20, None])
    read = book.read(tmp_path)
    assert places(read) == [("Beleid", FIRST + 2, "Regel")]
    assert "twee keer" in only(read)


@pytest.mark.parametrize("value", ["=1+1", "=A1"])
def test_a_formula_without_a_stored_result_is_told(tmp_path: Path, value: str) -> None:
    book = example()
    book.put("Lokalen", 3, "Plaatsen", value)
    read = book.read(tmp_path)
    assert places(read) == [("Lokalen", 3, "Plaatsen")]
    assert "formule" in only(read)


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#DEEL/0!", "#N/B"])
def test_an_error_value_is_told(tmp_path: Path, value: str) -> None:
    book = example()
    book.put("Lokalen", 3, "Plaatsen", value)
    read = book.read(tmp_path)
    assert places(read) == [("Lokalen", 3, "Plaatsen")]
    assert value in only(read)


def test_merged_cells_are_told_at_every_cell_they_empty(tmp_path: Path) -> None:
    file = example().save(tmp_path / "school.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["Cursisten"]
    column = [cell.value for cell in sheet[1]].index("Niveau") + 1
    sheet.merge_cells(start_row=4, end_row=6, start_column=column, end_column=column)
    book.save(file)
    read = read_source(file)
    assert places(read) == [("Cursisten", 5, "Niveau"), ("Cursisten", 6, "Niveau")]
    assert "hef de samenvoeging op" in read.problems[0].line("nl").replace("Hef", "hef")


def _ten_mistakes() -> tuple[Book, set[tuple[str, int | None, str | None]]]:
    book = example()
    wrong: list[tuple[str, int, str, Any]] = [
        ("Cursisten", 3, "Niveau", "Q7"),
        ("Cursisten", 4, "Score lezen", 300),
        ("Cursisten", 5, "Huidige klas", "K77"),
        ("Cursisten", 6, "Aangemeld op", "30-02-2025"),
        ("Bezet", 4, "Persoon", "niemand"),
        ("Bezet", 3, "Tot", "26:00"),
        ("Docenten", 3, "Beschikbaar", "nooit"),
        ("Lokalen", 4, "Locatie", "elders"),
        ("Aanbod", 4, "Minimum", 40),
        ("Beleid", 3, "Waarde", "lang"),
    ]
    for sheet, row, column, value in wrong:
        book.put(sheet, row, column, value)
    return book, {(sheet, row, column) for sheet, row, column, _ in wrong}


def test_ten_mistakes_are_told_at_once_and_only_they(tmp_path: Path) -> None:
    book, wrong = _ten_mistakes()
    read = book.read(tmp_path)
    assert sorted(places(read), key=str) == sorted(wrong, key=str)


def test_problems_come_in_the_order_of_the_sheets_and_rows(tmp_path: Path) -> None:
    book, _ = _ten_mistakes()
    found = places(book.read(tmp_path))
    sheets = list(book.sheets)
    assert found == sorted(found, key=lambda p: (sheets.index(p[0]), p[1] or 0))


def test_several_mistakes_in_one_row_are_all_told(tmp_path: Path) -> None:
    book = example()
    book.put("Cursisten", 4, "Code", "C01")
    book.put("Cursisten", 4, "Niveau", "Q7")
    book.put("Cursisten", 4, "Score lezen", 300)
    book.put("Cursisten", 4, "Huidige klas", "K77")
    columns = {column for _, _, column in places(book.read(tmp_path))}
    assert columns == {"Code", "Niveau", "Score lezen", "Huidige klas"}


def test_an_unreadable_row_brings_no_errors_elsewhere(tmp_path: Path) -> None:
    spoilt = [
        ("Cursisten", "C10", "Niveau"),  # has a spouse
        ("Cursisten", "C03", "Aangemeld op"),  # has busy hours
        ("Docenten", "D1", "Routes"),  # teaches the running class
        ("Lokalen", "L1", "Plaatsen"),  # houses it
        ("Locaties", "SCHOOL", "Gebied"),  # everything is there
        ("Aanbod", "Z-DAG", "Minimum"),  # the only offering for the Z-route
        ("Klassen", "K1", "Tijden vast"),  # has members
    ]
    for sheet, code, column in spoilt:
        book = example()
        row = book.row_of(sheet, code)
        book.put(sheet, row, column, "#N/A")
        assert places(book.read(tmp_path)) == [(sheet, row, column)]


def test_an_unreadable_offering_does_not_hide_who_fits_no_offering(tmp_path: Path) -> None:
    book = example()
    book.put("Aanbod", book.row_of("Aanbod", "Z-DAG"), "Minimum", 40)
    row = book.row_of("Cursisten", "C09")
    book.put("Cursisten", row, "Route", "Onderwijs")
    assert ("Cursisten", row, "Route") in places(book.read(tmp_path))


def test_an_unreadable_start_brings_no_errors_elsewhere(tmp_path: Path) -> None:
    book = example()
    book.put("School", 3, "Startdatum", "ooit")
    book.put("Cursisten", 4, "Aangemeld op", date(2026, 1, 1))
    assert places(book.read(tmp_path)) == [("School", 3, "Startdatum")]


def test_no_more_than_fifty_of_a_kind_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    book = example()
    model = book.sheets["Bezet"][FIRST - 1]
    at = book.at("Bezet", "Persoon")
    for number in range(70):
        row = list(model)
        row[at] = f"X{number}"
        book.sheets["Bezet"].append(row)
    book.put("Bezet", 3, "Persoon", "#N/A")  # of another kind: told as well
    found = [p for p in book.read(tmp_path).problems if p.column == "Persoon"]
    assert len(found) == MOST_ALIKE + 2
    assert sum("foutmelding" in p.text.nl for p in found) == 1
    assert [p.row for p in found].count(None) == 1
    assert any("nog 20 van zulke fouten" in p.text.nl for p in found)


def test_warnings_do_not_hide_what_has_to_be_mended(tmp_path: Path) -> None:
    """A misspelt area on every row is told ten times; the one error stands before them."""
    book = example()
    for row in range(FIRST, FIRST + 26):
        book.put("Cursisten", row, "Woongebied", "Ergens")
    book.put("Cursisten", 7, "Niveau", "A9")
    problems = book.read(tmp_path).problems
    lines = list(describe(problems, "nl"))
    assert lines[0].startswith("✗ Cursisten, rij 7")
    assert sum("'Ergens' staat niet op het blad Reistijden" in line for line in lines) == (
        MOST_WARNINGS
    )
    assert "nog 15 van zulke rijen" in lines[-1]


def test_a_household_listed_twice_is_told_also_when_a_member_cannot_be_read(
    tmp_path: Path,
) -> None:
    book = example()
    book.sheets["Huishoudens"].append(list(book.sheets["Huishoudens"][FIRST - 1]))
    row = next(
        n
        for n, cells in enumerate(book.sheets["Cursisten"], start=1)
        if cells[book.at("Cursisten", "Huishouden")] == "H1"
    )
    book.put("Cursisten", row, "Niveau", "A9")
    assert ("Huishoudens", 4, "Code") in places(book.read(tmp_path))


def test_long_cells_are_quoted_short_and_on_one_line(tmp_path: Path) -> None:
    book = example()
    book.put("Docenten", 3, "Beschikbaar", "ma\n09 " * 4000)
    line = only(book.read(tmp_path))
    assert "\n" not in line
    assert len(line) < 300


def test_every_problem_is_told_in_both_languages(tmp_path: Path) -> None:
    book, wrong = _ten_mistakes()
    problems = book.read(tmp_path).problems
    dutch, english = list(describe(problems, "nl")), list(describe(problems, "en"))
    assert len(dutch) == len(english) == len(wrong)
    assert all(", rij " in line and ", kolom " in line for line in dutch)
    assert all(", row " in line and ", column " in line for line in english)
