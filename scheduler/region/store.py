"""The results of each school on disk, and whether those of an earlier run still hold."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import ValidationError

from models import Text
from models.text import Language
from scheduler.export.planfile import PLAN_FILE
from scheduler.fleet import Ledger, fingerprint
from scheduler.region.records import SchoolRow
from scheduler.region.schools import Packed
from solver import Settings

LEDGER = ".ledger.jsonl"
REPORT = "report.html"
PROBLEMS = Text(nl="problemen.txt", en="problems.txt")
LOG = "error.log"

_OLD = Text(
    nl="Staat er een rooster in deze map, dan hoort het bij eerdere gegevens.",
    en="If there is a plan in this folder, it belongs to earlier data.",
)


class Store:
    """The folder of a region: a folder per school, and a ledger of what each was made from.

    Raises:
        OSError: from every method, when something cannot be read or written.
    """

    def __init__(self, out: Path, language: Language) -> None:
        self.out, self.language = out, language
        self.ledger = Ledger(out / LEDGER)

    def mark(self, source: Packed, settings: Settings) -> str:
        """What a plan is made from: the source, the settings, the language and this version."""
        files = [part for name, content in source.files for part in (name, content)]
        return fingerprint(_version(), repr(settings), self.language.value, source.name, *files)

    def earlier(self, key: str, mark: str) -> SchoolRow | None:
        """The row of an earlier run, if its plan is still there as it was written."""
        found = self.ledger.get(key, mark)
        if found is None or found.get("plan") != self._plan_mark(key):
            return None
        try:
            return SchoolRow.model_validate(found["row"]).model_copy(update={"reused": True})
        except (ValidationError, KeyError):
            return None

    def keep(self, row: SchoolRow, files: bytes) -> None:
        """Write the results of a school. Its plan file comes last: it vouches for the rest."""
        folder = self.out / row.key
        for old in (folder / "ics").rglob("*.ics"):
            old.unlink()  # nobody keeps an old timetable
        self._clear_notes(row.key)
        with zipfile.ZipFile(io.BytesIO(files)) as archive:
            names = sorted(archive.namelist(), key=lambda name: name == PLAN_FILE)
            for name in names:
                archive.extract(name, folder)

    def sign(self, row: SchoolRow, mark: str) -> None:
        """Remember that a plan is final, so that the next run need not make it again."""
        plan = self._plan_mark(row.key)
        self.ledger.keep(row.key, mark, {"row": row.model_dump(mode="json"), "plan": plan})

    def note(self, row: SchoolRow, trouble: str = "") -> None:
        """Write down why a school has no plan; ``trouble`` is for who mends the program."""
        folder = self.out / row.key
        folder.mkdir(parents=True, exist_ok=True)
        self._clear_notes(row.key)
        dutch = self.language is Language.NL
        lines = [(p.nl if dutch else p.en) for p in row.problems]
        if lines:
            text = "\n".join([*lines, "", _OLD(self.language), ""])
            (folder / PROBLEMS(self.language)).write_text(text, encoding="utf-8")
        if trouble:
            (folder / LOG).write_text(trouble, encoding="utf-8")

    def _clear_notes(self, key: str) -> None:
        for name in (PROBLEMS("nl"), PROBLEMS("en"), LOG):
            (self.out / key / name).unlink(missing_ok=True)

    def _plan_mark(self, key: str) -> str | None:
        try:
            return fingerprint((self.out / key / PLAN_FILE).read_bytes())
        except OSError:
            return None


def _version() -> str:
    try:
        return version("instroom")
    except PackageNotFoundError:
        return "unknown"
