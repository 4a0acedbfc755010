package tintype.serve.groups;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import tintype.cluster.nodes.Pace;
import tintype.contract.Group;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupTotals;
import tintype.serve.upkeep.Mending;
import tintype.serve.upkeep.Replicas;

/// A group's contents as lines of JSON, written while they are found. The reader knows by the last one that it has all.
final class FileListing implements StreamingOutput {

    private static final int BUFFER = 1 << 15;
    /// Shorter than the reader bears silence.
    private static final Duration MENDING = Duration.ofSeconds(10);
    private static final long SIGN_OF_LIFE = Duration.ofSeconds(5).toNanos();

    private interface Check {
        void before(ImageKey image, Lines lines) throws IOException, InterruptedException;
    }

    private final GroupContents contents;
    private final Group group;
    private final Check check;

    private FileListing(GroupContents contents, Group group, Check check) {
        this.contents = contents;
        this.group = group;
        this.check = check;
    }

    static FileListing asKnown(GroupContents contents, Group group) {
        return new FileListing(contents, group, (_, _) -> {});
    }

    /// Each image is read back and mended before its line is written.
    static FileListing readingBack(GroupContents contents, Group group, Mending mending, Pace pace) {
        var patience = new Replicas.Patience(pace, MENDING, 1);
        return new FileListing(contents, group, (image, lines) -> mending.check(
                image,
                bytes -> {
                    pace.take(bytes);
                    lines.signOfLife();
                },
                patience));
    }

    @Override
    public void write(OutputStream out) throws IOException {
        var lines = new Lines(new BufferedOutputStream(out, BUFFER));
        try {
            GroupTotals totals = contents.visit(group, lines);
            lines.entry(new GroupEntry.End(totals));
            lines.out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The listing of " + group + " was interrupted");
        }
    }

    private final class Lines implements GroupContents.Visitor {

        private final OutputStream out;
        private long last = System.nanoTime();

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void before(ImageKey image) throws IOException, InterruptedException {
            check.before(image, this);
        }

        @Override
        public void entry(GroupEntry entry) throws IOException {
            out.write(Json.print(entry));
            out.write('\n');
            signOfLife();
        }

        /// A large file takes its time; the reader would give up on silence.
        void signOfLife() throws IOException {
            if (System.nanoTime() - last > SIGN_OF_LIFE) {
                out.write('\n');
                out.flush();
                last = System.nanoTime();
            }
        }
    }
}
