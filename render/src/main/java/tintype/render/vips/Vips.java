package tintype.render.vips;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// libvips in this process: its functions by name, with the signatures that its header files give them.
///
/// A process has one libvips, with one error buffer: only one thread may call it at a time.
@SuppressWarnings("restricted")
final class Vips {

    /// Fails, with what libvips says of it.
    static final class VipsException extends RuntimeException {
        VipsException(String operation, String said) {
            super(operation + ": " + said);
        }
    }

    static final AddressLayout POINTER = ValueLayout.ADDRESS.withTargetLayout(
            MemoryLayout.sequenceLayout(Long.MAX_VALUE, ValueLayout.JAVA_BYTE));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final int SUCCESS = 0;
    private static final int SINCE_KEEP = 8_15;
    private static final int SINCE_BLOCK = 8_13;
    /// Everything else stays blocked: each loader is a way in.
    private static final List<String> LOADERS = List.of(
            "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif",
            "VipsForeignLoadHeif", "VipsForeignLoadTiff");

    private final SymbolLookup library;
    private final Map<List<Object>, MethodHandle> handles = new ConcurrentHashMap<>();
    private final String version;
    private final int release;

    private Vips(SymbolLookup library) {
        this.library = library;
        try (Arena arena = Arena.ofConfined()) {
            // A broken file can make it complain thousands of times; what stops it stands in the error buffer too.
            call(int.class, "g_setenv", arena.allocateFrom("VIPS_WARNING"), arena.allocateFrom("off"), 0);
            require("vips_init", (int) call(int.class, "vips_init", arena.allocateFrom("tintype")));
        }
        int major = (int) call(int.class, "vips_version", 0);
        int minor = (int) call(int.class, "vips_version", 1);
        this.version = major + "." + minor + "." + call(int.class, "vips_version", 2);
        this.release = major * 100 + minor;
        if (release < SINCE_BLOCK) {
            throw new UnsatisfiedLinkError("libvips " + version + " is too old: it cannot block loaders, 8.13 can");
        }
        // Parallel across images, not within one; and no image is asked for twice.
        call(void.class, "vips_concurrency_set", 1);
        call(void.class, "vips_cache_set_max", 0);
        block("VipsForeignLoad", true);
        LOADERS.forEach(loader -> block(loader, false));
    }

    /// @throws UnsatisfiedLinkError when there is no libvips that can be used
    static Vips in(Path library) {
        try {
            return new Vips(SymbolLookup.libraryLookup(library, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new UnsatisfiedLinkError(e.getMessage());
        }
    }

    /// By the name that the system's linker knows.
    static Vips named(String name) {
        try {
            return new Vips(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new UnsatisfiedLinkError(e.getMessage());
        }
    }

    String version() {
        return version;
    }

    /// How a saver is told to write the picture and nothing else.
    Option keepNothing() {
        return release >= SINCE_KEEP ? new Option("keep", 0) : new Option("strip", 1);
    }

    private void block(String operation, boolean blocked) {
        try (Arena arena = Arena.ofConfined()) {
            call(void.class, "vips_operation_block_set", arena.allocateFrom(operation), blocked ? 1 : 0);
        }
    }

    /// An optional argument of an operation.
    ///
    /// @param value an Integer (also for booleans and enums), a Double, a String or a MemorySegment
    record Option(String name, Object value) {}

    /// Calls an operation, whose options come after the arguments it always has, up to a null.
    void operation(String name, Arena arena, List<Object> required, Option... options) {
        var arguments = new ArrayList<>(required);
        for (Option option : options) {
            arguments.add(arena.allocateFrom(option.name()));
            arguments.add(option.value() instanceof String text ? arena.allocateFrom(text) : option.value());
        }
        arguments.add(MemorySegment.NULL);
        require(name, (int) invoke(int.class, name, required.size(), arguments));
    }

    Object call(Class<?> result, String function, Object... arguments) {
        return invoke(result, function, -1, List.of(arguments));
    }

    /// @param fixed how many arguments come before the variadic ones; -1 when there are none of these
    private Object invoke(Class<?> result, String function, int fixed, List<Object> arguments) {
        List<MemoryLayout> layouts = arguments.stream().map(Vips::layout).toList();
        try {
            return (Object) handles.computeIfAbsent(
                            List.of(function, layouts), _ -> spread(handle(result, function, fixed, layouts)))
                    .invokeExact(arguments.toArray());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot call " + function, e);
        }
    }

    /// To be called with an array; [MethodHandle#invokeWithArguments] would make such a handle at each call.
    private static MethodHandle spread(MethodHandle handle) {
        return handle.asSpreader(Object[].class, handle.type().parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private MethodHandle handle(Class<?> result, String function, int fixed, List<MemoryLayout> layouts) {
        MemorySegment address = library.find(function)
                .orElseThrow(() -> new UnsatisfiedLinkError("libvips has no function " + function));
        MemoryLayout[] parameters = layouts.toArray(MemoryLayout[]::new);
        FunctionDescriptor descriptor = result == void.class
                ? FunctionDescriptor.ofVoid(parameters)
                : FunctionDescriptor.of(result(result), parameters);
        return fixed < 0
                ? LINKER.downcallHandle(address, descriptor)
                : LINKER.downcallHandle(address, descriptor, Linker.Option.firstVariadicArg(fixed));
    }

    private static MemoryLayout result(Class<?> type) {
        return type == int.class ? ValueLayout.JAVA_INT : type == long.class ? ValueLayout.JAVA_LONG : POINTER;
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Integer _ -> ValueLayout.JAVA_INT;
            case Long _ -> ValueLayout.JAVA_LONG;
            case Double _ -> ValueLayout.JAVA_DOUBLE;
            case MemorySegment _ -> POINTER;
            default -> throw new IllegalArgumentException("No argument of C: " + argument);
        };
    }

    private void require(String operation, int code) {
        if (code != SUCCESS) {
            throw new VipsException(operation, takeErrors());
        }
    }

    /// What libvips has complained of since the last look, also where it went on.
    String takeErrors() {
        var buffer = (MemorySegment) call(MemorySegment.class, "vips_error_buffer");
        String said = Objects.requireNonNull(buffer).getString(0);
        call(void.class, "vips_error_clear");
        return said.strip();
    }
}
