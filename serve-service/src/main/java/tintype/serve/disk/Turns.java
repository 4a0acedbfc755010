package tintype.serve.disk;

import java.util.List;
import java.util.stream.IntStream;
import tintype.contract.ImageKey;

/// Whoever changes files of an image takes its turn: synchronize on what is given for it.
final class Turns {

    private static final int LOCKS = 256;

    private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(_ -> new Object()).toList();

    Object of(ImageKey image) {
        return locks.get(Math.floorMod(image.hashCode(), LOCKS));
    }
}
