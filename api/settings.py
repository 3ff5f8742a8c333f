"""Settings of the server in one place."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def default_folder() -> Path:
    """Where schools and plans are kept when nothing else is said: the user's data folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "instroom"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """``folder`` holds the database; uploads above ``upload_bytes`` are refused."""

    folder: Path
    upload_bytes: int = 30 * 2**20
    # Only this machine: there is no sign-in yet, and these are people's data. Names other
    # than these in a request come from a web page that tries its luck (DNS rebinding).
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "instroom.sqlite3"
