package tintype.render.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tintype.contract.Json;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.render.choice.EngineChoice;

/// The main class of a worker process: takes a line, renders, answers with a line, until its input ends, which it does
/// when the service does. It renders on one thread, and whatever kills it, kills one job.
final class RenderWorker {

    /// How a process ends whose Java code was given no more memory; the JVM's own number for it.
    static final int OUT_OF_MEMORY = 3;

    private final RenderEngine engine;
    private final PrintStream reports;

    private RenderWorker(RenderEngine engine, PrintStream reports) {
        this.engine = engine;
        this.reports = reports;
    }

    /// @param arguments the class of the [EngineChoice], and the most memory in bytes
    public static void main(String[] arguments) throws Exception {
        // Nothing but reports may go where the reports go.
        var reports = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("orders").start(() -> read(orders));
        var choice = (EngineChoice) Class.forName(arguments[0]).getConstructor().newInstance();
        EngineChoice.Chosen chosen = choice.choose();
        String memory = ProcessMemory.limitTo(Long.parseLong(arguments[1]));
        var worker = new RenderWorker(chosen.engine(), reports);
        worker.say(new WorkReport.Ready(chosen.engine().name(), chosen.why(), memory));
        worker.work(orders);
    }

    /// The input ends with the service, and a decoder that hangs must not outlive it.
    private static void read(BlockingQueue<String> orders) {
        int exit = 0;
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            System.err.println("Cannot read orders: " + e);
            exit = 1;
        } finally {
            Runtime.getRuntime().halt(exit);
        }
    }

    private void work(BlockingQueue<String> orders) throws InterruptedException {
        while (true) {
            String line = orders.take();
            try {
                say(work(Json.parse(line.getBytes(StandardCharsets.UTF_8), WorkOrder.class).orThrow()));
            } catch (OutOfMemoryError e) {
                // Nothing that allocates is sure to work any more.
                Runtime.getRuntime().halt(OUT_OF_MEMORY);
            }
        }
    }

    private WorkReport work(WorkOrder order) {
        return switch (engine.render(Path.of(order.original()), order.type(), order.variants())) {
            case Rendering.Done done -> put(done, Path.of(order.directory()));
            case Rendering.Unrenderable(String reason, String detail) ->
                new WorkReport.Unrenderable(reason, detail, ProcessMemory.held());
            case Rendering.NotNow(String why) -> new WorkReport.NotNow(why, ProcessMemory.held());
        };
    }

    private static WorkReport put(Rendering.Done done, Path directory) {
        List<WorkReport.Made> made = new ArrayList<>();
        for (Rendering.Rendered rendered : done.variants()) {
            Path file = directory.resolve(rendered.variant().toString());
            try {
                Files.write(file, rendered.bytes());
            } catch (IOException e) {
                System.err.println("Cannot write " + file + ": " + e);
                return new WorkReport.NotNow("The variants cannot be written.", ProcessMemory.held());
            }
            made.add(new WorkReport.Made(rendered.variant(), rendered.size().width(), rendered.size().height()));
        }
        return new WorkReport.Done(made, done.placeholder(), done.damaged(), done.times(), ProcessMemory.held());
    }

    private void say(WorkReport report) {
        reports.println(new String(Json.print(report), StandardCharsets.UTF_8));
    }
}
