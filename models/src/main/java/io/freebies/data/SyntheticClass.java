package io.freebies.data;

import java.util.List;

/**
 * What is to be found in drawn pictures: a shape together with a texture. Colours are free, and a texture alone decides
 * nothing, since distractors have the same ones.
 *
 * @param name as in annotations
 * @param periods of the texture in a radius
 */
record SyntheticClass(String name, Outline outline, Texture.Kind texture, double periods) {
    /** All classes by label. */
    static final List<SyntheticClass> ALL = List.of(
            new SyntheticClass("arrow", Outline.arrow(), Texture.Kind.BRICKS, 4),
            new SyntheticClass("crescent", Outline.crescent(), Texture.Kind.CLOUDS, 3),
            new SyntheticClass("cross", Outline.cross(), Texture.Kind.ZIGZAG, 3),
            new SyntheticClass("disc", Outline.disc(), Texture.Kind.STRIPES, 2.5),
            new SyntheticClass("hexagon", Outline.polygon(6), Texture.Kind.HATCHING, 2),
            new SyntheticClass("square", Outline.polygon(4), Texture.Kind.CHECKS, 2.5),
            new SyntheticClass("star", Outline.star(5, 0.45), Texture.Kind.RINGS, 4),
            new SyntheticClass("triangle", Outline.polygon(3), Texture.Kind.DOTS, 3));

    /** Names by label. */
    static List<String> names() {
        return ALL.stream().map(SyntheticClass::name).toList();
    }
}
