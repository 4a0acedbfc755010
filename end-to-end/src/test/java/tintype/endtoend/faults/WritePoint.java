package tintype.endtoend.faults;

/// The points between which a write is more durable than before.
enum WritePoint {
    /// All bytes are in a temporary directory of the node.
    RECEIVED("node-3", "tintype.serve.disk.ImageStore", "complete", Edge.ENTRY),
    /// They are on the disk, under a name that nobody knows.
    FORCED("node-3", "tintype.serve.disk.ImageStore", "complete", Edge.EXIT),
    /// They have their name, and nobody was told.
    RENAMED("node-3", "tintype.serve.disk.Durably", "rename", Edge.EXIT),
    /// All nodes of the group have the image, and it is not announced.
    STORED("upload-2", "tintype.upload.PhotoIntake", "announce", Edge.ENTRY),
    /// It is announced, and its user was not answered.
    ANNOUNCED("upload-2", "tintype.upload.PhotoIntake", "announce", Edge.EXIT);

    enum Edge {
        ENTRY,
        EXIT
    }

    private final String process;
    private final String type;
    private final String method;
    private final Edge edge;

    WritePoint(String process, String type, String method, Edge edge) {
        this.process = process;
        this.type = type;
        this.method = method;
        this.edge = edge;
    }

    String process() {
        return process;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }

    Edge edge() {
        return edge;
    }
}
