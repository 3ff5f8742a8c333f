"""The report in a real browser, without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from scheduler.report import write_report
from tests.scheduler import demo

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """Console errors, script errors and requests other than the file itself."""
    return []


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, complaints: list[str]) -> Iterator[Page]:
    file = tmp_path_factory.mktemp("report") / "report.html"
    write_report(demo.school(), demo.plan(), file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, offline=True)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None,
        )
        page.on(
            "request",
            lambda r: None if r.url == file.as_uri() else complaints.append(r.url[:100]),
        )
        page.goto(file.as_uri())
        yield page
        browser.close()


def test_figures_are_drawn_when_they_come_into_sight(page: Page) -> None:
    for section in ("weeks", "makeup", "seats", "waiting", "score", "run"):
        page.locator(f"#{section} .chart").first.scroll_into_view_if_needed()
        page.locator(f"#{section} .chart svg").first.wait_for()


def test_searching_a_learner_shows_the_week(page: Page) -> None:
    page.click("#tab-learner")
    page.fill("#learner-search", "daan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#learner-name") == "Daan Zoek (C21)"
    assert page.inner_text("#learner-where") == "B1 avond N1"
    page.locator("#learner-figure svg").first.wait_for()
    assert page.locator("#learner-figure .bars path").count() == 2


def test_the_menu_leads_to_week_and_year_of_a_learner(page: Page) -> None:
    page.click("nav a[data-tab=learner]")
    page.locator("#year-figure svg").first.wait_for()
    assert page.is_visible("#learner-figure")
    page.click("#whole-term")
    assert page.get_attribute("#whole-term", "aria-pressed") == "true"
    lines = page.locator("#year-figure .scatterlayer path.js-line")
    assert lines.count() >= 1
    page.click("#one-year")


def test_who_will_not_make_the_hours_is_listed_and_leads_to_the_year(page: Page) -> None:
    late = page.locator("#hours button.person")
    count = int(page.inner_text("#hours .tile strong"))
    assert late.count() == count > 0
    if not page.locator("details.late-list").get_attribute("open"):
        page.evaluate("document.querySelector('details.late-list').open = true")
    name = late.first.inner_text()
    late.first.click()
    assert page.inner_text("#learner-name") == name
    assert page.locator("#year-figure .barlayer path").count() > 0


def test_nobody_found_is_said(page: Page) -> None:
    page.click("#tab-learner")
    page.fill("#learner-search", "xyzzy")
    assert page.is_visible("#learner-none")
    page.fill("#learner-search", "")
    assert page.is_hidden("#learner-none")


def test_a_member_of_a_class_leads_to_that_learners_week(page: Page) -> None:
    page.locator(".class summary").first.click()
    page.locator(".class .person").first.click()
    assert page.inner_text("#learner-name") == "C01"
    assert page.get_attribute("#tab-learner", "aria-selected") == "true"


def test_tabs_work_with_the_keyboard(page: Page) -> None:
    page.click("#tab-class")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#panel-teacher")
    assert page.is_hidden("#panel-class")
    page.keyboard.press("End")
    assert page.is_visible("#panel-learner")


def test_classes_are_found_by_member_and_by_offering(page: Page) -> None:
    page.fill("#class-search", "daan")
    assert page.locator(".class:visible .name b").all_inner_texts() == ["B1 avond N1"]
    page.fill("#class-search", "")
    page.select_option("#class-offering", "B1 overdag")
    assert page.inner_text("#class-count") == "2 klassen"
    page.select_option("#class-offering", "")


def test_the_waiting_list_can_be_searched(page: Page) -> None:
    page.fill("#waiting-search", "c37")
    assert page.inner_text("#waiting-count") == "1 cursist"
    assert page.locator(".reason:visible").count() == 1
    page.fill("#waiting-search", "")


def test_names_with_markup_stay_text(page: Page) -> None:
    page.click("#tab-learner")
    page.fill("#learner-search", "zoon")
    page.keyboard.press("Enter")
    assert page.inner_text("#learner-name") == f"{demo.MARKUP_NAME} (C12)"
    assert page.locator("img").count() == 0


def test_on_paper_all_weeks_and_all_members_are_there(page: Page, tmp_path: Path) -> None:
    page.click("#tab-class")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".class:not([open])").count() == 0
    for panel in ("class", "teacher", "room"):
        assert page.is_visible(f"#panel-{panel} svg.main-svg >> nth=0")
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.pdf(path=tmp_path / "report.pdf").startswith(b"%PDF")


def test_the_page_fits_a_laptop_and_a_phone(page: Page) -> None:
    for width in (1366, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, width


def test_nothing_was_fetched_and_nothing_went_wrong(page: Page, complaints: list[str]) -> None:
    assert page.title() == "Rooster Taalschool Demo · Instroom"
    assert complaints == []
