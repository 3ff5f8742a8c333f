"""Plans the examples and writes their key figures and pictures: ``python -m examples.show``.

Names of examples as arguments: only those. What it writes stands in the README of each example
between two marks, in the row of that example in ``examples/README.md``, in ``week.png``, and for
Eindhoven in the pictures of the main README. Results are kept under ``out/examples``.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from models import Plan, School
from models.plan import Stop
from models.text import Language
from scheduler.generate import SCENARIOS
from scheduler.planning import make_plan, write_outputs
from scheduler.words import TELLS_NOTHING, percent, reason_title
from scheduler.workbook import read_source
from solver import Settings

EXAMPLES = Path(__file__).resolve().parent
ROOT = EXAMPLES.parent
OUT = ROOT / "out" / "examples"
SECONDS = 60
BEGIN, END = "<!-- written by examples/show.py -->", "<!-- end -->"
MOST_ROWS = 16  # classes that a picture of the week holds
SHOWN_FIRST = "eindhoven"  # the example in the main README


def show(names: Iterable[str]) -> None:
    """Plan the named examples and write what their READMEs show of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        for name in names:
            read = read_source(EXAMPLES / name)
            assert read.school is not None, read.problems
            plan = make_plan(read.school, Settings(time_limit=SECONDS)).plan
            assert plan is not None
            write_outputs(read.school, plan, OUT / name)
            _rewrite(EXAMPLES / name / "README.md", between_marks, section(read.school, plan))
            _rewrite(EXAMPLES / "README.md", with_row, name, row(read.school, plan))
            _pictures(browser, name)
            sys.stdout.write(f"{name}: {row(read.school, plan)} {distance(plan)}\n")
        browser.close()


# -- words -----------------------------------------------------------------------------------


def section(school: School, plan: Plan) -> str:
    """The key figures of a plan as Markdown."""
    assert plan.run is not None
    seated = sum(x.current_class is not None for x in school.learners)
    new_places = {p.learner for p in plan.placements}
    newcomers = [x.reference for x in school.learners if x.current_class is None]
    placed = sum(x in new_places for x in newcomers)
    reasons = Counter(reason_title(w.reasons)(Language.EN).lower() for w in plan.waiting)
    told = ", ".join(f"{reason} {n}" for reason, n in reasons.most_common()) or "nobody waits"
    opened = sum(not c.existing for c in plan.classes)
    week = "every class" if len(plan.classes) <= MOST_ROWS else "the first classes"
    cores = plan.run.workers
    return "\n".join(
        [
            "| | |",
            "| --- | --- |",
            f"| learners | {len(school.learners)}, of whom {seated} are in a running class |",
            f"| placed | {len(plan.placements)} ({placed} of {len(newcomers)} newcomers) |",
            f"| waiting | {len(plan.waiting)} |",
            f"| first reason of who waits | {told} |",
            f"| classes | {len(plan.classes)}, of which {opened} new |",
            f"| teachers, rooms | {len(school.teachers)}, {len(school.rooms)} |",
            f"| score, proven bound | {plan.run.objective:,}, {plan.run.bound or 0:,} |",
            f"| distance from the proven bound | {distance(plan)} |",
            "",
            f"Measured on {date.today():%-d %B %Y} with `--time-limit {SECONDS}` on {cores} cores, "
            f"seed {plan.run.seed}; the search ended after {round(plan.run.seconds)} s.",
            "",
            f"![The week of {week}](week.png)",
        ]
    )


def distance(plan: Plan) -> str:
    """How far a plan is proven to be from the best possible one."""
    assert plan.run is not None
    if plan.run.stop is Stop.OPTIMAL:
        return "0 %, proven optimal"
    if plan.run.gap is None or plan.run.gap >= TELLS_NOTHING:
        return "no useful bound after so short a time"
    return percent(max(plan.run.gap, 0.001), Language.EN)


def row(school: School, plan: Plan) -> str:
    """The plan in the table of all examples, without its name."""
    running = sum(c.existing for c in plan.classes)
    cells = (
        len(school.learners),
        f"{running} + {len(plan.classes) - running}",
        len(plan.waiting),
        len(school.teachers),
        len(school.rooms),
    )
    return " | ".join(str(cell) for cell in cells)


def between_marks(text: str, content: str) -> str:
    """A page with other content between its two marks.

    Raises:
        ValueError: when the marks are missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the marks of examples/show.py are missing")
    return f"{before}{BEGIN}\n{content}\n{END}{after}"


def with_row(text: str, name: str, cells: str) -> str:
    """The table of all examples with other figures for one of them."""
    return re.sub(
        rf"^(\| \[[^]]+\]\({name}/README\.md\) \|).*\|$", rf"\1 {cells} |", text, flags=re.MULTILINE
    )


def _rewrite(file: Path, change: object, *given: str) -> None:
    assert callable(change)
    file.write_text(change(file.read_text("utf-8"), *given), "utf-8")


# -- pictures --------------------------------------------------------------------------------


def _pictures(browser: Browser, name: str) -> None:
    """The week of an example's classes; of one example also the head of its report."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=1)
    page.goto((OUT / name / "report.html").as_uri())
    page.wait_for_timeout(1500)
    if name == SHOWN_FIRST:
        page.screenshot(path=ROOT / "docs" / "img" / "report.png")
        page.evaluate("document.getElementById('weeks').scrollIntoView()")
        page.wait_for_timeout(1500)
        page.screenshot(path=ROOT / "docs" / "img" / "report-week.png")
    page.set_viewport_size({"width": 1120, "height": 1100})
    page.add_style_tag(content="header { display: none !important }")
    page.evaluate("document.getElementById('weeks').scrollIntoView()")
    page.wait_for_timeout(1500)
    box = page.locator("#weeks").bounding_box()
    assert box is not None
    top = max(0.0, box["y"] - 12)
    height = min(box["height"] + 24, 1100 - top)
    clip = {"x": 0, "y": top, "width": 1120, "height": height}
    page.screenshot(path=EXAMPLES / name / "week.png", clip=clip)  # type: ignore[arg-type]
    page.close()


if __name__ == "__main__":
    os.chdir(ROOT)
    show(sys.argv[1:] or SCENARIOS)
