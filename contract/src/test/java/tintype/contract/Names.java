package tintype.contract;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any name there can be, for properties.
final class Names {

    private Names() {}

    static Arbitrary<Group> groups() {
        return Arbitraries.integers().between(0, Group.MAX_COUNT - 1).map(Group::new);
    }

    /// Any 128 bits, made a UUIDv7 by its version and variant (RFC 9562).
    static Arbitrary<ImageId> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new UUID(high & ~0xF000L | 0x7000L, low & ~(0b11L << 62) | 0b10L << 62))
                .map(ImageId::new);
    }

    static Arbitrary<Pixels> pixels(int maxSide) {
        Arbitrary<Integer> side = Arbitraries.integers().between(1, maxSide);
        return Combinators.combine(side, side).as(Pixels::new);
    }

    static Arbitrary<Recipe> recipes() {
        return Combinators.combine(
                        Arbitraries.of(Recipe.Mode.class),
                        pixels(Recipe.MAX_SIDE),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(1, 9_999))
                .as(Recipe::new);
    }

    static Arbitrary<ImageName> names() {
        Arbitrary<Format> formats = Arbitraries.of(Format.class);
        Arbitrary<ImageFile> files = Arbitraries.oneOf(
                formats.map(ImageFile.Original::new),
                Combinators.combine(recipes(), formats.filter(Format::isForVariants)).as(ImageFile.Variant::new));
        return Combinators.combine(groups(), ids(), files)
                .as((group, id, file) -> new ImageKey(group, id).name(file));
    }
}
