package tintype.contract;

/// The name of a file for ever, and its place everywhere: in a URL, below a node's data directory, in an object store.
///
/// `/g/{group}/{id}/{file}`, for example `/g/07f/06d2k8…/fit-320x320.jpg`.
public record ImageName(ImageKey image, ImageFile file) {

    public static final String ROOT = "g";

    private static final int PARTS = 5;

    public static Parsed<ImageName> parse(String path) {
        String[] parts = path.split("/", PARTS + 1);
        if (parts.length != PARTS || !parts[0].isEmpty() || !parts[1].equals(ROOT)) {
            return Parsed.refused("The name of a file reads /g/{group}/{id}/{file}");
        }
        return Group.parse(parts[2]).flatMap(group -> ImageId.parse(parts[3])
                .flatMap(id -> ImageFile.parse(parts[4]).map(file -> new ImageName(new ImageKey(group, id), file))));
    }

    /// The path of its URL, from the root of the site.
    public String path() {
        return "/" + image.directory() + "/" + file;
    }

    @Override
    public String toString() {
        return path();
    }
}
