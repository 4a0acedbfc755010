package tintype.render.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;
import tintype.contract.Placeholder;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.render.choice.EngineChoice;

/// An engine that does to its process what the name of the original says.
public final class TroubleMakers implements EngineChoice, RenderEngine {

    private static final int SEGMENTATION_FAULT = 11;

    @Override
    public Chosen choose() {
        return new Chosen(this, "for trouble");
    }

    @Override
    public String name() {
        return "trouble";
    }

    @Override
    public Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants) {
        return switch (original.getFileName().toString()) {
            case "exit" -> {
                Runtime.getRuntime().halt(139);
                yield new Rendering.NotNow("not reached");
            }
            case "crash" -> new Rendering.NotNow("not reached after signal " + signalled());
            case "hang" -> hung();
            case "hang once" -> isFirst(original) ? hung() : done();
            case "eat" -> new Rendering.Unrenderable("ate", Integer.toString(eaten().size()));
            case "print" -> {
                System.out.println("{\"is\":\"nonsense\"}");
                yield done();
            }
            // As C code would, past System.out.
            case "babble" -> {
                write("nonsense\n");
                yield done();
            }
            case "lose the directory" -> {
                removeJobDirectories();
                yield new Rendering.Done(made(variants), new Placeholder("000000", "#000000"), false, Map.of());
            }
            case "environment" -> new Rendering.Unrenderable("told", String.join(",", System.getenv().keySet()));
            default -> done();
        };
    }

    private static Rendering done() {
        String process = "#%06x".formatted(ProcessHandle.current().pid() & 0xffffff);
        return new Rendering.Done(List.of(), new Placeholder("000000", process), false, Map.of());
    }

    private static List<Rendering.Rendered> made(Collection<ImageFile.Variant> variants) {
        return variants.stream()
                .map(variant -> new Rendering.Rendered(variant, new Pixels(1, 1), new byte[1]))
                .toList();
    }

    private static Rendering hung() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    /// A worker works in the directory that holds those of its orders.
    private static void removeJobDirectories() {
        try (var directories = Files.newDirectoryStream(Path.of("").toAbsolutePath(), "job*")) {
            for (Path directory : directories) {
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the directory of the job", e);
        }
    }

    private static boolean isFirst(Path original) {
        try {
            return Files.deleteIfExists(original);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + original, e);
        }
    }

    @SuppressWarnings("resource")
    private static void write(String text) {
        try {
            new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the standard output", e);
        }
    }

    private static int signalled() {
        Linker linker = Linker.nativeLinker();
        try {
            return (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("raise"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(SEGMENTATION_FAULT);
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot raise a signal", e);
        }
    }

    private static List<MemorySegment> eaten() {
        var eaten = new ArrayList<MemorySegment>();
        while (true) {
            eaten.add(Arena.global().allocate(64L << 20));
        }
    }
}
