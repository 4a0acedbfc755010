package tintype.endtoend.power;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import tintype.contract.ImageFile;
import tintype.contract.ImageName;

/// Asks a node that has started again for everything that it was ever sent.
record Questions(StoreClient node, Ledger ledger) {

    /// In which Kafka tells the node again what it had not said to be done.
    private static final Duration TO_HEAR = Duration.ofSeconds(30);

    /// What is not as it is owed, a line each. The ledger takes these images for lost.
    List<String> broken(Map<TopicPartition, OffsetAndMetadata> committed) throws InterruptedException {
        List<String> broken = new ArrayList<>();
        for (Photo photo : ledger.photos()) {
            boolean isToBeHeardAgain = photo.deletion().filter(place -> !place.isBefore(committed)).isPresent();
            List<String> ofIt = isToBeHeardAgain ? afterItIsHeard(photo) : now(photo);
            if (!ofIt.isEmpty()) {
                ledger.lost(photo);
                broken.addAll(ofIt);
            }
        }
        return broken;
    }

    private List<String> afterItIsHeard(Photo photo) throws InterruptedException {
        try {
            await().atMost(TO_HEAR).pollInterval(Duration.ofMillis(20)).until(() -> now(photo).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return now(photo);
        }
    }

    private List<String> now(Photo photo) throws InterruptedException {
        List<String> broken = new ArrayList<>();
        for (ImageFile file : photo.files()) {
            Photo.Owed owed = photo.owed(file);
            ImageName name = photo.key().name(file);
            StoreClient.Answer answer = owed == Photo.Owed.EITHER ? node.peek(name) : node.get(name);
            boolean isWhole = answer.is(200) && photo.isAs(file, answer.body());
            boolean isKept = switch (owed) {
                case THERE -> isWhole;
                case GONE -> answer.is(410);
                case EITHER -> isWhole || answer.is(404) || answer.is(410) && photo.mayBeDeleted();
            };
            if (!isKept) {
                broken.add("%s: %s, answered %d%s".formatted(
                        name, owed, answer.status(), answer.is(200) && !isWhole ? " with other bytes" : ""));
            }
        }
        return broken;
    }
}
