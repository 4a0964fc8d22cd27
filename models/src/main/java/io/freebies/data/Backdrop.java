package io.freebies.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A background: one to three textured regions with uneven borders, each warped a little. */
final class Backdrop {
    /** What any surface may look like. */
    static final List<Texture.Kind> ANY = List.of(Texture.Kind.values());

    /** What has no pattern that could be taken for a thing's. */
    static final List<Texture.Kind> PLAIN = List.of(Texture.Kind.CLOUDS, Texture.Kind.GRAIN, Texture.Kind.GRADIENT);

    /** A region: where a wobbling line's one side is. */
    private record Region(Paint paint, double cos, double sin, double distance, ValueNoise warp, double wobble) {
        /** Paints a pixel as far as it lies in the region; coordinates in picture heights from the centre. */
        private void blend(double x, double y, float[] rgb, int offset) {
            double across = x * cos + y * sin;
            double border = across - distance + wobble * (warp.at(4 * x, 4 * y) - 0.5);
            float opacity = (float) Math.min(1, 0.5 + 60 * border);
            if (opacity > 0) {
                double bend = wobble * (warp.at(3 * x + 50, 3 * y) - 0.5);
                paint.blend(across + bend, y * cos - x * sin + bend, rgb, offset, opacity, 1);
            }
        }
    }

    private Backdrop() {}

    /** Paints all of {@code rgb}, {@code width * height} pixels interleaved, with textures of these kinds. */
    static void paint(float[] rgb, int width, int height, List<Texture.Kind> kinds, SplittableRandom random) {
        List<Region> regions = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            regions.add(region(i == 0 ? -9 : random.nextDouble(-0.4, 0.5), kinds, random));
        }
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double x = (column - width / 2.0) / height;
                double y = (row - height / 2.0) / height;
                for (Region region : regions) {
                    region.blend(x, y, rgb, 3 * (row * width + column));
                }
            }
        }
    }

    private static Region region(double distance, List<Texture.Kind> kinds, SplittableRandom random) {
        // Half of the regions are clouds or grain, like most surfaces; the others have a pattern.
        Texture.Kind kind = random.nextBoolean()
                ? random.nextBoolean() ? Texture.Kind.CLOUDS : Texture.Kind.GRAIN
                : kinds.get(random.nextInt(kinds.size()));
        Paint paint = Paint.random(kind, Math.exp(random.nextDouble(0.7, 3.2)), 0.05, 0.35, random);
        double angle = random.nextDouble() * 2 * Math.PI;
        ValueNoise warp = new ValueNoise(random.nextInt());
        return new Region(paint, Math.cos(angle), Math.sin(angle), distance, warp, random.nextDouble(0, 0.25));
    }
}
