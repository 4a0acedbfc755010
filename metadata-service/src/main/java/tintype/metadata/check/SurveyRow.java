package tintype.metadata.check;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.contract.Json;

/// The last run of one kind of survey.
@Entity
@Table(name = "survey")
class SurveyRow extends PanacheEntityBase {

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    private static final Duration LOST = Duration.ofMinutes(2);

    @Id
    @Enumerated(EnumType.STRING)
    SurveyKind kind = SurveyKind.FSCK;

    @Enumerated(EnumType.STRING)
    State state = State.RUNNING;

    boolean repair;

    int groups;

    @Column(name = "groups_total")
    int groupsTotal;

    long images;

    String findings = "[]";

    @Nullable String reason;

    @Column(name = "begun_at")
    Instant begunAt = Instant.EPOCH;

    @Column(name = "seen_at")
    Instant seenAt = Instant.EPOCH;

    static Optional<SurveyRow> of(SurveyKind kind) {
        return findByIdOptional(kind);
    }

    static Optional<SurveyRow> locked(SurveyKind kind) {
        return Optional.ofNullable(findById(kind, LockModeType.PESSIMISTIC_WRITE));
    }

    /// Whether an instance is at it; one that was killed is not.
    boolean isRunning() {
        return state == State.RUNNING && seenAt.plus(LOST).isAfter(Instant.now());
    }

    void found(List<Finding> all) {
        findings = new String(Json.print(all), StandardCharsets.UTF_8);
    }

    SurveyView view() {
        return new SurveyView(
                SurveyView.State.of(this),
                repair,
                groups,
                groupsTotal,
                images,
                List.of(Json.parse(findings.getBytes(StandardCharsets.UTF_8), Finding[].class).orThrow()),
                reason,
                begunAt,
                seenAt);
    }
}
