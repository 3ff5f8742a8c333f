"""At which line of a TOML file a value stands, for messages: ``tomllib`` does not say."""

from __future__ import annotations

import re

Place = tuple[str | int, ...]
"""Keys and places in lists that lead to a value, such as ("policies", 0, "rules", 1)."""

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*="
)


class Lines:
    """The lines of a file's tables and keys; what stands inside a value is at its key's line."""

    def __init__(self, text: str) -> None:
        self._at: dict[Place, int] = {}
        self._last: dict[Place, int] = {}
        table: Place = ()
        for number, line in enumerate(text.splitlines(), start=1):
            head, key = _HEAD.match(line), _KEY.match(line)
            if head:
                table = self._table(_parts(head[2]), is_list=head[1] == "[[")
                self._at.setdefault(table, number)
            elif key:
                self._at.setdefault((*table, *_parts(key[1])), number)

    def _table(self, parts: list[str], *, is_list: bool) -> Place:
        place: Place = ()
        for depth, part in enumerate(parts, start=1):
            place = (*place, part)
            if is_list and depth == len(parts):
                self._last[place] = self._last.get(place, -1) + 1
            if place in self._last:
                place = (*place, self._last[place])
        return place

    def known(self, place: Place) -> Place:
        """As much of a place as has a line of its own."""
        while place and place not in self._at:
            place = place[:-1]
        return place

    def of(self, place: Place) -> int | None:
        """The line of a value, or else of the table it is in or is missing from."""
        return self._at.get((*place, 0)) or self._at.get(self.known(place))


def _parts(text: str) -> list[str]:
    return [part.strip().strip("\"'") for part in text.split(".")]
