package school;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.impl.solver.DefaultSolver;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** One solver with one thread, and what it found on the way. */
public class Search {
    /** A state that obeys the hard rules: when it was found, and all decisions. */
    public static class State {
        public double seconds;
        public int soft;
        public int[] desks;
        public int[][] decisions;
    }

    private static final int NONE = -1;
    private static final double PAUSE = 0.5; // seconds between states that are remembered

    public final List<State> states = new ArrayList<>();
    private final long began = System.nanoTime();
    private final Solver<Timetable> solver;

    public Search(String configuration, long seed) {
        Thread.currentThread().setContextClassLoader(Search.class.getClassLoader());
        SolverConfig config = SolverConfig.createFromXmlReader(new StringReader(configuration));
        config.setRandomSeed(seed);
        solver = SolverFactory.<Timetable>create(config).buildSolver();
        solver.addEventListener(event -> {
            double last = states.isEmpty() ? -PAUSE : states.get(states.size() - 1).seconds;
            if (seconds() - last >= PAUSE) {
                remember(event.getNewBestSolution());
            }
        });
    }

    /** Search until {@link #stop()}. */
    public void solve(Timetable start) {
        remember(solver.solve(start));
    }

    public void stop() {
        solver.terminateEarly();
    }

    /** Moves weighed in a second. */
    public long speed() {
        return ((DefaultSolver<Timetable>) solver).getMoveEvaluationSpeed();
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private void remember(Timetable found) {
        if (!found.score.isFeasible()) {
            return;
        }
        State state = new State();
        state.seconds = seconds();
        state.soft = found.score.softScore();
        state.desks = found.seats.stream().mapToInt(s -> number(s.desk)).toArray();
        state.decisions = found.courses.stream()
                .map(c -> new int[] {number(c.pattern), c.teacher, c.room, c.helper, c.turn})
                .toArray(int[][]::new);
        states.add(state);
    }

    private static int number(Integer value) {
        return value == null ? NONE : value;
    }
}
