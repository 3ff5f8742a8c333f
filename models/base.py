"""What all records of the vocabulary share."""

from __future__ import annotations

from pydantic import ConfigDict
from sqlmodel import SQLModel

from models.text import Language, Text


class Record(SQLModel):
    """An immutable record; an unknown field or a wrong type raises ``ValidationError``."""

    model_config = ConfigDict(  # type: ignore[assignment]
        frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False
    )


class Invalid(ValueError):  # noqa: N818 - reads as a statement where it is raised
    """A value that the domain does not allow.

    Attributes:
        field: name of the field to correct.
        text: what is wrong, in both languages.
        fix: what to do about it, in both languages.
    """

    def __init__(self, field: str, text: Text, fix: Text) -> None:
        super().__init__(f"{text(Language.EN)}: {fix(Language.EN)}")
        self.field = field
        self.text = text
        self.fix = fix
