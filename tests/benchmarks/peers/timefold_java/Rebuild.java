package school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.impl.heuristic.move.AbstractMove;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A class opened, or put at another time, with as many of those who wait as go together; perhaps
 * another class closes for it.
 */
public class Rebuild extends AbstractMove<Timetable> {
    private final Course opened;
    private final Course closed; // null: none
    private final Opening chosen;
    private final List<Seat> joining;
    private final List<Seat> leaving;

    Rebuild(Course opened, Course closed, Opening chosen, List<Seat> joining, List<Seat> leaving) {
        this.opened = opened;
        this.closed = closed;
        this.chosen = chosen;
        this.joining = joining;
        this.leaving = leaving;
    }

    /** When a class meets, who teaches it (and who else, one session; -1: nobody), and where. */
    record Opening(Integer pattern, Staff staff, Integer room) {
    }

    /** A teacher, and a second one for one session ("turn"). */
    record Staff(Integer teacher, Integer helper, Integer turn) {
    }

    @Override
    public boolean isMoveDoable(ScoreDirector<Timetable> director) {
        return true;
    }

    @Override
    protected void doMoveOnGenuineVariables(ScoreDirector<Timetable> director) {
        if (closed != null) {
            director.beforeVariableChanged(closed, "pattern");
            closed.pattern = null;
            director.afterVariableChanged(closed, "pattern");
        }
        for (String variable : List.of("pattern", "teacher", "room", "helper", "turn")) {
            director.beforeVariableChanged(opened, variable);
            switch (variable) {
                case "pattern" -> opened.pattern = chosen.pattern();
                case "teacher" -> opened.teacher = chosen.staff().teacher();
                case "room" -> opened.room = chosen.room();
                case "helper" -> opened.helper = chosen.staff().helper();
                default -> opened.turn = chosen.staff().turn();
            }
            director.afterVariableChanged(opened, variable);
        }
        leaving.forEach(seat -> seat(director, seat, null));
        joining.forEach(seat -> seat(director, seat, opened.index));
    }

    private static void seat(ScoreDirector<Timetable> director, Seat seat, Integer desk) {
        director.beforeVariableChanged(seat, "desk");
        seat.desk = desk;
        director.afterVariableChanged(seat, "desk");
    }

    @Override
    public Collection<?> getPlanningEntities() {
        List<Object> found = new ArrayList<>(joining);
        found.addAll(leaving);
        found.add(opened);
        if (closed != null) {
            found.add(closed);
        }
        return found;
    }

    @Override
    public Collection<?> getPlanningValues() {
        return List.of(chosen.pattern(), chosen.staff().teacher(), chosen.room());
    }
}
