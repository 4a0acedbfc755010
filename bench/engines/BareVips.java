import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// The yardstick: libvips with nothing around it. JPEGs are read at the largest shrink that keeps the largest size, then
/// each size is made from the one before; no guards, no placeholder, no isolation, colours as they come. Prints a line for each round, as EngineSpeed does.
///
///     java --enable-native-access=ALL-UNNAMED BareVips.java LIBRARY PHOTO_DIRECTORY ROUNDS
public class BareVips {

    static final Linker LINKER = Linker.nativeLinker();
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final MemoryLayout PTR = ValueLayout.ADDRESS;
    static final int[] SIZES = {1280, 640, 320, 160};
    static final int DOWN = 2;
    static final int SEQUENTIAL = 1;

    static SymbolLookup vips;
    static MethodHandle load, loadShrunk, rotate, thumbnail, copyMemory, width, height, save, unref, free;

    static MethodHandle variadic(String name, int fixed, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                vips.find(name).orElseThrow(), FunctionDescriptor.of(INT, arguments), Linker.Option.firstVariadicArg(fixed));
    }

    public static void main(String[] arguments) throws Throwable {
        vips = SymbolLookup.libraryLookup(Path.of(arguments[0]), Arena.global());
        load = variadic("vips_jpegload", 2, PTR, PTR, PTR);
        loadShrunk = variadic("vips_jpegload", 2, PTR, PTR, PTR, INT, PTR, INT, PTR);
        rotate = variadic("vips_autorot", 2, PTR, PTR, PTR);
        thumbnail = variadic("vips_thumbnail_image", 3, PTR, PTR, INT, PTR, INT, PTR, INT, PTR, INT, PTR);
        width = LINKER.downcallHandle(vips.find("vips_image_get_width").orElseThrow(), FunctionDescriptor.of(INT, PTR));
        height = LINKER.downcallHandle(vips.find("vips_image_get_height").orElseThrow(), FunctionDescriptor.of(INT, PTR));
        save = variadic("vips_jpegsave_buffer", 3, PTR, PTR, PTR, PTR, INT, PTR, INT, PTR);
        copyMemory = LINKER.downcallHandle(vips.find("vips_image_copy_memory").orElseThrow(), FunctionDescriptor.of(PTR, PTR));
        unref = LINKER.downcallHandle(vips.find("g_object_unref").orElseThrow(), FunctionDescriptor.ofVoid(PTR));
        free = LINKER.downcallHandle(vips.find("g_free").orElseThrow(), FunctionDescriptor.ofVoid(PTR));
        MethodHandle init = LINKER.downcallHandle(vips.find("vips_init").orElseThrow(), FunctionDescriptor.of(INT, PTR));
        check((int) init.invokeExact(Arena.global().allocateFrom("bare")));
        LINKER.downcallHandle(vips.find("vips_concurrency_set").orElseThrow(), FunctionDescriptor.ofVoid(INT)).invokeExact(1);
        LINKER.downcallHandle(vips.find("vips_cache_set_max").orElseThrow(), FunctionDescriptor.ofVoid(INT)).invokeExact(0);

        List<Path> photos;
        try (var files = Files.list(Path.of(arguments[1]))) {
            photos = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
        }
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                List<Callable<Void>> jobs = new ArrayList<>();
                for (int times = 0; times < 3; times++) {
                    photos.forEach(photo -> jobs.add(() -> render(photo)));
                }
                long start = System.nanoTime();
                long cpu = process.getProcessCpuTime();
                for (var job : pool.invokeAll(jobs)) {
                    job.get();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("bare %.1f photos/s %d ms%n",
                        jobs.size() / seconds, (process.getProcessCpuTime() - cpu) / 1_000_000 / jobs.size());
            }
        }
    }

    static Void render(Path photo) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(photo.toString());
            MemorySegment out = arena.allocate(PTR);
            check((int) load.invokeExact(name, out, MemorySegment.NULL));
            MemorySegment header = out.get(ValueLayout.ADDRESS, 0);
            int longest = Math.max((int) width.invokeExact(header), (int) height.invokeExact(header));
            unref.invokeExact(header);
            int shrink = Math.clamp(Integer.highestOneBit(longest / SIZES[0]), 1, 8);
            check((int) loadShrunk.invokeExact(name, out, arena.allocateFrom("shrink"), shrink,
                    arena.allocateFrom("access"), SEQUENTIAL, MemorySegment.NULL));
            MemorySegment source = out.get(ValueLayout.ADDRESS, 0);
            for (int size : SIZES) {
                check((int) thumbnail.invokeExact(source, out, size, arena.allocateFrom("height"), size,
                        arena.allocateFrom("size"), DOWN, arena.allocateFrom("no-rotate"), 1, MemorySegment.NULL));
                MemorySegment pixels = inMemory(out.get(ValueLayout.ADDRESS, 0));
                unref.invokeExact(source);
                source = pixels;
                if (size == SIZES[0]) {
                    check((int) rotate.invokeExact(source, out, MemorySegment.NULL));
                    unref.invokeExact(source);
                    source = inMemory(out.get(ValueLayout.ADDRESS, 0));
                }
                MemorySegment bytes = arena.allocate(PTR);
                MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
                check((int) save.invokeExact(source, bytes, length,
                        arena.allocateFrom("Q"), 80, arena.allocateFrom("strip"), 1, MemorySegment.NULL));
                free.invokeExact(bytes.get(ValueLayout.ADDRESS, 0));
            }
            unref.invokeExact(source);
            return null;
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot render " + photo, e);
        }
    }

    static MemorySegment inMemory(MemorySegment lazy) throws Throwable {
        MemorySegment pixels = (MemorySegment) copyMemory.invokeExact(lazy);
        unref.invokeExact(lazy);
        if (pixels.address() == 0) {
            throw new IllegalStateException("libvips failed");
        }
        return pixels;
    }

    static void check(int code) {
        if (code != 0) {
            throw new IllegalStateException("libvips failed");
        }
    }
}
