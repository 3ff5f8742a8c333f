"""The machine-readable file of an activity plan, ``activities.json``."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from models import Text
from models.activity_plan import ActivityPlan
from scheduler.export import PlanFileError

PLAN_FILE = "activities.json"
FORMAT = 1

_MISSING = Text(
    nl="in {folder} staat geen {file}: kies de map van een eerder activiteitenplan",
    en="there is no {file} in {folder}: choose the folder of an earlier activity plan",
)
_BROKEN = Text(
    nl="{file} is geen activiteitenplan van Instroom: maak het plan opnieuw",
    en="{file} is not an activity plan of Instroom: make the plan again",
)
_NEWER = Text(
    nl="{file} is gemaakt met een nieuwere versie van Instroom: werk Instroom bij",
    en="{file} was made by a newer version of Instroom: update Instroom",
)


def write_activity_plan(plan: ActivityPlan, folder: Path) -> Path:
    """Write ``activities.json`` into an existing folder."""
    file = folder / PLAN_FILE
    file.write_text(plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return file


def read_activity_plan(folder: Path) -> ActivityPlan:
    """Read what :func:`write_activity_plan` wrote.

    Raises:
        PlanFileError: when the file is missing, damaged or of a newer format.
    """
    file = folder if folder.is_file() else folder / PLAN_FILE
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        version = content.get("format", FORMAT)
        if isinstance(version, int) and version > FORMAT:
            raise PlanFileError(_NEWER.fill(file=str(file)))
        return ActivityPlan.model_validate(content)
    except OSError:
        raise PlanFileError(_MISSING.fill(folder=str(folder), file=PLAN_FILE)) from None
    except (ValidationError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, PlanFileError):
            raise
        raise PlanFileError(_BROKEN.fill(file=str(file))) from None
