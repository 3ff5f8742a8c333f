"""The fixed family of schools that every method plans: six sizes, three seeds, tight and loose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models import School
from scheduler.generate import generate


@dataclass(frozen=True, slots=True)
class Size:
    """One size of the family: whose mixture it follows and how long a method may take."""

    learners: int
    like: str
    seconds: float
    gap: float | None = None  # to be proven within that time
    ratio: float | None = None  # of the objective to the best peer's, at most


# Times and goals are those that were promised for these sizes on two cores.
SIZES = (
    Size(100, "eindhoven", 15),
    Size(350, "eindhoven", 30, gap=0.02, ratio=0.75),
    Size(700, "eindhoven", 60, gap=0.03, ratio=0.6),
    Size(1100, "den_haag", 120, gap=0.05, ratio=0.5),
    Size(2500, "den_haag", 300),
    Size(5000, "den_haag", 600, gap=0.08),
)
SEEDS = (1, 2, 3)
TIGHTNESS = ("tight", "loose")
BY_LEARNERS = {size.learners: size for size in SIZES}


@dataclass(frozen=True, slots=True)
class Instance:
    """One school of the family, and the time a method gets for it."""

    size: Size
    seed: int
    tightness: str
    seconds: float

    @property
    def name(self) -> str:
        """Short and unique: ``700-tight-1``."""
        return f"{self.size.learners}-{self.tightness}-{self.seed}"

    def school(self) -> School:
        """The school itself; the same on every machine."""
        return generate(self.size.like, self.size.learners, self.seed, self.tightness)


def family(
    learners: Iterable[int] = tuple(BY_LEARNERS),
    seeds: Iterable[int] = SEEDS,
    tightness: Iterable[str] = TIGHTNESS,
    time_factor: float = 1.0,
) -> Iterator[Instance]:
    """Instances from small to large; ``time_factor`` shortens (or lengthens) every limit.

    Raises:
        KeyError: on a size that is not in the family.
    """
    seeds, tightness = tuple(seeds), tuple(tightness)
    for count in sorted(learners):
        size = BY_LEARNERS[count]
        for tight in tightness:
            for seed in seeds:
                yield Instance(size, seed, tight, size.seconds * time_factor)


def named(name: str, seconds: float | None = None) -> Instance:
    """The instance of a name such as ``700-tight-1``.

    Raises:
        ValueError: when the name has another form.
        KeyError: on a size that is not in the family.
    """
    learners, tightness, seed = name.split("-")
    size = BY_LEARNERS[int(learners)]
    return Instance(size, int(seed), tightness, size.seconds if seconds is None else seconds)
