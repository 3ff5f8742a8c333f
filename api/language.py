"""The language of an answer: asked for in the address, else by the browser, else Dutch."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from models.text import Language


def language_of(request: Request) -> Language:
    """Dutch unless ``?language=en`` or the first language of Accept-Language is English."""
    asked = request.query_params.get("language")
    if asked is None:
        asked = request.headers.get("accept-language", "nl").split(",")[0]
    return Language.EN if asked.strip().lower().startswith("en") else Language.NL


def _asked(
    request: Request,
    language: Annotated[
        str | None, Query(description="nl or en; else Accept-Language decides", examples=["en"])
    ] = None,
) -> Language:
    del language  # read from the request, where errors have no parameters; here for OpenAPI
    return language_of(request)


LanguageDep = Annotated[Language, Depends(_asked)]
