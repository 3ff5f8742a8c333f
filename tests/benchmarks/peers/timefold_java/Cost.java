package school;

import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * All hard rules and goals, weighed anew only where something changed.
 *
 * <p>The score is that of the plan as it will be read: a class meets when it has a pattern and at
 * least its minimum of members who are free then; everybody else waits, and a class that does not
 * meet needs no teacher and no room. Members of a class that does not meet are its waiting list,
 * worth a point for each pair, so that lists grow until a class can open.
 */
public class Cost implements IncrementalScoreCalculator<Timetable, HardSoftScore> {
    private static final int LONGEST = 400; // members of a class, waiting list included

    private School s;
    private Course[] courses;
    private Seat[] seats;
    private int[] seatOf; // of a learner, -1 for one who can sit nowhere

    private Bag[] members; // seats per class
    private Bag[] teaching; // classes per teacher, main or second
    private Bag[] using; // classes per room
    private int[][] couplesOf; // per learner

    private boolean[] meets; // per class
    private Part ofCourses;
    private Part ofTeachers;
    private Part ofRooms;
    private Part ofCouples;
    private boolean[] changed; // classes of which pattern, teacher or room changed
    private boolean[] gives; // teachers who give new lessons
    private int balance; // of certified teachers
    private int waiting;
    private final int[] levels = new int[LONGEST];
    private final int[] learns = new int[LONGEST];

    @Override
    public void resetWorkingSolution(Timetable timetable) {
        s = timetable.school;
        courses = Stream.concat(Stream.of(s.running), timetable.courses.stream())
                .toArray(Course[]::new);
        seats = Stream.concat(Stream.of(s.settled), timetable.seats.stream())
                .toArray(Seat[]::new);
        seatOf = new int[s.score.length];
        Arrays.fill(seatOf, -1);
        members = Bag.several(courses.length);
        teaching = Bag.several(s.teacherLimit.length);
        using = Bag.several(s.roomCapacity.length);
        meets = new boolean[courses.length];
        changed = new boolean[courses.length];
        gives = new boolean[s.teacherLimit.length];
        balance = s.shareBefore;
        waiting = 0;
        ofCourses = new Part(courses.length);
        ofTeachers = new Part(s.teacherLimit.length);
        ofRooms = new Part(s.roomCapacity.length);
        ofCouples = new Part(s.first.length);
        findCouples();
        for (Seat seat : seats) {
            seatOf[seat.learner] = seat.index;
            enter(seat);
        }
        for (Course course : courses) {
            enter(course);
        }
        for (int k = 0; k < s.first.length; k++) {
            ofCouples.mark(k);
        }
    }

    private void findCouples() {
        Bag[] found = Bag.several(s.score.length);
        for (int k = 0; k < s.first.length; k++) {
            found[s.first[k]].add(k);
            found[s.second[k]].add(k);
        }
        couplesOf = new int[found.length][];
        for (int i = 0; i < found.length; i++) {
            couplesOf[i] = found[i].values();
        }
    }

