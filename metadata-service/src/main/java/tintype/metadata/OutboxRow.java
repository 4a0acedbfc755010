package tintype.metadata;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.events.ImageEvent;

/// A deletion that is certain and not yet announced.
@Entity
@Table(name = "outbox")
class OutboxRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq = 0L;

    @Column(name = "image_id", columnDefinition = "char(26)")
    String imageId = "";

    @Column(name = "group_no")
    int group;

    Instant at = Instant.EPOCH;

    static void add(ImageKey image, Instant at) {
        var row = new OutboxRow();
        row.seq = null;
        row.imageId = image.id().toString();
        row.group = image.group().number();
        row.at = at;
        row.persist();
    }

    /// The oldest ones that no other instance is announcing at the moment; locked until the transaction ends.
    @SuppressWarnings("unchecked")
    static List<OutboxRow> oldest(int limit) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from outbox order by seq limit " + limit + " for update skip locked", OutboxRow.class)
                .getResultList();
    }

    /// Of the one that waits longest.
    static Optional<Duration> age(Instant now) {
        return OutboxRow.<OutboxRow>find("order by seq")
                .firstResultOptional()
                .map(oldest -> Duration.between(oldest.at, now));
    }

    ImageEvent.Deleted event() {
        return new ImageEvent.Deleted(new Group(group), ImageId.parse(imageId).orThrow(), at);
    }
}
