package tintype.render.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Placeholder;
import tintype.render.EngineChoice;
import tintype.render.RenderEngine;
import tintype.render.Rendering;

/// An engine that does to its process what the name of the original says.
public final class TroubleMakers implements EngineChoice, RenderEngine {

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
        return switch (original.getFileName().toString().toLowerCase(Locale.ROOT)) {
            case "crash" -> {
                Runtime.getRuntime().halt(139);
                yield new Rendering.NotNow("not reached");
            }
            // The JVM then prints a page about it.
            case "segfault" -> new Rendering.Unrenderable(
                    "read", Byte.toString(MemorySegment.ofAddress(8).reinterpret(8).get(ValueLayout.JAVA_BYTE, 0)));
            case "hang" -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }
            case "eat" -> new Rendering.Unrenderable("ate", Integer.toString(eaten().size()));
            case "print" -> {
                System.out.println("{\"is\":\"nonsense\"}");
                yield done();
            }
            default -> done();
        };
    }

    private static Rendering done() {
        String process = "#%06x".formatted(ProcessHandle.current().pid() & 0xffffff);
        return new Rendering.Done(List.of(), new Placeholder("000000", process), false, Map.of());
    }

    private static List<MemorySegment> eaten() {
        var eaten = new ArrayList<MemorySegment>();
        while (true) {
            eaten.add(Arena.global().allocate(64L << 20));
        }
    }
}
