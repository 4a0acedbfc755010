package tintype.metadata.rebalance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tintype.contract.Json;
import tintype.metadata.plan.RebalancePlan;

/// What is done about groups that should be elsewhere; one row.
@Entity
@Table(name = "rebalance")
class RebalanceRow extends PanacheEntityBase {

    enum State {
        @JsonProperty("running")
        RUNNING,
        /// Nothing begins, nothing is copied.
        @JsonProperty("paused")
        PAUSED,
        /// Nothing is done until the operator, or the end of a node, asks for something.
        @JsonProperty("cancelled")
        CANCELLED
    }

    @Id
    @Column(name = "only_row")
    boolean onlyRow = true;

    /// Counts the plans that were begun.
    @Column(name = "run_no")
    long run;

    @Enumerated(EnumType.STRING)
    State state = State.RUNNING;

    String why = "";

    @Column(name = "begun_at")
    Instant begunAt = Instant.EPOCH;

    String stuck = "[]";

    static RebalanceRow now() {
        return findById(true);
    }

    /// Plans are made one after the other.
    static RebalanceRow locked() {
        return findById(true, LockModeType.PESSIMISTIC_WRITE);
    }

    void begin(String reason) {
        run++;
        state = State.RUNNING;
        why = reason;
        begunAt = Instant.now();
    }

    void stuck(List<RebalancePlan.Stuck> groups) {
        stuck = new String(Json.print(groups), StandardCharsets.UTF_8);
    }

    List<RebalancePlan.Stuck> stuck() {
        return List.of(Json.parse(stuck.getBytes(StandardCharsets.UTF_8), RebalancePlan.Stuck[].class).orThrow());
    }
}
