"""Where there is room for a lesson, in words (:mod:`solver.spare`)."""

from models import Text

NAME = Text(nl="{name}", en="{name}")
SEAT = Text(nl="klas {name}, {n} vrij", en="class {name}, {n} free")
STAFF = Text(nl="{teacher} en lokaal {room} vrij", en="{teacher} and room {room} free")
ONLINE = Text(nl="{teacher} vrij, online", en="{teacher} free, online")
JOIN = Text(
    nl="samen met anderen in de extra les van {teacher}, lokaal {room}",
    en="together with others in the extra lesson of {teacher}, room {room}",
)
JOIN_ONLINE = Text(
    nl="samen met anderen in de extra les van {teacher}, online",
    en="together with others in the extra lesson of {teacher}, online",
)
