"""The summary tells an official how the schools are doing, and claims no more than is known."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, sync_playwright

from models import Language
from scheduler.region import SchoolRow, State, write_summary
from scheduler.region.totals import Totals
from tests.scheduler.region.region import error, row

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = pytest.mark.xdist_group("browser")

ROWS = [
    row("Zwolle", name="Taalhuis", learners=200, placed=150, waiting=50, seconds=9.0),
    row("Kampen", learners=30, placed=30, waiting=0, reasons=(), gap=0.0, bound=100),
    row("<b>Urk", State.REFUSED, problems=(error("Rij 3 klopt niet.", "Row 3 is wrong."),)),
    row("10 Elburg", learners=9, placed=4, waiting=5),
    row("9 Epe", State.LEFT),
]


def told(rows: list[SchoolRow], folder: Path, language: str = "nl") -> str:
    write_summary(rows, folder, Language(language), "Noord-Veluwe")
    return " ".join((folder / "summary.html").read_text("utf-8").split())


def test_totals_count_only_schools_with_a_plan(tmp_path: Path) -> None:
    page = told(ROWS, tmp_path)
    assert "3 van de 5 scholen hebben een rooster." in page
    assert "Van hun 239 cursisten hebben er 184 een klas; 55 wachten." in page
    assert "Rij 3 klopt niet." in page
    assert "&lt;b&gt;Urk" in page
    assert "<b>Urk" not in page


def test_the_page_speaks_english_when_asked(tmp_path: Path) -> None:
    page = told(ROWS, tmp_path, "en")
    assert '<html lang="en">' in page
    assert "3 of the 5 schools have a plan." in page
    assert "Row 3 is wrong." in page
    assert "cursisten" not in page


def test_nothing_is_called_proven_when_one_school_has_no_bound(tmp_path: Path) -> None:
    unknown = row("x", bound=None, gap=None)
    assert Totals([*ROWS, unknown]).gap is None
    assert "is niet voor elke school bewezen" in told([row("y"), unknown], tmp_path)
    assert Totals([row("y"), row("z", objective=300, bound=270)]).gap == pytest.approx(0.1)
    assert "hoogstens 10 % beter" in told([row("y")], tmp_path)
    best = row("y", bound=100, gap=0.0)
    assert "Betere roosters bestaan niet" in told([best], tmp_path)


def test_a_region_without_any_plan_is_told_as_such(tmp_path: Path) -> None:
    page = told([row("x", State.REFUSED), row("y", State.LEFT)], tmp_path)
    assert "Nog geen school heeft een rooster." in page


@pytest.mark.parametrize(("language", "header"), [("nl", "Cursisten"), ("en", "Learners")])
def test_table_and_workbook_hold_every_school(tmp_path: Path, language: str, header: str) -> None:
    told(ROWS, tmp_path, language)
    delimiter = ";" if language == "nl" else ","
    with (tmp_path / "summary.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream, delimiter=delimiter))
    assert [line[header] for line in lines] == ["200", "30", "", "9", ""]
    book = load_workbook(tmp_path / "summary.xlsx")
    sheet = book.worksheets[0]
    assert [sheet.cell(r, 1).value for r in range(5, 10)] == [x.shown for x in ROWS]
    link = sheet.cell(5, sheet.max_column).hyperlink
    assert link is not None
    assert link.target == "Zwolle/report.html"


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    return []


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, complaints: list[str]) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("summary")
    told(ROWS, folder)
    file = folder / "summary.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, offline=True)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text))
        page.on(
            "request",
            lambda r: None if r.url == file.as_uri() else complaints.append(r.url[:100]),
        )
        page.goto(file.as_uri())
        yield page
        browser.close()


def shown(page: Page) -> list[str]:
    heads = page.locator(".schools tbody tr:visible th")
    return [text.split("\n")[0].strip() for text in heads.all_inner_texts()]


def test_schools_can_be_sorted_by_every_figure_and_by_name(page: Page) -> None:
    page.get_by_role("button", name="Wachten").click()
    assert shown(page)[:3] == ["Taalhuis", "10 Elburg", "Kampen"]
    page.get_by_role("button", name="Wachten").click()
    assert shown(page)[:3] == ["Kampen", "10 Elburg", "Taalhuis"]
    assert set(shown(page)[3:]) == {"<b>Urk", "9 Epe"}  # without figures: always last
    page.get_by_role("button", name="School").click()
    names = shown(page)
    assert names.index("9 Epe") < names.index("10 Elburg") < names.index("Kampen")


def test_schools_can_be_searched_and_those_without_a_plan_picked(page: Page) -> None:
    page.fill("#search", "zwol")
    assert shown(page) == ["Taalhuis"]
    assert page.inner_text("#count") == "1 school"
    page.fill("#search", "")
    page.check("#attention")
    assert set(shown(page)) == {"<b>Urk", "9 Epe"}
    page.uncheck("#attention")


def test_every_plan_leads_to_its_report(page: Page) -> None:
    assert page.get_by_role("link", name="10 Elburg").last.get_attribute("href") == (
        "10%20Elburg/report.html"
    )


def test_the_page_fits_a_laptop_and_a_phone_and_fetches_nothing(
    page: Page, complaints: list[str]
) -> None:
    for width in (1366, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, width
    assert complaints == []
