package school;

/** A part of the score: hard and soft cost per index, their sums, and which to weigh anew. */
final class Part {
    int hard;
    int soft;
    private final int[] hardOf;
    private final int[] softOf;
    private final boolean[] marked;
    private final int[] queue;
    private int waiting;

    Part(int size) {
        hardOf = new int[size];
        softOf = new int[size];
        marked = new boolean[size];
        queue = new int[size];
    }

    void mark(int index) {
        if (!marked[index]) {
            marked[index] = true;
            queue[waiting++] = index;
        }
    }

    /** An index that was marked, -1 when there is none left. */
    int next() {
        if (waiting == 0) {
            return -1;
        }
        int index = queue[--waiting];
        marked[index] = false;
        return index;
    }

    void set(int index, int newHard, int newSoft) {
        hard += newHard - hardOf[index];
        soft += newSoft - softOf[index];
        hardOf[index] = newHard;
        softOf[index] = newSoft;
    }
}