    // -- what changes --------------------------------------------------------------------------

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        if (entity instanceof Seat seat) {
            leave(seat);
        } else {
            leave((Course) entity);
        }
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        if (entity instanceof Seat seat) {
            enter(seat);
        } else {
            enter((Course) entity);
        }
    }

    @Override
    public void beforeEntityAdded(Object entity) {
    }

    @Override
    public void afterEntityAdded(Object entity) {
    }

    @Override
    public void beforeEntityRemoved(Object entity) {
    }

    @Override
    public void afterEntityRemoved(Object entity) {
    }

    private void enter(Seat seat) {
        if (seat.desk == null) {
            waiting += s.waitingCost[seat.learner];
        } else {
            members[seat.desk].add(seat.index);
            ofCourses.mark(seat.desk);
        }
        markCouples(seat);
    }

    private void leave(Seat seat) {
        if (seat.desk == null) {
            waiting -= s.waitingCost[seat.learner];
        } else {
            members[seat.desk].remove(seat.index);
            ofCourses.mark(seat.desk);
        }
    }

    private void enter(Course course) {
        if (!course.pinned) {
            teaching[course.teacher].add(course.index);
            ofTeachers.mark(course.teacher);
            if (course.helper >= 0 && !course.helper.equals(course.teacher)) {
                teaching[course.helper].add(course.index);
                ofTeachers.mark(course.helper);
            }
            using[course.room].add(course.index);
            ofRooms.mark(course.room);
        }
        ofCourses.mark(course.index);
        changed[course.index] = true;
    }

    private void leave(Course course) {
        teaching[course.teacher].remove(course.index);
        ofTeachers.mark(course.teacher);
        if (course.helper >= 0 && !course.helper.equals(course.teacher)) {
            teaching[course.helper].remove(course.index);
            ofTeachers.mark(course.helper);
        }
        using[course.room].remove(course.index);
        ofRooms.mark(course.room);
    }

    private void markCouples(Seat seat) {
        for (int k : couplesOf[seat.learner]) {
            ofCouples.mark(k);
        }
    }

    // -- the score -----------------------------------------------------------------------------

    @Override
    public HardSoftScore calculateScore() {
        for (int c = ofCourses.next(); c >= 0; c = ofCourses.next()) {
            weighCourse(c);
        }
        for (int j = ofTeachers.next(); j >= 0; j = ofTeachers.next()) {
            weighTeacher(j);
        }
        for (int r = ofRooms.next(); r >= 0; r = ofRooms.next()) {
            weighRoom(r);
        }
        for (int k = ofCouples.next(); k >= 0; k = ofCouples.next()) {
            weighCouple(k);
        }
        int hard = ofCourses.hard + ofTeachers.hard + ofRooms.hard + ofCouples.hard;
        int soft = ofCourses.soft + ofTeachers.soft + ofRooms.soft + ofCouples.soft + waiting;
        return HardSoftScore.of(-hard - Math.max(-balance, 0), -soft);
    }

    /** What a seat costs, negative when the learner is not free. */
    private int seatCost(Seat seat, Course course) {
        if (seat.pinned) {
            return 0;
        }
        return s.seatCost[course.group][s.row[course.group][seat.learner]][course.pattern];
    }

    private void weighCourse(int c) {
        Course course = courses[c];
        int count = 0;
        int seated = 0;
        int absent = 0;
        int literacies = 0; // as bits
        Bag inside = members[c];
        for (int at = 0; at < inside.size; at++) {
            Seat seat = seats[inside.value[at]];
            int cost = course.pattern == null ? 0 : seatCost(seat, course);
            if (cost < 0) {
                absent += s.waitingCost[seat.learner];
                continue;
            }
            seated += cost;
            levels[count] = s.score[seat.learner];
            learns[count] = s.learnability[seat.learner];
            literacies |= 1 << s.literacy[seat.learner];
            count++;
        }
        int g = course.group;
        boolean now = course.pinned || course.pattern != null && count >= s.minimum[g] && count > 0;
        int hard = Math.max(count - seatsIn(course), 0);
        if (count > 1) {
            Arrays.sort(levels, 0, count);
            Arrays.sort(learns, 0, count);
            int beyond = levels[count - 1] - levels[0] - s.spread[g];
            hard += beyond > 0 ? 1 + beyond / 10 : 0;
            hard += s.mixes[g] ? 0 : Integer.bitCount(literacies) - 1;
        }
        int soft = now ? absent + seated + makeUp(course, count) : onList(inside, count);
        ofCourses.set(c, hard, soft);
        if (now != meets[c] || changed[c]) {
            meets[c] = now;
            changed[c] = false;
            markAround(course);
        }
    }

    /** Members for whom there is room. */
    private int seatsIn(Course course) {
        if (course.pattern == null || course.pinned) {
            return course.maximum;
        }
        for (int p : s.places[course.group][course.pattern]) {
            if (s.physical[p]) {
                return Math.min(course.maximum, s.roomCapacity[course.room]);
            }
        }
        return course.maximum;
    }

    private int makeUp(Course course, int count) {
        int g = course.group;
        int soft = s.openCost[g] + s.emptySeat * Math.max(s.target[g] - count, 0);
        soft += s.levelDeviation * deviation(levels, count);
        soft += s.learnabilityDeviation * deviation(learns, count);
        boolean helped = course.helper >= 0 && !course.helper.equals(course.teacher);
        return soft + (helped && !course.pinned ? s.extraTeacher : 0);
    }

    /** Sum of distances from the median, of sorted values. */
    private static int deviation(int[] values, int count) {
        int sum = 0;
        for (int at = 0; at < count / 2; at++) {
            sum += values[count - 1 - at] - values[at];
        }
        return sum;
    }

    private int onList(Bag inside, int count) {
        int soft = 0;
        for (int at = 0; at < inside.size; at++) {
            soft += s.waitingCost[seats[inside.value[at]].learner];
        }
        return soft - count * (count - 1) / 2;
    }

    private void markAround(Course course) {
        if (!course.pinned) {
            ofTeachers.mark(course.teacher);
            if (course.helper >= 0) {
                ofTeachers.mark(course.helper);
            }
            ofRooms.mark(course.room);
        }
        Bag inside = members[course.index];
        for (int at = 0; at < inside.size; at++) {
            markCouples(seats[inside.value[at]]);
        }
    }

    // -- teachers, rooms, households -------------------------------------------------------------

    /** Whether the teacher gives a session of the class. */
    private boolean gives(int j, Course course, int session) {
        boolean second = course.helper >= 0 && course.turn == session;
        return (second ? course.helper : course.teacher) == j;
    }

    private void weighTeacher(int j) {
        int load = 0;
        int hard = 0;
        int soft = 0;
        Bag mine = teaching[j];
        for (int at = 0; at < mine.size; at++) {
            Course course = courses[mine.value[at]];
            if (!meets[course.index]) {
                continue;
            }
            int[] places = s.places[course.group][course.pattern];
            for (int session = 0; session < places.length; session++) {
                if (gives(j, course, session)) {
                    load++;
                    hard += s.teacherFree[j][places[session]] ? 0 : 1;
                    soft += s.teacherCost[j][places[session]];
                    for (int other = at + 1; other < mine.size; other++) {
                        hard += clashes(j, places[session], courses[mine.value[other]]);
                    }
                }
            }
        }
        hard += Math.max(load - s.teacherLimit[j], 0);
        if (load > 0 != gives[j]) {
            gives[j] = load > 0;
            balance += load > 0 ? s.share[j] : -s.share[j];
        }
        ofTeachers.set(j, hard, soft);
    }

    private int clashes(int j, int place, Course other) {
        int found = 0;
        if (meets[other.index]) {
            int[] places = s.places[other.group][other.pattern];
            for (int session = 0; session < places.length; session++) {
                if (s.teacherClash[place][places[session]] && gives(j, other, session)) {
                    found++;
                }
            }
        }
        return found;
    }

    private void weighRoom(int r) {
        int hard = 0;
        Bag mine = using[r];
        for (int at = 0; at < mine.size; at++) {
            Course course = courses[mine.value[at]];
            if (!meets[course.index]) {
                continue;
            }
            for (int p : s.places[course.group][course.pattern]) {
                if (!s.physical[p]) {
                    continue;
                }
                hard += s.roomFree[r][p] ? 0 : 1;
                for (int other = at + 1; other < mine.size; other++) {
                    hard += overlaps(p, courses[mine.value[other]]);
                }
            }
        }
        ofRooms.set(r, hard, 0);
    }

    private int overlaps(int place, Course other) {
        int found = 0;
        if (meets[other.index]) {
            for (int q : s.places[other.group][other.pattern]) {
                found += s.physical[q] && s.overlapping[place][q] ? 1 : 0;
            }
        }
        return found;
    }

    private void weighCouple(int k) {
        int[] one = lessons(s.first[k]);
        int[] other = lessons(s.second[k]);
        boolean broken = false;
        if (one != null && other != null) {
            for (int p : one) {
                for (int q : other) {
                    broken |= s.apart[k][p][q];
                }
            }
        }
        ofCouples.set(k, broken && s.hard[k] ? 1 : 0, broken && !s.hard[k] ? s.household : 0);
    }

    /** Places of a learner's lessons, null without any. */
    private int[] lessons(int learner) {
        if (seatOf[learner] < 0 || seats[seatOf[learner]].desk == null) {
            return null;
        }
        Seat seat = seats[seatOf[learner]];
        Course course = courses[seat.desk];
        if (!meets[course.index] || seatCost(seat, course) < 0) {
            return null;
        }
        return s.places[course.group][course.pattern];
    }
}
