package tintype.endtoend.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares what users were told with what they get: every image, every variant, through every door.
public final class Promises {

    private static final int AT_ONCE = 8;

    private final Site site;

    public Promises(Site site) {
        this.site = site;
    }

    private interface Question {
        /// What is not as it was promised.
        List<String> ask(int door, Upload upload) throws InterruptedException;
    }

    /// Everything that is not as it was promised, a line each.
    public List<String> broken(List<Upload> uploads) throws InterruptedException, ExecutionException {
        return broken(uploads, this::broken);
    }

    /// The same of what the catalogue knows, which may come later.
    public List<String> unknown(List<Upload> uploads) throws InterruptedException, ExecutionException {
        return broken(uploads, this::unknown);
    }

    private List<String> broken(List<Upload> uploads, Question question) throws InterruptedException, ExecutionException {
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Stream<String>>> questions = uploads.stream()
                    .flatMap(upload -> IntStream.range(0, site.gateways().size())
                            .<Callable<Stream<String>>>mapToObj(door -> () -> {
                                places.acquire();
                                try {
                                    return question.ask(door, upload).stream();
                                } finally {
                                    places.release();
                                }
                            }))
                    .toList();
            List<String> all = new ArrayList<>();
            for (Future<Stream<String>> answer : threads.invokeAll(questions)) {
                answer.get().forEach(all::add);
            }
            return all;
        }
    }

    private List<String> broken(int door, Upload upload) throws InterruptedException {
        List<String> broken = new ArrayList<>();
        for (String path : upload.paths()) {
            Site.Answer answer = site.get(door, path);
            boolean kept = switch (upload.state().get()) {
                case LIVE -> answer.is(200) && upload.accepts(path, answer.body());
                case DELETED -> answer.is(410);
                case IN_DOUBT -> answer.is(410) || answer.is(200) && upload.accepts(path, answer.body());
            };
            if (!kept) {
                broken.add(upload.state().get() + " " + path + " at door " + door + ": "
                        + (answer.is(200) ? "200, or other bytes" : answer));
            }
        }
        return broken;
    }

    private List<String> unknown(int door, Upload upload) throws InterruptedException {
        Site.Answer answer = site.get(door, "/images/" + upload.id());
        boolean known = switch (upload.state().get()) {
            case LIVE -> answer.is(200);
            case DELETED -> answer.is(410);
            case IN_DOUBT -> answer.is(200) || answer.is(410);
        };
        return known
                ? List.of()
                : List.of(upload.state().get() + " " + upload.id() + " in the catalogue at door " + door + ": " + answer);
    }
}
