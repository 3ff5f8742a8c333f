"""What all pages of the house share: how templates and assets are found, the head, the words."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from models import Reason, ScoreLine, Text
from models.text import Language
from scheduler.words import number, said

HOUSE = "scheduler.report"
"""The package whose style, head and scripts all pages use."""


def asset(name: str, package: str = HOUSE) -> str:
    """The text of a page, style or script of a package."""
    return resources.files(package).joinpath("assets", name).read_text("utf-8")


@cache
def template(name: str, package: str = HOUSE) -> Template:
    """A page of a package's assets; it may include parts of the house's. What is filled in is
    escaped.
    """

    def found(part: str) -> str:
        own = resources.files(package).joinpath("assets", part).is_file()
        return asset(part, package if own else HOUSE)

    environment = Environment(
        loader=FunctionLoader(found),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def words(language: Language) -> dict[str, Any]:
    """What every page needs to speak a language: ``t`` for texts, ``n`` for numbers, ``said`` for
    records that hold both languages.
    """

    def translate(nl: str, en: str, **values: object) -> str:
        return Text(nl=nl, en=en)(language, **values)

    def counted(value: float, decimals: int = 0) -> str:
        return number(value, language, decimals)

    def told(record: Reason | ScoreLine) -> str:
        return said(record, language)

    return {"t": translate, "n": counted, "said": told, "language": language.value}


def as_json(data: object) -> Markup:
    """JSON that can stand inside a page: nothing in it can end its element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
