/// What is said on Kafka about images ([tintype.contract.events.ImageEvent]); see `docs/reference/events.md`.
@NullMarked
package tintype.contract.events;

import org.jspecify.annotations.NullMarked;
