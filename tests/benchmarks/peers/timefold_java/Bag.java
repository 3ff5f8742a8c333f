package school;

import java.util.Arrays;

/** A few numbers in no order. */
final class Bag {
    int[] value = new int[4];
    int size;

    static Bag[] several(int count) {
        Bag[] found = new Bag[count];
        Arrays.setAll(found, at -> new Bag());
        return found;
    }

    void add(int number) {
        if (size == value.length) {
            value = Arrays.copyOf(value, 2 * size);
        }
        value[size++] = number;
    }

    void remove(int number) {
        int at = 0;
        while (value[at] != number) {
            at++;
        }
        value[at] = value[--size];
    }

    int[] values() {
        return Arrays.copyOf(value, size);
    }
}
