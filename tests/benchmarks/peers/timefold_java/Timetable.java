package school;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactProperty;
import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import java.util.ArrayList;
import java.util.List;

/** One state of the plan. */
@PlanningSolution
public class Timetable {
    @ProblemFactProperty
    public School school;
    @PlanningEntityCollectionProperty
    public List<Course> courses = new ArrayList<>();
    @PlanningEntityCollectionProperty
    public List<Seat> seats = new ArrayList<>();
    @PlanningScore
    public HardSoftScore score;

    public Timetable() {
    }

    public Timetable(School school) {
        this.school = school;
    }
}
