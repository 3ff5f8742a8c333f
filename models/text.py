"""Texts a user sees, in Dutch and English side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter


class Language(StrEnum):
    """Languages the product speaks; Dutch is the default everywhere."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages; ``{name}`` marks a place to fill in.

    Keeping both languages in one place means that neither can be forgotten.

    Raises:
        ValueError: when the two languages name different places to fill in.
    """

    nl: str
    en: str

    def __post_init__(self) -> None:
        if _fields(self.nl) != _fields(self.en):
            raise ValueError(f"languages differ in their fields: {self.nl!r} / {self.en!r}")

    def __call__(self, language: Language | str, **values: object) -> str:
        """The message in ``language`` with its places filled in.

        A value that is itself a :class:`Text` is rendered in the same language.
        """
        template = self.nl if Language(language) is Language.NL else self.en
        shown = {k: v(language) if isinstance(v, Text) else v for k, v in values.items()}
        return template.format(**shown)

    def fill(self, **values: object) -> Text:
        """The same message with its places filled in, still in both languages."""
        return Text(
            nl=_escape(self(Language.NL, **values)),
            en=_escape(self(Language.EN, **values)),
        )


def _escape(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def joined(texts: Iterable[Text], mark: str = "; ") -> Text:
    """Several messages as one."""
    rows = list(texts)
    return Text(
        nl=_escape(mark.join(text(Language.NL) for text in rows)),
        en=_escape(mark.join(text(Language.EN) for text in rows)),
    )


def capital(text: str) -> str:
    """A text with a capital at its start; capitals inside it stay."""
    return text[:1].upper() + text[1:]


def listing(names: list[str], language: Language | str, most: int = 5) -> str:
    """Names as people write them: "a, b en c", cut after ``most`` of them."""
    word_and, word_more = ("en", "nog") if Language(language) is Language.NL else ("and", "more:")
    if len(names) > most:
        return f"{', '.join(names[:most])} ({word_more} {len(names) - most})"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word_and} {names[-1]}"


_MOST_QUOTED = 60


def quoted(code: str) -> str:
    """A code as a message quotes it: on one line and not too long."""
    code = " ".join(code.split())
    return code if len(code) <= _MOST_QUOTED else f"{code[: _MOST_QUOTED - 1]}…"
