"""How Timefold searches: its phases and moves."""

from __future__ import annotations

from collections.abc import Mapping

SEAT, COURSE = "school.Seat", "school.Course"

ACCEPTORS = {
    "late": "<lateAcceptanceSize>{size}</lateAcceptanceSize>",
    "tabu": "<entityTabuSize>{size}</entityTabuSize>",
    "annealing": "<simulatedAnnealingStartingTemperature>0hard/{size}soft"
    "</simulatedAnnealingStartingTemperature>",
}
SIZES = {"late": 400, "tabu": 7, "annealing": 300}
FORAGER = {"late": 1, "tabu": 500, "annealing": 1}


def phases(options: Mapping[str, str], started: bool, seconds: float) -> str:
    """The solver's configuration; a known start needs no construction. Annealing cools by time."""
    acceptor = options.get("acceptor", "late")
    size = int(options.get("size", SIZES[acceptor]))
    accepted = int(options.get("accepted", FORAGER[acceptor]))
    return f"""<solver xmlns="https://timefold.ai/xsd/solver">
      <environmentMode>{options.get("mode", "NO_ASSERT")}</environmentMode>
      <solutionClass>school.Timetable</solutionClass>
      <entityClass>{COURSE}</entityClass>
      <entityClass>{SEAT}</entityClass>
      <domainAccessType>GIZMO</domainAccessType>
      <scoreDirectorFactory>
        <incrementalScoreCalculatorClass>school.Cost</incrementalScoreCalculatorClass>
      </scoreDirectorFactory>
      <termination>
        <millisecondsSpentLimit>{seconds * 1000:.0f}</millisecondsSpentLimit>
      </termination>
      {"" if started else CONSTRUCTION}
      <localSearch>
        {moves(options)}
        <acceptor>{ACCEPTORS[acceptor].format(size=size)}</acceptor>
        <forager><acceptedCountLimit>{accepted}</acceptedCountLimit></forager>
      </localSearch>
    </solver>"""


# Every variable that must have a value gets its first one with the facts; what is left to
# construct is who sits where. A closed class has no pattern: local search opens it.
CONSTRUCTION = f"""<constructionHeuristic>
  <queuedEntityPlacer>
    <entitySelector id="learners"><entityClass>{SEAT}</entityClass></entitySelector>
    <changeMoveSelector>
      <entitySelector mimicSelectorRef="learners"/>
      <valueSelector variableName="desk"/>
    </changeMoveSelector>
  </queuedEntityPlacer>
</constructionHeuristic>"""


def _of(entity: str, weight: float, variable: str) -> str:
    return f"""<changeMoveSelector>
      <fixedProbabilityWeight>{weight}</fixedProbabilityWeight>
      <entitySelector><entityClass>{entity}</entityClass></entitySelector>
      <valueSelector variableName="{variable}"/>
    </changeMoveSelector>"""


def _together(weight: float, *variables: str) -> str:
    """Several variables of one class changed at once."""
    first, *rest = variables
    name = "-".join(variables)
    moves = f"""<changeMoveSelector>
      <entitySelector id="{name}"><entityClass>{COURSE}</entityClass></entitySelector>
      <valueSelector variableName="{first}"/>
    </changeMoveSelector>"""
    moves += "".join(
        f"""<changeMoveSelector>
          <entitySelector mimicSelectorRef="{name}"/>
          <valueSelector variableName="{variable}"/>
        </changeMoveSelector>"""
        for variable in rest
    )
    return f"""<cartesianProductMoveSelector>
      <fixedProbabilityWeight>{weight}</fixedProbabilityWeight>{moves}
    </cartesianProductMoveSelector>"""


def _swap(entity: str, weight: float, *variables: str) -> str:
    names = "".join(f"<variableNameInclude>{v}</variableNameInclude>" for v in variables)
    return f"""<swapMoveSelector>
      <fixedProbabilityWeight>{weight}</fixedProbabilityWeight>
      <entitySelector><entityClass>{entity}</entityClass></entitySelector>
      <variableNameIncludes>{names}</variableNameIncludes>
    </swapMoveSelector>"""


# How often each kind of move is tried.
WEIGHTS = {"seat": 10.0, "swap": 4.0, "course": 0.2, "rebuild": 0.5, "ruin": 0.0}


def moves(options: Mapping[str, str]) -> str:
    """The moves; ``default`` leaves the choice to Timefold."""
    if options.get("moves") == "default":
        return ""
    weight = {name: float(options.get(name, usual)) for name, usual in WEIGHTS.items()}
    course = weight["course"]
    found = [
        _of(SEAT, weight["seat"], "desk"),
        _swap(SEAT, weight["swap"], "desk"),
        _of(COURSE, course, "pattern"),
        _of(COURSE, course, "teacher"),
        _of(COURSE, course / 2, "room"),
        _of(COURSE, course / 2, "helper"),
        _together(course, "pattern", "teacher"),
        _together(course * 2, "pattern", "teacher", "room"),
        _together(course / 2, "helper", "turn"),
        _swap(COURSE, course, "pattern", "room"),
        _swap(COURSE, course, "teacher"),
    ]
    found += [
        move.format(weight=weight[name])
        for name, move in (("rebuild", REBUILD), ("ruin", RUIN))
        if weight[name]
    ]
    return f"<unionMoveSelector>{''.join(found)}</unionMoveSelector>"


# A class opened, retimed or replaced with those who wait (Rebuild.java), and Timefold's own
# ruin and recreate of a few learners.
REBUILD = """<moveIteratorFactory>
  <fixedProbabilityWeight>{weight}</fixedProbabilityWeight>
  <moveIteratorFactoryClass>school.Rebuilding</moveIteratorFactoryClass>
</moveIteratorFactory>"""
RUIN = f"""<ruinRecreateMoveSelector>
  <fixedProbabilityWeight>{{weight}}</fixedProbabilityWeight>
  <minimumRuinedCount>2</minimumRuinedCount>
  <maximumRuinedCount>8</maximumRuinedCount>
  <entitySelector><entityClass>{SEAT}</entityClass></entitySelector>
  <variableName>desk</variableName>
</ruinRecreateMoveSelector>"""
