"""The page in a real browser: from a workbook to the report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scheduler.generate import generate
from scheduler.workbook import write_template, write_workbook
from tests.api.test_process import serving

pytestmark = pytest.mark.xdist_group("browser")
expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "google-chrome", "chromium-browser")
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found is not None, "the browser tests need Chromium: install the package chromium"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("data")) as (client, _):
        yield str(client.base_url)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails its test on any script error or request to another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on(
        "request",
        lambda r: (
            None if r.url.startswith((address, "data:", "blob:", "about:")) else wrong.append(r.url)
        ),
    )
    made.goto(address)
    yield made
    context.close()
    assert wrong == []


def test_from_a_workbook_to_the_report(page: Page, tmp_path: Path) -> None:
    write_template(tmp_path / "school.xlsx")
    page.set_input_files("#file", tmp_path / "school.xlsx")
    expect(page.locator("#upload-state")).to_contain_text("26 cursisten gelezen")
    page.select_option("#time-limit", "20")
    page.click("#start button")
    expect(page.locator("#job-state")).to_have_text("Klaar", timeout=60_000)
    expect(page.locator("#placed")).to_have_text("26 / 26")
    expect(page.locator("#gap")).to_contain_text("0")
    report = page.frame_locator("#report")
    expect(report.locator("h1").first).to_contain_text("26", timeout=20_000)
    page.screenshot(path=str(tmp_path / "page.png"), full_page=True)
    assert (tmp_path / "page.png").stat().st_size > 20_000


def test_mistakes_are_listed_where_they_are(page: Page, tmp_path: Path) -> None:
    write_template(tmp_path / "fout.xlsx")
    book = load_workbook(tmp_path / "fout.xlsx")
    sheet = book["Cursisten"]
    sheet.cell(6, [c.value for c in sheet[1]].index("Route") + 1, "B7")
    book.save(tmp_path / "fout.xlsx")
    page.set_input_files("#file", tmp_path / "fout.xlsx")
    expect(page.locator("#problem-list li")).to_have_count(1)
    expect(page.locator("#problem-list li")).to_contain_text("Cursisten, rij 6, kolom “Route”")
    expect(page.locator("#plan")).to_be_hidden()


def test_the_page_speaks_english_too(page: Page) -> None:
    page.click("#language")
    expect(page.locator("#upload-title")).to_have_text("Read your school")


def test_a_reload_goes_on_with_the_plan_that_is_being_made(page: Page, tmp_path: Path) -> None:
    write_workbook(generate("roermond", 120, 3), tmp_path / "roermond.xlsx")
    page.set_input_files("#file", tmp_path / "roermond.xlsx")
    page.locator("#time-limit").select_option("1800")
    page.get_by_role("button", name="Maak een rooster").click()
    expect(page.locator("#placed")).to_contain_text("/ 120", timeout=60_000)
    page.reload()
    expect(page.locator("#placed")).to_contain_text("/ 120", timeout=30_000)
    expect(page.locator("#earlier").get_by_role("button", name="Volg")).to_be_visible()
    page.get_by_role("button", name="Stop en houd het beste rooster").click()
    expect(page.locator("#result")).to_be_visible(timeout=60_000)
    expect(page.locator("#job-state")).to_contain_text("het beste rooster is bewaard")
    assert "/zip" in str(page.locator("#zip").get_attribute("href"))
