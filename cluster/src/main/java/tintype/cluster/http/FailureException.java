package tintype.cluster.http;

import org.jspecify.annotations.Nullable;
import tintype.contract.Failure;
import tintype.contract.Problem;

/// Ends a request with a problem. The client gets the problem; the cause, if any, is for the log.
public class FailureException extends RuntimeException {

    private final transient Failure failure;
    private final transient Problem problem;

    public FailureException(Failure failure) {
        this(failure, Problem.of(failure), null);
    }

    public FailureException(Failure failure, String detail) {
        this(failure, Problem.of(failure, detail), null);
    }

    public FailureException(Failure failure, Throwable cause) {
        this(failure, Problem.of(failure), cause);
    }

    public FailureException(Failure failure, Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.failure = failure;
        this.problem = problem;
    }

    public Failure failure() {
        return failure;
    }

    public Problem problem() {
        return problem;
    }
}
