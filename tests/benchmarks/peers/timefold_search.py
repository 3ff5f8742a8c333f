"""How Timefold searches: its phases and moves."""

from __future__ import annotations

from collections.abc import Mapping

PACKAGE = "org.jpyinterpreter.user.tests.benchmarks.peers.timefold_domain"
SEAT, COURSE = f"{PACKAGE}.Seat", f"{PACKAGE}.Course"

ACCEPTORS = {
    "late": "<lateAcceptanceSize>{size}</lateAcceptanceSize>",
    "tabu": "<entityTabuSize>{size}</entityTabuSize>",
    "annealing": "<simulatedAnnealingStartingTemperature>0hard/{size}soft"
    "</simulatedAnnealingStartingTemperature>",
}
SIZES = {"late": 400, "tabu": 7, "annealing": 400}
FORAGER = {"late": 1, "tabu": 500, "annealing": 1}


def phases(options: Mapping[str, str], started: bool) -> str:
    """The solver's configuration; a known start needs no construction."""
    acceptor = options.get("acceptor", "tabu")
    size = int(options.get("size", SIZES[acceptor]))
    accepted = int(options.get("accepted", FORAGER[acceptor]))
    moves = MOVES if options.get("moves", "tuned") == "tuned" else ""
    return f"""<solver xmlns="https://timefold.ai/xsd/solver">
      {"" if started else CONSTRUCTION}
      <localSearch>
        {moves}
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


MOVES = f"""<unionMoveSelector>
  {_of(SEAT, 10, "desk")}
  {_swap(SEAT, 4, "desk")}
  {_of(COURSE, 1, "pattern")}
  {_of(COURSE, 1, "teacher")}
  {_of(COURSE, 0.5, "room")}
  {_of(COURSE, 0.5, "helper")}
  {_together(1, "pattern", "teacher")}
  {_together(2, "pattern", "teacher", "room")}
  {_together(0.5, "helper", "turn")}
  {_swap(COURSE, 1, "pattern", "room")}
  {_swap(COURSE, 1, "teacher")}
</unionMoveSelector>"""
