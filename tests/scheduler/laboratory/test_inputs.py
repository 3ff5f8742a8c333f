"""Policies and inflows as data: complete, sourced, and refused with a place and a remedy."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from models import Audience, Calendar, HouseholdNeed, Level, Literacy, Route, Status
from models.checks import issues
from models.intake import IntakePolicy, IntakeRule
from models.intake_tables import Registration
from scheduler.generate.scenario import SCENARIOS
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.compiled import compiled
from scheduler.laboratory.fidelity import facts
from scheduler.laboratory.history import History
from scheduler.laboratory.inflow import AUDIENCE_BIT, LITERACY_AT, NEED_AT, Inflow
from scheduler.laboratory.reading import Unusable, policies_of, population_of, routes_of
from scheduler.laboratory.settings import SOURCES, assumptions, told_assumptions, value
from scheduler.laboratory.span import Span
from scheduler.laboratory.sweeping import sweep_of, swept
from solver.laboratory.world import ALWAYS, FOREVER, NOWHERE, spouses_of
from tests.scheduler.laboratory.conftest import example, school

SPAN = Span.of(date(2025, 9, 1), 1)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_example_has_six_policies_the_present_one_first(name: str) -> None:
    policies = chosen_policies(school(name), example(name), ())
    assert len({p.reference for p in policies}) == 6
    assert policies[0].reference == "nu"
    assert all(p.source and p.source_nl for p in policies)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_of_an_inflow_has_a_source(name: str) -> None:
    own = tomllib.loads((example(name) / "inflow.toml").read_text("utf-8"))
    rows = [own["volume"], *own["others"]]
    pairs = [v for row in rows for k, v in row.items() if k != "name"]
    assert pairs
    assert all(str(source).startswith(SOURCES) for _, source in pairs)


def test_every_assumption_of_the_laboratory_has_a_source() -> None:
    assert len(assumptions()) > 30
    assert all(source.startswith(SOURCES) for _, _, source in assumptions())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_assumption_is_told_in_the_language_of_the_reader(language: str) -> None:
    told = told_assumptions(language)
    assert [value for _, value, _ in told] == [value for _, value, _ in assumptions()]
    starts = {"nl": ("rapport L", "aanname", "de bevolking"), "en": SOURCES}[language]
    assert all(name and source.startswith(starts) for name, _, source in told)


def test_the_facts_of_every_municipality_are_tested() -> None:
    assert {fact.municipality for fact in facts()} == set(SCENARIOS)
    assert all(fact.source.startswith("report L") for fact in facts())


def test_a_later_rule_wins_and_what_no_rule_mentions_is_as_the_offering_says() -> None:
    at = school("zutphen")
    policy = IntakePolicy(
        reference="x",
        nl="x",
        en="x",
        rules=(
            IntakeRule(every_weeks=2, threshold=9, entry="always"),
            IntakeRule(offerings=("B1",), moments=(10,), threshold=5),
            IntakeRule(offerings=("ALFA",), offered=False),
        ),
    )
    made = compiled(at, policy, SPAN, routes_of(at))
    rows = {o.reference: k for k, o in enumerate(made.offerings)}
    offers, calendar = made.world.offers, made.world.calendar
    assert "ALFA" not in rows
    assert offers["least"][rows["B1"]] == 5
    assert offers["least"][rows["Z"]] == 9
    assert set(offers["entry"]) == {ALWAYS}
    assert set(offers["guarantee"]) == {FOREVER}
    tenth = [t for t in range(SPAN.weeks) if SPAN.monday(t).isocalendar().week == 10]
    decided = np.flatnonzero(calendar["opens"][rows["B1"]])
    assert calendar["begins"][rows["B1"]][decided].tolist() == tenth


def test_registration_closes_some_weeks_before_a_fixed_moment() -> None:
    at = school("zutphen")
    rule = IntakeRule(moments=(10,), preparation_weeks=2)
    policy = IntakePolicy(reference="x", nl="x", en="x", rules=(rule,))
    world = compiled(at, policy, SPAN, routes_of(at)).world
    row = world.calendar[0]
    decided = np.flatnonzero(row["opens"])
    ahead = row["begins"][decided] - decided
    assert ahead.min() >= 2
    assert world.lesson_weeks[row["begins"][decided]].all()
    assert world.lesson_weeks[decided].all()


def test_a_class_begins_the_weeks_of_preparation_after_its_group_is_there() -> None:
    at = school("zutphen")
    for weeks in (0, 4):
        rule = IntakeRule(every_weeks=1, preparation_weeks=weeks)
        policy = IntakePolicy(reference="x", nl="x", en="x", rules=(rule,))
        world = compiled(at, policy, SPAN, routes_of(at)).world
        row = world.calendar[0]
        decided = np.flatnonzero(row["opens"])
        ahead = row["begins"][decided] - decided
        assert ahead.min() == weeks
        assert world.lesson_weeks[row["begins"][decided]].all()


def test_who_may_wait_some_weeks_at_most_has_a_first_lesson_by_then() -> None:
    at = school("zutphen")
    rule = IntakeRule(every_weeks=1, longest_wait_weeks=8, preparation_weeks=3)
    policy = IntakePolicy(reference="x", nl="x", en="x", rules=(rule,))
    offers = compiled(at, policy, SPAN, routes_of(at)).world.offers
    assert set(offers["guarantee"]) == {5}


def test_holidays_are_those_of_the_schools_own_calendar() -> None:
    at = school("tholen")
    assert at.calendar.is_known
    span = Span.of(date(2025, 9, 1), 1)
    taught = span.lesson_weeks(at.calendar)
    autumn = next(t for t in range(span.weeks) if span.monday(t) >= date(2025, 10, 13))
    assert taught[autumn] == 0, "autumn holiday in the south"
    assert span.lesson_weeks(Calendar())[autumn] == 1, "elsewhere it is assumed a week later"


def test_the_schools_teachers_can_be_the_limit() -> None:
    at = school("hilversum")
    policy = IntakePolicy(reference="x", nl="x", en="x", dayparts="teachers")
    limit = compiled(at, policy, SPAN, routes_of(at)).world.rules["dayparts"][0]
    assert limit == sum(t.max_sessions for t in at.teachers)


def test_no_class_starts_in_a_holiday() -> None:
    at = school("tholen")
    for policy in chosen_policies(at, example("tholen"), ()):
        world = compiled(at, policy, SPAN, routes_of(at)).world
        assert not world.calendar["opens"][:, world.lesson_weeks == 0].any()


def test_classes_become_smaller_when_the_addendum_ends() -> None:
    at = school("roermond")
    made = compiled(at, chosen_policies(at, example("roermond"), ["nu"])[0], SPAN, routes_of(at))
    row = next(k for k, o in enumerate(made.offerings) if o.reference == "Z")
    most = made.world.calendar["maximum"][row]
    last = next(t for t in range(SPAN.weeks) if SPAN.monday(t) > date(2025, 12, 31))
    assert most[last - 1] == 15
    assert most[last] == 12


def test_an_evening_class_is_added_for_those_in_work() -> None:
    at = school("eindhoven")
    policy = chosen_policies(at, example("eindhoven"), ["avond"])[0]
    made = compiled(at, policy, SPAN, routes_of(at))
    assert "B1-CAR+avond" in {o.reference for o in made.offerings}


def test_paying_for_empty_seats_lowers_the_threshold() -> None:
    at = school("tholen")
    paid, now = (
        compiled(at, p, SPAN, routes_of(at)).world.offers["least"].tolist()
        for p in chosen_policies(at, example("tholen"), ["lege-plaatsen", "nu"])
    )
    assert min(paid) == 4
    assert min(now) > 4


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[[policies]", "TOML"),
        (
            '[[policies]]\nreference="a"\nnl="a"\nen="a"\n[[policies.rules]]\nthreshold=0',
            "threshold",
        ),
        ('[[policies]]\nreference="a"\nnl="a"\nen="a"\n[[policies.rules]]\ndrempel=3', "drempel"),
        ('[[policies]]\nreference="a"\nen="a"', "nl"),
        (
            '[[policies]]\nreference="a"\nnl="a"\nen="a"\n[[policies.rules]]\n'
            "every_weeks=2\nmoments=[3]",
            "vaste instroomweken",
        ),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_with_its_place(
    tmp_path: Path, text: str, part: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable) as told:
        policies_of(file)
    lines = [p.line("nl") for p in told.value.problems]
    assert any(part in line for line in lines)
    assert all("mine.toml" in line for line in lines)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    row = '[[policies]]\nreference="{x}"\nnl="a"\nen="a"\n[[policies.rules]]\nthreshold=0\n'
    file.write_text(row.format(x="a") + row.format(x="b"), encoding="utf-8")
    with pytest.raises(Unusable) as told:
        policies_of(file)
    assert len(told.value.problems) == 2


def test_a_policy_for_an_offering_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[policies]]\nreference="a"\nnl="a"\nen="a"\n[[policies.rules]]\nofferings=["NEE"]',
        encoding="utf-8",
    )
    with pytest.raises(Unusable, match="NEE"):
        chosen_policies(school("tholen"), example("tholen"), [str(file)])


def test_a_sweep_tries_every_combination_on_the_first_policy() -> None:
    base = chosen_policies(school("tholen"), example("tholen"), ["nu"])
    found = swept(base, [sweep_of("drempel=6,12"), sweep_of("entry=nooit,always")])
    assert len(found) == 5
    assert found[-1].rules[-1] == IntakeRule(threshold=12, entry="always")
    assert found[-1].title("nl").endswith("; drempel 12, bijplaatsen altijd")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("drempl=3", "Bedoelt u 'drempel'"),
        ("drempel", "'drempel' is geen reeks"),
        ("drempel=0", "'drempel=0' is geen reeks"),
        ("drempel=altijd", "is geen reeks"),
        ("drempel=6,zes", "'zes' is geen aantal weken"),
    ],
)
def test_a_sweep_that_makes_no_sense_is_refused(text: str, told: str) -> None:
    with pytest.raises(Unusable) as refused:
        sweep_of(text)
    assert told in refused.value.problems[0].line("nl")


def _inflow(name: str) -> Inflow:
    found = source_of(school(name), example(name))
    assert isinstance(found, Inflow)
    return found


def test_as_many_register_as_stated_in_bursts() -> None:
    inflow, weeks = _inflow("hilversum"), 520
    home = [s for s in inflow.streams if s.home]
    counts = np.stack(
        [
            np.bincount(
                rows["arrive"][(rows["home"] == 1) & (rows["status"] == 0)], minlength=weeks
            )
            for rows in (inflow.draw(SPAN.first, weeks, 1, r, False) for r in range(20))
        ]
    )
    asylum = home[0].per_year * 7 / 365.25
    assert counts.mean() == pytest.approx(asylum, rel=0.05)
    assert counts.var() > 1.5 * counts.mean()


def test_pooling_adds_neighbours_and_changes_nobody_else() -> None:
    inflow = _inflow("hilversum")
    alone, pooled = (inflow.draw(SPAN.first, 200, 1, 0, pool) for pool in (False, True))
    assert len(pooled) > len(alone)
    mine = pooled[np.isin(pooled["key"], alone["key"])]
    assert (mine == alone).all()
    assert not pooled["home"][~np.isin(pooled["key"], alone["key"])].any()


def test_slow_learners_are_more_often_in_the_z_route() -> None:
    rows = _inflow("den_haag").draw(SPAN.first, 200, 1, 0, False)
    z = rows["route"] == list(Route).index(Route.Z)
    assert rows["learnability"][z].mean() < rows["learnability"][~z].mean() - 5


def test_without_an_inflow_past_registrations_are_drawn_again() -> None:
    at = school("zutphen")
    past = History.of(at, routes_of(at))
    rows = past.draw(SPAN.first, 520, 1, 0, False)
    assert len(rows) / 10 == pytest.approx(past.per_week.sum(), rel=0.25)
    assert (np.diff(rows["arrive"]) >= 0).all()
    assert len(np.unique(rows["key"])) == len(rows)


def test_fewer_register_in_the_summer() -> None:
    inflow, weeks = _inflow("den_haag"), 522
    months = np.array([(SPAN.first + timedelta(weeks=t)).month for t in range(weeks)])
    counts = np.zeros(weeks)
    for r in range(20):
        rows = inflow.draw(SPAN.first, weeks, 1, r, False)
        counts += np.bincount(rows["arrive"], minlength=weeks)
    summer, autumn = (counts[np.isin(months, m)].mean() for m in ((7, 8), (9, 10, 11)))
    seasons = value("inflow", "rhythm", "months")
    assert summer / autumn == pytest.approx(seasons[6] / seasons[8], rel=0.06)


def test_people_are_those_of_the_population_that_schools_are_generated_from() -> None:
    inflow = _inflow("den_haag")
    at, spec = inflow.school, inflow.population
    rows = np.concatenate([inflow.draw(SPAN.first, 208, 1, r, False) for r in range(4)])
    assert len(rows) > 4000
    literate = {k: (rows["literacy"] == LITERACY_AT[k]).mean() for k in spec.literacy}
    assert literate == pytest.approx(spec.literacy, abs=0.03)
    assert rows["learnability"].mean() == pytest.approx(spec.learnability_mean, abs=1.5)
    assert rows["learnability"].std() == pytest.approx(spec.learnability_spread, abs=1.5)
    assert rows["works"].mean() == pytest.approx(spec.paid_work, abs=0.03)
    assert rows["children"].mean() == pytest.approx(spec.children, abs=0.03)
    assert (rows["care_from"] == 0).mean() == pytest.approx(spec.childcare_arranged, abs=0.03)
    assert rows["attendance"].min() >= spec.attendance[0]
    assert rows["attendance"].max() <= spec.attendance[1]
    assert rows["attendance"].mean() == pytest.approx(sum(spec.attendance) / 2, abs=0.01)
    women = (rows["audience"] & AUDIENCE_BIT[Audience.WOMEN]) > 0
    assert women.mean() == pytest.approx(spec.female, abs=0.03)
    ages = range(spec.age[0], spec.age[1] + 1)
    young = sum(age < at.policy.youth_age for age in ages) / len(ages)
    youth = (rows["audience"] & AUDIENCE_BIT[Audience.YOUTH]) > 0
    assert youth.mean() == pytest.approx(young, abs=0.03)
    left = (rows["arrive"] + round(at.policy.term_years * 365.25 / 7) - rows["term_end"]) * 7
    assert left.min() >= 30 * spec.term_months_before[0]
    assert left.max() <= 31 * spec.term_months_before[1]


def test_couples_are_a_woman_and_a_man_who_register_one_after_the_other() -> None:
    inflow = _inflow("den_haag")
    spec = inflow.population
    rows = np.concatenate([inflow.draw(SPAN.first, 208, 1, r, False) for r in range(4)])
    mate = spouses_of(rows["household"])
    one = np.flatnonzero(mate > np.arange(len(rows)))
    other = mate[one]
    both = rows[[*one, *other]]
    assert len(both) / len(rows) == pytest.approx(spec.couples, abs=0.03)
    for group in (Audience.WOMEN, Audience.MEN):
        of = rows["audience"] & AUDIENCE_BIT[group] > 0
        assert (of[one] != of[other]).all()
    for same in ("children", "language", "status", "need", "hard"):
        assert (rows[same][one] == rows[same][other]).all(), same
    years = np.abs(rows["age"][one] - rows["age"][other])
    assert years.max() == value("inflow", "households", "years_apart")
    young = rows["age"] < inflow.school.policy.youth_age
    assert ((rows["audience"] & AUDIENCE_BIT[Audience.YOUTH] > 0) == young).all()
    between = np.abs(rows["arrive"][one] - rows["arrive"][other])
    assert np.percentile(between, 95) <= 1, "in a small stream the next one may be long in coming"
    needs = {need: (both["need"] == NEED_AT[need]).mean() for need in spec.couple_needs}
    assert needs == pytest.approx(spec.couple_needs, abs=0.04)
    assert both["hard"].mean() == pytest.approx(spec.couple_hard, abs=0.04)


def test_people_speak_the_languages_of_the_population() -> None:
    inflow = _inflow("den_haag")
    spec = inflow.population
    rows = np.concatenate([inflow.draw(SPAN.first, 208, 1, r, False) for r in range(4)])
    found = {
        name: (rows["language"] == at).mean() for at, name in enumerate(inflow.languages, start=1)
    }
    assert found == pytest.approx(spec.languages, abs=0.03)
    assert (rows["second"] > 0).mean() == pytest.approx(spec.second_language, abs=0.02)
    assert (rows["second"] != rows["language"]).all()
    assert set(rows["second"]) == set(range(len(spec.languages) + 1))


@pytest.mark.parametrize("need", HouseholdNeed)
def test_spouses_at_a_school_of_ones_own_need_what_its_policy_says(need: HouseholdNeed) -> None:
    at = school("zutphen")
    policy = at.policy.model_copy(update={"household_need": need})
    needs = population_of(None, at.model_copy(update={"policy": policy})).couple_needs
    assert set(needs) == {need, HouseholdNeed.NOTHING}
    assert sum(needs.values()) == pytest.approx(1)
    assert population_of(example("zutphen"), at).couple_needs == {
        HouseholdNeed.DIFFERENT_CLASSES: 0.6, HouseholdNeed.NOTHING: 0.4,
    }  # fmt: skip


def test_a_list_stands_for_as_long_as_there_is_between_two_at_its_ends_too() -> None:
    """One a quarter is four a year, though there are three quarters between first and last."""
    listed = tuple(
        Registration(
            registered_on=date(2024, 1, 1) + timedelta(days=91 * n), route=Route.B1, level=Level.A1
        )
        for n in range(4)
    )
    at = school("zutphen").model_copy(update={"registrations": listed})
    past = History.of(at, routes_of(at))
    assert past.per_year[Status.ASYLUM] == pytest.approx(4, rel=0.01)
    warned = [issue for issue in issues(at) if issue.field == "household"]
    assert not warned


def test_a_household_of_three_on_a_list_is_told() -> None:
    row = Registration(registered_on=date(2025, 1, 6), route=Route.B1, level=Level.A1)
    listed = [row.model_copy(update={"household": code}) for code in ("a", "a", "b", "b", "a")]
    at = school("zutphen").model_copy(update={"registrations": tuple(listed)})
    told = [x for x in issues(at) if (x.table, x.field) == ("registrations", "household")]
    assert [(x.index, x.warning) for x in told] == [(4, True)]


def test_spouses_on_a_list_of_registrations_are_drawn_together() -> None:
    """Rows 0 and 5 are spouses, and 2 and 9; 7 names a household that nobody else has."""
    homes = {0: "a", 5: "a", 2: "b", 9: "b", 7: "c"}
    tongues = ("Tigrinya", None, "Arabisch")
    listed = tuple(
        Registration(
            registered_on=date(2024, 1, 1) + timedelta(days=9 * n), route=Route.B1, level=Level.A1,
            learnability=10 + n, household=homes.get(n), mother_tongue=tongues[n % 3],
        )
        for n in range(40)
    )  # fmt: skip
    at = school("zutphen").model_copy(update={"registrations": listed})
    past = History.of(at, routes_of(at))
    rows = past.draw(SPAN.first, 2000, 1, 0, False)
    mate = spouses_of(rows["household"])
    paired, who = mate != NOWHERE, rows["learnability"] - 10
    spouse = {0: 5, 5: 0, 2: 9, 9: 2}
    assert [spouse[w] for w in who[paired].tolist()] == who[mate[paired]].tolist()
    assert np.isin(who, [0, 2, 5, 9]).sum() - paired.sum() <= 1, "at most one waits for a spouse"
    assert paired.mean() == pytest.approx(0.1, abs=0.03)
    assert set(rows["need"][paired]) == {NEED_AT[at.policy.household_need]}
    assert past.languages == ("Arabisch", "Tigrinya")
    spoken = [past.languages[x - 1] if x else None for x in rows["language"]]
    assert spoken == [tongues[w % 3] for w in who]


def test_family_migrants_begin_higher_and_in_other_routes() -> None:
    rows = _inflow("eindhoven").draw(SPAN.first, 400, 1, 0, False)
    family = rows["status"] == list(Status).index(Status.FAMILY)
    reads = rows["literacy"] != LITERACY_AT[Literacy.NONE]
    higher = rows["level"][family & reads].mean() - rows["level"][~family & reads].mean()
    assert higher > 5
    z = rows["route"] == list(Route).index(Route.Z)
    assert z[family].mean() < z[~family].mean() / 2
