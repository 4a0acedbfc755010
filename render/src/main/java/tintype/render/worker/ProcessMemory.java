package tintype.render.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of this process: how much it holds, and the most that the kernel gives it. Known on Linux only.
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    /// What the process may write to and does not share (setrlimit(2), since Linux 4.7): the heap as far as it is in
    /// use, and all that C code allocates. The address space would count what the JVM only reserves.
    private static final int RLIMIT_DATA = 2;

    private ProcessMemory() {}

    /// Beyond it, allocations fail. For good: a process may lower its limit, but not raise it again.
    ///
    /// @return what was done, for people
    static String limitTo(long bytes) {
        if (!Files.exists(STATUS)) {
            return "the memory of C code is not limited on this system";
        }
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            var setrlimit = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setrlimit"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            MemorySegment limits = arena.allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_LONG));
            limits.setAtIndex(ValueLayout.JAVA_LONG, 0, bytes);
            limits.setAtIndex(ValueLayout.JAVA_LONG, 1, bytes);
            int failed = (int) setrlimit.invokeExact(RLIMIT_DATA, limits);
            return failed == 0 ? "at most %d MB".formatted(bytes >> 20) : "its memory could not be limited";
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot limit the memory of this process", e);
        }
    }

    /// Bytes, or 0 where nobody knows.
    static long held() {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + STATUS, e);
        }
    }
}
