"""The page of a plan of activities in a real browser: the year of each learner."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from models import Language
from models.activity_plan import Rosters
from scheduler.activities.report import render, write_report
from scheduler.activities.view import PlanOfActivities
from tests.activities import a_group, a_plan, a_provider, an_activity, lessons
from tests.builders import a_learner

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.xdist_group("browser")


def planned() -> PlanOfActivities:
    """Forty learners with lessons on Tuesdays, one of them also in a PVT of three Mondays."""
    people = [a_learner("anja", name="Anja <b>Öz</b>")]
    people += [a_learner(f"c{n:02}") for n in range(40)]
    school = a_provider(people, an_activity(meetings=3))
    rosters = Rosters({x.reference: lessons("di 9-12", weeks=9) for x in people})
    plan = a_plan(school, a_group(weeks=(0, 1, 2)), g="anja")
    return PlanOfActivities(school, rosters, plan)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file = tmp_path_factory.mktemp("activiteiten") / "activities.html"
    write_report(planned(), file, Language.NL)
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, offline=True)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(file.as_uri())
        yield page
        browser.close()
    assert complaints == []


def test_the_year_of_a_learner_shows_lessons_and_every_meeting(page: Page) -> None:
    first = page.locator(".learner").first
    assert "Anja <b>Öz</b>" in first.inner_text()
    assert "Lessen: 27 uur · PVT: 9 uur" in first.inner_text()
    assert first.locator("rect[width='4']").count() == 3
    assert first.locator("svg").is_visible()


def test_months_and_holidays_stand_behind_every_year(page: Page) -> None:
    frame = page.locator("#year-frame")
    assert frame.locator(".month").count() >= 2
    used = page.locator(".learner use[href='#year-frame']")
    assert used.count() == page.locator(".learner").count() == 41


def test_learners_are_found_by_name_without_accents(page: Page) -> None:
    assert page.locator(".learner:visible").count() == 30
    page.click("#more")
    assert page.locator(".learner:visible").count() == 41
    page.fill("#search", "oz")
    assert page.locator(".learner:visible").count() == 1
    page.fill("#search", "")


def test_the_page_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_in_english_too() -> None:
    english = render(planned(), Language.EN)
    assert "The year of each learner" in english
    assert "Lessons: 27 h · PVT: 9 h" in english
