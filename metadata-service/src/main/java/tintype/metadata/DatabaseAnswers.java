package tintype.metadata;

import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.ProblemAnswers;

/// While PostgreSQL is away, the API says so, and when to come back.
class DatabaseAnswers {

    private final ProblemAnswers answers = new ProblemAnswers();

    @ServerExceptionMapper
    Response unavailable(PersistenceException e) {
        return answers.answer(new FailureException(MetadataFailure.DATABASE_UNAVAILABLE, e));
    }
}
