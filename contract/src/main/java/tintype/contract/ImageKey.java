package tintype.contract;

/// An image and where it lives: the group is picked at upload and is for ever part of the name.
public record ImageKey(Group group, ImageId id) {

    /// Below a data directory, and as the prefix of its keys in an object store: `g/07f/{id}`.
    public String directory() {
        return ImageName.ROOT + "/" + group + "/" + id;
    }

    public ImageName name(ImageFile file) {
        return new ImageName(this, file);
    }

    @Override
    public String toString() {
        return group + "/" + id;
    }
}
