"""Everything a user sees is there in Dutch and in English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter

from tests.house.files import PACKAGES, ROOT, sources


def texts() -> Iterator[tuple[str, ast.Call]]:
    """Every place in the packages where a text is made."""
    for file in sources(*PACKAGES):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if made and node.func.id == "Text":
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def written(call: ast.Call, language: str) -> str | None:
    """The text of one language as it stands in the source; ``None`` when it is computed."""
    for keyword in call.keywords:
        if keyword.arg == language and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return None


def test_every_text_names_both_languages() -> None:
    found = list(texts())
    assert len(found) > 300
    assert [at for at, call in found if {k.arg for k in call.keywords} != {"nl", "en"}] == []


def test_no_text_is_blank_in_one_language_only() -> None:
    for at, call in texts():
        dutch, english = written(call, "nl"), written(call, "en")
        if dutch is not None and english is not None:
            assert bool(dutch.strip()) == bool(english.strip()), at


def test_both_languages_have_the_same_places_to_fill_in() -> None:
    for at, call in texts():
        dutch, english = written(call, "nl"), written(call, "en")
        if dutch is not None and english is not None:
            assert places(dutch) == places(english), at


def words(text: str | None) -> list[str]:
    """The words of a text, without its places to fill in."""
    parts = Formatter().parse(text or "")
    return [word for literal, *_ in parts for word in literal.split() if word.isalpha()]


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_dutch_sentences_are_not_english() -> None:
    """A sentence copied into both languages gives itself away by being the same."""
    same = [
        at
        for at, call in texts()
        if (text := written(call, "nl")) == written(call, "en") and len(words(text)) > 1
    ]
    assert same == []
