"""The machine-readable plan file, ``plan.json``."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from models import Plan, Text
from models.text import Language

PLAN_FILE = "plan.json"
FORMAT = 1

_MISSING = Text(
    nl="in {folder} staat geen {file}: kies de map die bij het plannen is gemaakt",
    en="there is no {file} in {folder}: choose the folder that planning made",
)
_UNREADABLE = Text(
    nl="{file} kan niet worden gelezen: controleer of het bestand open mag",
    en="{file} cannot be read: check whether you may open it",
)
_BROKEN = Text(
    nl="{file} is geen plan van Instroom (regel {line}): maak het plan opnieuw",
    en="{file} is not a plan of Instroom (line {line}): make the plan again",
)
_WRONG = Text(
    nl="{file} klopt niet bij '{field}': maak het plan opnieuw of zet het oude bestand terug",
    en="{file} is wrong at '{field}': make the plan again or put the old file back",
)
_NEWER = Text(
    nl="{file} is gemaakt met een nieuwere versie van Instroom: werk Instroom bij",
    en="{file} was made by a newer version of Instroom: update Instroom",
)


class PlanFileError(ValueError):
    """A plan file that is missing or damaged; ``text`` says so to a person, with what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text(Language.EN))
        self.text = text


def write_plan_file(plan: Plan, folder: Path) -> Path:
    """Write ``plan.json`` into an existing folder."""
    file = folder / PLAN_FILE
    file.write_text(plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return file


def read_plan(folder: Path) -> Plan:
    """Read the plan that :func:`write_plan_file` wrote; ``folder`` may be the file itself.

    Raises:
        PlanFileError: when the file is missing, unreadable, damaged or of a newer format.
    """
    file = folder if folder.is_file() else folder / PLAN_FILE
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise PlanFileError(_MISSING.fill(folder=str(folder), file=PLAN_FILE)) from None
    except OSError:
        raise PlanFileError(_UNREADABLE.fill(file=str(file))) from None
    except json.JSONDecodeError as error:
        raise PlanFileError(_BROKEN.fill(file=str(file), line=error.lineno)) from None
    except (UnicodeDecodeError, RecursionError):
        raise PlanFileError(_BROKEN.fill(file=str(file), line=1)) from None
    if not isinstance(content, dict):
        raise PlanFileError(_BROKEN.fill(file=str(file), line=1))
    version = content.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        raise PlanFileError(_NEWER.fill(file=str(file)))
    try:
        return Plan.model_validate(content)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "plan"
        raise PlanFileError(_WRONG.fill(file=str(file), field=field)) from None
