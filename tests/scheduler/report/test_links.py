"""Pages of different commands lead to each other, and never to what is not there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from models import Language
from scheduler.report import links

PAGE = f"<nav><a href='#a'>A</a>{links.MARK}</nav>"


def page(folder: Path, name: str, text: str = PAGE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def targets(file: Path) -> list[Path]:
    """The files that a page's links to other pages lead to."""
    found = re.findall(r'class="page" href="([^"]+)"', file.read_text("utf-8"))
    return [(file.parent / unquote(href)).resolve() for href in found]


def test_report_and_activities_lead_to_each_other_from_folder_to_folder(tmp_path: Path) -> None:
    report = page(tmp_path / "mijn rooster", "report.html")
    doing = page(tmp_path / "map" / "été & co", "activities.html")
    assert links.link_reports([report.parent], doing, links.ACTIVITIES, Language.NL) == [report]
    assert targets(report) == [doing]
    assert targets(doing) == [report]
    assert ">Lesrooster</a>" in doing.read_text("utf-8")


def test_a_link_is_made_once(tmp_path: Path) -> None:
    one, other = page(tmp_path, "report.html"), page(tmp_path, "uren.html")
    for _ in range(2):
        assert links.link(one, other, "Uren")
    assert targets(one) == [other]


def test_links_of_one_title_tell_their_folders_apart(tmp_path: Path) -> None:
    report = page(tmp_path, "report.html")
    for provider in ("buurthuis", "vluchtelingenwerk"):
        doing = page(tmp_path / provider, "activities.html")
        links.link_reports([tmp_path], doing, links.ACTIVITIES, Language.NL)
    assert len(targets(report)) == 2
    text = report.read_text("utf-8")
    assert ">Activiteiten</a>" in text
    assert ">Activiteiten (vluchtelingenwerk)</a>" in text


def test_rosters_without_a_report_and_pages_without_room_stay_as_they_are(tmp_path: Path) -> None:
    old = page(tmp_path / "oud", "report.html", "<nav></nav>")
    doing = page(tmp_path / "doen", "activities.html")
    (tmp_path / "ics").mkdir()
    links.link_reports([old.parent, tmp_path / "ics"], doing, links.ACTIVITIES, Language.EN)
    assert old.read_text("utf-8") == "<nav></nav>"
    assert targets(doing) == [old]
