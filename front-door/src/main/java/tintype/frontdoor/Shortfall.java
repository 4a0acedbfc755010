package tintype.frontdoor;

/// What a load balancer in the gateway's place does otherwise, and why that will do; the tests ask what is nearest.
public enum Shortfall {
    /// What cannot be read, or is not spoken here, is refused with another status than the gateway's, of 400 to 599.
    OTHER_REFUSALS,
    /// Fields that the client's `Connection` names go on to services, which make nothing of them.
    KEEPS_FIELDS_OF_CONNECTION,
    /// A client that waits for `100 Continue` gets it before the service is asked, so it sends a body that is refused.
    ASKS_FOR_BODIES_ITSELF,
    /// A short body that came in chunks goes on with its length.
    COUNTS_SHORT_BODIES,
    /// A node's own reason for 503 is lost; its `Retry-After` is not.
    OWN_REASONS,
    /// When a former node gives a reason for 503 and the last does not have the file, the former's reason is passed on.
    FORMER_REASONS,
    /// What does not begin like HTTP/1 is taken for HTTP/0.9, and passed on.
    HTTP_0_9,
    /// A node that stands still is asked all the same, and each reader waits for its time to be over.
    DOES_NOT_ASK_WHO_IS_THERE,
    /// A client that goes on sending after it was refused is cut off, maybe before it has read why.
    DOES_NOT_READ_ON
}
