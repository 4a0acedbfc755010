package tintype.contract.simulation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An image by its number. What its files hold follows from their names, so that anything else is known to be wrong.
record Photo(int number) implements Comparable<Photo> {

    static final String ORIGINAL = "original";
    static final String VARIANT = "variant";

    long bytesOf(String file) {
        return 1_000_003L * number + file.length();
    }

    static SortedMap<String, Long> copyOf(Map<String, Long> files) {
        return new TreeMap<>(files);
    }

    @Override
    public int compareTo(Photo other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "photo-" + number;
    }
}
