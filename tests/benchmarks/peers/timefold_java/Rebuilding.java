package school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Thinks of moves that open, retime or replace a class (see {@link Rebuild}). */
public class Rebuilding implements MoveIteratorFactory<Timetable, Rebuild> {
    @Override
    public long getSize(ScoreDirector<Timetable> director) {
        Timetable state = director.getWorkingSolution();
        return (long) state.courses.size() * state.courses.size();
    }

    @Override
    public Iterator<Rebuild> createOriginalMoveIterator(ScoreDirector<Timetable> director) {
        throw new UnsupportedOperationException("only at random");
    }

    @Override
    public Iterator<Rebuild> createRandomMoveIterator(
            ScoreDirector<Timetable> director, Random random) {
        return new Ideas(director, random);
    }

    private static final class Ideas implements Iterator<Rebuild> {
        private static final int TRIES = 60;
        private static final int PATTERNS = 4; // looked at per class; the fullest one is taken

        private final ScoreDirector<Timetable> director;
        private final Random random;
        private Timetable state;
        private School s;
        private List<Course> free; // classes that are not pinned
        private List<List<Seat>> members; // per class
        private List<Seat> waiting;
        private Course opened;
        private Course closed;

        Ideas(ScoreDirector<Timetable> director, Random random) {
            this.director = director;
            this.random = random;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Rebuild next() {
            state = director.getWorkingSolution();
            s = state.school;
            free = state.courses;
            lookAround();
            Rebuild found = null;
            for (int at = 0; found == null && at < TRIES; at++) {
                found = think();
            }
            return found != null ? found : nothing();
        }

        /** Who sits where, and who waits. */
        private void lookAround() {
            members = new ArrayList<>();
            for (int at = 0; at < s.running.length + free.size(); at++) {
                members.add(new ArrayList<>());
            }
            waiting = new ArrayList<>();
            for (Seat seat : state.seats) {
                (seat.desk == null ? waiting : members.get(seat.desk)).add(seat);
            }
            for (Course course : free) {
                if (!meets(course)) {
                    waiting.addAll(members.get(course.index));
                }
            }
        }

        /** A move that leaves everything as it is, when there is no idea. */
        private Rebuild nothing() {
            Course course = free.get(0);
            Rebuild.Staff staff = new Rebuild.Staff(course.teacher, course.helper, course.turn);
            Rebuild.Opening same = new Rebuild.Opening(course.pattern, staff, course.room);
            return new Rebuild(course, null, same, List.of(), List.of());
        }

        private Rebuild think() {
            opened = free.get(random.nextInt(free.size()));
            closed = null;
            if (random.nextBoolean()) {
                Course other = free.get(random.nextInt(free.size()));
                if (other == opened || !meets(other)) {
                    return null;
                }
                closed = other;
            }
            List<Seat> candidates = candidates();
            Rebuild.Opening best = null;
            List<Seat> joining = List.of();
            if (candidates.size() < s.minimum[opened.group]) {
                return null;
            }
            for (int at = 0; at < PATTERNS; at++) {
                Rebuild.Opening chosen = opening();
                List<Seat> come = chosen == null ? List.of() : thoseWhoCome(candidates, chosen);
                if (come.size() > joining.size()) {
                    best = chosen;
                    joining = come;
                }
            }
            if (best == null || joining.size() < s.minimum[opened.group]) {
                return null;
            }
            List<Seat> leaving = new ArrayList<>(members.get(opened.index));
            if (closed != null) {
                leaving.addAll(members.get(closed.index));
            }
            leaving.removeAll(joining);
            return new Rebuild(opened, closed, best, joining, leaving);
        }

        /** Those who wait, or will when the move is made, and may join the class. */
        private List<Seat> candidates() {
            List<Seat> found = new ArrayList<>(waiting);
            if (meets(opened)) {
                found.addAll(members.get(opened.index));
            }
            if (closed != null) {
                found.addAll(members.get(closed.index));
            }
            found.removeIf(seat -> s.row[opened.group][seat.learner] < 0);
            return found;
        }

        private boolean meets(Course course) {
            return course.pattern != null
                    && members.get(course.index).size() >= s.minimum[course.group];
        }

        // -- when, by whom and where ---------------------------------------------------------

        private Rebuild.Opening opening() {
            Integer pattern = opened.patterns.get(random.nextInt(opened.patterns.size()));
            int[] places = s.places[opened.group][pattern];
            Rebuild.Staff staff = staff(places);
            if (staff == null) {
                return null;
            }
            Integer room = anyOf(opened.rooms, r -> isOpen(r, places));
            return room == null ? null : new Rebuild.Opening(pattern, staff, room);
        }

        /** One teacher for all sessions; if nobody can, somebody else for one of them. */
        private Rebuild.Staff staff(int[] places) {
            Integer alone = anyOf(opened.teachers, j -> isFree(j, places));
            if (alone != null) {
                return new Rebuild.Staff(alone, -1, 0);
            }
            Integer turn = opened.turns.get(random.nextInt(opened.turns.size()));
            int[] one = {places[turn]};
            int[] rest = IntStream.range(0, places.length).filter(at -> at != turn)
                    .map(at -> places[at]).toArray();
            Integer helper = anyOf(opened.teachers, j -> isFree(j, one));
            if (helper == null) {
                return null;
            }
            Integer teacher = anyOf(opened.teachers, j -> !helper.equals(j) && isFree(j, rest));
            return teacher == null ? null : new Rebuild.Staff(teacher, helper, turn);
        }

        private interface Test {
            boolean holds(int value);
        }

        private Integer anyOf(List<Integer> values, Test test) {
            int first = random.nextInt(values.size());
            for (int at = 0; at < values.size(); at++) {
                Integer value = values.get((first + at) % values.size());
                if (test.holds(value)) {
                    return value;
                }
            }
            return null;
        }

        private boolean isFree(int j, int[] places) {
            int load = places.length;
            for (int p : places) {
                if (!s.teacherFree[j][p]) {
                    return false;
                }
            }
            for (Course other : free) {
                if (other == opened || other == closed || !meets(other)) {
                    continue;
                }
                if (other.teacher != j && other.helper != j) {
                    continue;
                }
                int[] theirs = s.places[other.group][other.pattern];
                for (int session = 0; session < theirs.length; session++) {
                    boolean second = other.helper >= 0 && other.turn == session;
                    if ((second ? other.helper : other.teacher) != j) {
                        continue;
                    }
                    load++;
                    for (int p : places) {
                        if (s.teacherClash[p][theirs[session]]) {
                            return false;
                        }
                    }
                }
            }
            return load <= s.teacherLimit[j];
        }

        private boolean isOpen(int r, int[] places) {
            for (int p : places) {
                if (s.physical[p] && !s.roomFree[r][p]) {
                    return false;
                }
            }
            for (Course other : free) {
                if (other.room != r || other == opened || other == closed || !meets(other)) {
                    continue;
                }
                for (int q : s.places[other.group][other.pattern]) {
                    for (int p : places) {
                        if (s.physical[p] && s.physical[q] && s.overlapping[p][q]) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        // -- with whom -------------------------------------------------------------------------

        private List<Seat> thoseWhoCome(List<Seat> candidates, Rebuild.Opening chosen) {
            int g = opened.group;
            List<Seat> able = new ArrayList<>(candidates);
            able.removeIf(x -> s.seatCost[g][s.row[g][x.learner]][chosen.pattern()] < 0);
            if (able.size() < s.minimum[g]) {
                return List.of();
            }
            Seat centre = able.get(random.nextInt(able.size()));
            int level = s.score[centre.learner];
            able.sort(Comparator.comparingInt(x -> Math.abs(s.score[x.learner] - level)));
            int most = Math.min(opened.maximum, Math.max(s.target[g], s.minimum[g]));
            for (int p : s.places[g][chosen.pattern()]) {
                most = s.physical[p] ? Math.min(most, s.roomCapacity[chosen.room()]) : most;
            }
            return together(able, centre, most);
        }

        /** The first ones that keep the limits of level and literacy. */
        private List<Seat> together(List<Seat> able, Seat centre, int most) {
            int g = opened.group;
            int low = s.score[centre.learner];
            int high = low;
            List<Seat> come = new ArrayList<>();
            for (Seat seat : able) {
                int score = s.score[seat.learner];
                boolean alike = s.mixes[g]
                        || s.literacy[seat.learner] == s.literacy[centre.learner];
                if (come.size() < most && alike
                        && Math.max(high, score) - Math.min(low, score) <= s.spread[g]) {
                    come.add(seat);
                    low = Math.min(low, score);
                    high = Math.max(high, score);
                }
            }
            return come;
        }
    }
}
