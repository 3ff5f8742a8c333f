"""All hard rules and goals as Timefold constraint streams.

Every rule of docs/rules.md that the schools of the family can break is here; the functions are
translated to Java, so they keep to plain arithmetic. A class with fewer members than its
minimum is not forbidden but charged: each member still pays part of the price of waiting,
less the fuller the class. That gives the search a slope towards opening a class, and such a
class is cancelled when the plan is read. Likewise a learner who is not free costs more than one
who waits, and is left out when the plan is read: two constraints fewer to weigh at every move.
"""

# Timefold's own annotations cannot tell the types of the facts in a stream from one another.
# mypy: disable-error-code="attr-defined, misc, arg-type, index, union-attr"

from timefold.solver.score import (
    BiConstraintStream,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)

from tests.benchmarks.peers.timefold_domain import Couple, Course, Pattern, Seat, TeacherFact

HARD = HardSoftScore.ONE_HARD
SOFT = HardSoftScore.ONE_SOFT
WIDTH = 128  # bits of a set of places; two sets are packed into one number


# -- arithmetic of one class ----------------------------------------------------------------


def spread_of(values: list[int]) -> int:
    """Sum of distances from the median."""
    ordered = sorted(values)
    count = len(ordered)
    return sum(ordered[(count + 1) // 2 :]) - sum(ordered[: count // 2])


def size_cost(course: Course, size: int) -> int:
    """Empty seats, and members who still as good as wait because the class is too small."""
    desk = course.desk
    cost = 0
    if size < desk.target:
        cost += desk.seat_cost * (desk.target - size)
    if size < desk.minimum:
        cost += desk.waiting_cost * size * (desk.minimum - size) // desk.minimum
    return cost


def make_up(course: Course, levels: list[int], learns: list[int]) -> int:
    """What the make-up of a class costs."""
    desk = course.desk
    cost = desk.level_cost * spread_of(levels) + desk.learn_cost * spread_of(learns)
    return cost + size_cost(course, len(levels))


def excess(course: Course, levels: list[int]) -> int:
    """Members beyond the largest class or the room, and levels beyond the limit."""
    desk = course.desk
    most = desk.maximum
    if course.pattern.physical != 0 and course.room.capacity < most:
        most = course.room.capacity
    found = 0
    if len(levels) > most:
        found += len(levels) - most
    distance = max(levels) - min(levels)
    if distance > desk.spread:
        found += 1 + (distance - desk.spread) // 10
    return found


# -- arithmetic of a teacher's and a room's week ----------------------------------------------


def main_mask(course: Course) -> int:
    """Places of the sessions that the main teacher gives."""
    if course.helper.index < 0:
        return course.pattern.mask
    return course.pattern.rest[course.turn.index]


def main_clash(course: Course) -> int:
    if course.helper.index < 0:
        return course.pattern.clash
    return course.pattern.rest_clash[course.turn.index]


def main_sessions(course: Course) -> int:
    return course.desk.sessions if course.helper.index < 0 else course.desk.sessions - 1


def packed(mask: int, clash: int) -> int:
    return mask | clash << WIDTH


def clashes(duties: list[int]) -> int:
    """Pairs of duties (packed) that one person, or one room, cannot both have."""
    found = 0
    for at in range(len(duties)):
        barred = duties[at] >> WIDTH
        for other in range(at + 1, len(duties)):
            if duties[other] & barred != 0:
                found += 1
    return found


def soft_sessions(teacher: TeacherFact, mask: int, pattern: Pattern) -> int:
    cost = 0
    for place in pattern.places:
        if mask & (1 << place) != 0:
            cost += teacher.soft[place]
    return cost


def unmet(couple: Couple, one: Pattern, other: Pattern) -> bool:
    """Whether two patterns break what the couple needs."""
    for place in one.places:  # noqa: SIM110 - a loop is translated to faster Java
        if couple.breaks[place] & other.meets != 0:
            return True
    return False


def _placed(factory: ConstraintFactory) -> BiConstraintStream[Seat, Course]:
    """Every seated learner with his or her class."""
    return factory.for_each(Seat).join(
        Course, Joiners.equal(lambda seat: seat.desk.index, lambda course: course.desk.index)
    )


# -- the constraints --------------------------------------------------------------------------


def learners_rules(factory: ConstraintFactory) -> list[Constraint]:
    waiting = factory.for_each_including_unassigned(Seat).filter(lambda seat: seat.desk is None)
    closed = factory.for_each(Seat).if_not_exists(
        Course, Joiners.equal(lambda seat: seat.desk.index, lambda course: course.desk.index)
    )
    return [
        waiting.penalize(SOFT, lambda seat: seat.waiting_cost).as_constraint("waiting"),
        closed.penalize(SOFT, lambda seat: seat.waiting_cost).as_constraint("class is closed"),
        _placed(factory)
        .filter(lambda seat, course: not seat.pinned)
        .penalize(SOFT, lambda seat, course: seat.cost[course.desk.group][course.pattern.index])
        .as_constraint("costs of a seat, or busy"),
    ]


def class_rules(factory: ConstraintFactory) -> list[Constraint]:
    made_up = _placed(factory).group_by(
        lambda seat, course: course,
        ConstraintCollectors.to_list(lambda seat, course: seat.score),
        ConstraintCollectors.to_list(lambda seat, course: seat.learnability),
    )
    literacies = (
        _placed(factory)
        .filter(lambda seat, course: not course.desk.mixes)
        .group_by(
            lambda seat, course: course,
            ConstraintCollectors.count_distinct(lambda seat, course: seat.literacy),
        )
    )
    empty = factory.for_each(Course).if_not_exists(
        Seat, Joiners.equal(lambda course: course.desk.index, lambda seat: seat.desk.index)
    )
    return [
        made_up.penalize(HARD, lambda course, levels, learns: excess(course, levels)).as_constraint(
            "class size and level limit"
        ),
        made_up.penalize(
            SOFT, lambda course, levels, learns: make_up(course, levels, learns)
        ).as_constraint("empty seats, level and learnability deviation"),
        literacies.filter(lambda course, kinds: kinds > 1)
        .penalize(HARD, lambda course, kinds: kinds - 1)
        .as_constraint("literacy"),
        empty.penalize(
            SOFT, lambda course: course.desk.seat_cost * course.desk.target
        ).as_constraint("no members"),
        factory.for_each(Course)
        .filter(lambda course: course.desk.open_cost > 0)
        .penalize(SOFT, lambda course: course.desk.open_cost)
        .as_constraint("class hours"),
    ]


def staff_rules(factory: ConstraintFactory) -> list[Constraint]:
    main = factory.for_each(Course).filter(lambda course: not course.pinned)
    helped = main.filter(lambda course: course.helper.index >= 0)
    main_duties = main.map(
        lambda course: course.teacher,
        lambda course: packed(main_mask(course), main_clash(course)),
        lambda course: main_sessions(course),
    )
    help_duties = helped.map(
        lambda course: course.helper,
        lambda course: packed(
            course.pattern.bits[course.turn.index], course.pattern.bits_clash[course.turn.index]
        ),
        lambda course: 1,
    )
    duties = main_duties.concat(help_duties)
    weeks = duties.group_by(
        lambda teacher, duty, sessions: teacher,
        ConstraintCollectors.to_list(lambda teacher, duty, sessions: duty),
    )
    loads = duties.group_by(
        lambda teacher, duty, sessions: teacher,
        ConstraintCollectors.sum(lambda teacher, duty, sessions: sessions),
    )
    used = duties.group_by(lambda teacher, duty, sessions: teacher)
    return [
        duties.filter(lambda teacher, duty, sessions: duty & teacher.busy != 0)
        .penalize(HARD)
        .as_constraint("teacher available"),
        weeks.filter(lambda teacher, list_: len(list_) > 1 and clashes(list_) > 0)
        .penalize(HARD, lambda teacher, list_: clashes(list_))
        .as_constraint("teacher in one place"),
        loads.filter(lambda teacher, load: load > teacher.limit)
        .penalize(HARD, lambda teacher, load: load - teacher.limit)
        .as_constraint("teacher load"),
        used.group_by(
            ConstraintCollectors.sum(lambda teacher: teacher.share),
            ConstraintCollectors.max(lambda teacher: teacher.share_before),
        )
        .filter(lambda share, before: share + before < 0)
        .penalize(HARD)
        .as_constraint("certified share"),
        main.filter(lambda course: course.teacher.has_soft)
        .penalize(
            SOFT,
            lambda course: soft_sessions(course.teacher, main_mask(course), course.pattern),
        )
        .as_constraint("teacher's soft hours"),
        helped.filter(lambda course: course.helper.has_soft)
        .penalize(
            SOFT,
            lambda course: soft_sessions(
                course.helper, course.pattern.bits[course.turn.index], course.pattern
            ),
        )
        .as_constraint("second teacher's soft hours"),
        helped.filter(lambda course: course.helper.index != course.teacher.index)
        .penalize(SOFT, lambda course: course.extra_cost)
        .as_constraint("one teacher"),
    ]


def room_rules(factory: ConstraintFactory) -> list[Constraint]:
    used = factory.for_each(Course).filter(lambda course: course.pattern.physical != 0)
    weeks = used.group_by(
        lambda course: course.room,
        ConstraintCollectors.to_list(
            lambda course: packed(course.pattern.physical, course.pattern.overlap)
        ),
    )
    return [
        used.filter(lambda course: course.pattern.physical & course.room.closed != 0)
        .penalize(HARD)
        .as_constraint("room open"),
        weeks.filter(lambda room, list_: len(list_) > 1 and clashes(list_) > 0)
        .penalize(HARD, lambda room, list_: clashes(list_))
        .as_constraint("room free"),
    ]


def household_rules(factory: ConstraintFactory) -> list[Constraint]:
    where = (
        factory.for_each(Seat)
        .filter(lambda seat: seat.coupled)
        .join(
            Course,
            Joiners.equal(lambda seat: seat.desk.index, lambda course: course.desk.index),
        )
        .map(lambda seat, course: (seat.learner, course.pattern))
    )
    broken = (
        factory.for_each(Couple)
        .join(where, Joiners.equal(lambda couple: couple.first, lambda spot: spot[0]))
        .join(where, Joiners.equal(lambda couple, one: couple.second, lambda spot: spot[0]))
        .filter(lambda couple, one, other: unmet(couple, one[1], other[1]))
    )
    return [
        broken.filter(lambda couple, one, other: couple.hard)
        .penalize(HARD)
        .as_constraint("spouses (hard)"),
        broken.filter(lambda couple, one, other: not couple.hard)
        .penalize(SOFT, lambda couple, one, other: couple.cost)
        .as_constraint("spouses (soft)"),
    ]


@constraint_provider
def all_rules(factory: ConstraintFactory) -> list[Constraint]:
    """Everything that a plan must obey and is measured by."""
    return [
        *learners_rules(factory),
        *class_rules(factory),
        *staff_rules(factory),
        *room_rules(factory),
        *household_rules(factory),
    ]
