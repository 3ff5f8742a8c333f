"""The language of an answer: asked for in the address, else by the browser, else Dutch."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from models.text import Language


def language_of(request: Request) -> Language:
    """Dutch unless ``?language=en`` or the first language of Accept-Language is English."""
    asked = request.query_params.get("language")
    if asked is None:
        asked = request.headers.get("accept-language", "nl").split(",")[0]
    return Language.EN if asked.strip().lower().startswith("en") else Language.NL


LanguageDep = Annotated[Language, Depends(language_of)]
