"""The page of the hours ledger in a real browser, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from models import Language
from scheduler.report import write_ledger_page
from scheduler.report.ledger_page import render_ledger
from tests.scheduler import ledgers

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """Console errors, script errors and requests other than the file itself."""
    return []


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, complaints: list[str]) -> Iterator[Page]:
    file = write_ledger_page(ledgers.ledger(), tmp_path_factory.mktemp("uren"), Language.NL)
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


def test_the_page_says_how_many_will_not_make_it(page: Page) -> None:
    assert page.inner_text("h1") == "1 van 4 cursisten haalt de uren niet in dit tempo"
    assert "18-10-2026" not in page.inner_text(".answer")
    assert "stand op 19-10-2026" in page.inner_text(".answer")


def test_the_most_urgent_learner_stands_first_with_what_helps(page: Page) -> None:
    first = page.locator(".hours tbody tr").first
    assert ledgers.MARKUP_NAME in first.inner_text()
    assert "haalt het niet" in first.inner_text()
    assert "extra dagdelen per week" in first.inner_text()


def test_the_list_can_be_searched_and_narrowed(page: Page) -> None:
    page.fill("#search", "zed z-route")
    assert page.inner_text("#count") == "1 cursist"
    page.fill("#search", "")
    page.select_option("#standing", "short")
    assert page.inner_text("#count") == "1 cursist"
    page.select_option("#standing", "")
    assert page.inner_text("#count") == "4 cursisten"


def test_a_click_on_a_name_draws_that_learners_year(page: Page) -> None:
    page.get_by_role("button", name="zed", exact=True).click()
    assert page.inner_text("#year-name") == "zed"
    assert page.inner_text("#year-where") == "Z ochtend · Z-route"
    figure = page.locator("#year-figure")
    figure.locator("svg").first.wait_for()
    assert figure.locator(".bars path").count() >= 10
    drawn = page.evaluate("document.getElementById('year-figure').data.map((t) => t.x.length)")
    python = ledgers.ledger()
    from scheduler.figures import year_of_learner

    same = [len(t.x) for t in year_of_learner.draw(python, "zed").data]
    assert drawn == same


def test_the_hours_of_another_norm_can_be_shown(page: Page) -> None:
    page.get_by_role("button", name="zed", exact=True).click()
    ends = "document.getElementById('year-figure').data[9].y.at(-1)"
    page.click("#norms >> text=Participatie")
    assert page.evaluate(ends) == 800
    page.click("#norms >> text=PVT")
    assert page.evaluate(ends) == 12
    page.get_by_role("button", name="good", exact=False).first.click()
    assert page.locator("#norms button:visible").count() < 4  # the B1 route asks no 800 hours
    page.locator("#norms button:visible").first.click()
    page.get_by_role("button", name="zed", exact=True).click()


def test_the_whole_term_can_be_shown(page: Page) -> None:
    page.click("#whole-term")
    assert page.get_attribute("#whole-term", "aria-pressed") == "true"
    shown = page.evaluate("document.getElementById('year-figure').layout.xaxis.range[1]")
    page.click("#one-year")
    year = page.evaluate("document.getElementById('year-figure').layout.xaxis.range[1]")
    assert str(year)[:10] < str(shown)[:10]


def test_it_fits_a_laptop_and_a_phone_without_scrolling_sideways(page: Page) -> None:
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
    page.set_viewport_size({"width": 1366, "height": 768})


def test_nothing_was_fetched_and_nothing_complained(page: Page, complaints: list[str]) -> None:
    page.wait_for_timeout(200)
    assert complaints == []


def test_the_page_is_there_in_english_too() -> None:
    english = render_ledger(ledgers.ledger(), Language.EN)
    assert '<html lang="en">' in english
    assert "1 of 4 learners will not make the hours at this pace" in english
    assert "haalt" not in english.split("<script>")[0].split("</style>")[1]
