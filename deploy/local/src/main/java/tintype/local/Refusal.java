package tintype.local;

/// A reason not to go on that the user can do something about: one line on stderr, never a stack trace.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String line) {
        super(line);
    }

    Refusal(String line, Throwable cause) {
        super(line, cause);
    }
}
