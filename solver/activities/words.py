"""Names of languages, compared the way people write them."""

from __future__ import annotations

import unicodedata

DUTCH = "nederlands"
_SAME = {
    "dutch": DUTCH,
    "arabic": "arabisch",
    "english": "engels",
    "turkish": "turks",
    "polish": "pools",
    "farsi/dari": "farsi",
    "dari": "farsi",
    "somalisch": "somali",
    "tigrinja": "tigrinya",
    "french": "frans",
    "spanish": "spaans",
    "ukrainian": "oekraïens",
}


def tongue(name: str) -> str:
    """A language's name for comparing: "Arabisch" and "Arabic" are one language."""
    word = unicodedata.normalize("NFC", name).strip().casefold()
    return _SAME.get(word, word)
