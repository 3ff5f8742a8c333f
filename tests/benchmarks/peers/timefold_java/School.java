package school;

/**
 * What is given, as tables of numbers. Learners, teachers, rooms, groups (a running class, or the
 * new classes of one offering) and places (a slot at a location) are indices; a desk is a class.
 * Python fills the fields.
 */
public class School {
    // Places: which ones one teacher cannot serve both, which ones overlap in time.
    public boolean[][] teacherClash;
    public boolean[][] overlapping;
    public boolean[] physical;

    // Learners.
    public int[] score;
    public int[] learnability;
    public int[] literacy;
    public int[] waitingCost;

    // Teachers and rooms, what the running classes take already taken off. `share` is what a
    // teacher adds to the balance of certified teachers (0 for one who teaches anyway).
    public boolean[][] teacherFree;
    public int[][] teacherCost;
    public int[] teacherLimit;
    public int[] share;
    public int shareBefore;
    public boolean[][] roomFree;
    public int[] roomCapacity;

    // Groups: places of every pattern; cost of a seat per row and pattern (negative: not free
    // then), and the row of every learner (negative: not admitted).
    public int[][][] places;
    public int[][][] seatCost;
    public int[][] row;
    public int[] minimum;
    public int[] target;
    public int[] spread;
    public boolean[] mixes;
    public int[] openCost;

    // Households: two learners, and the places of their lessons that must not go together.
    public int[] first;
    public int[] second;
    public boolean[] hard;
    public boolean[][][] apart;

    // Running classes and their members: never changed, and so no entities.
    public Course[] running;
    public Seat[] settled;

    // Weights.
    public int emptySeat;
    public int levelDeviation;
    public int learnabilityDeviation;
    public int extraTeacher;
    public int household;
}
