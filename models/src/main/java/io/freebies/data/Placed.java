package io.freebies.data;

import io.freebies.box.Box;
import java.util.SplittableRandom;

/**
 * An outline at its place in a picture.
 *
 * @param x centre, pixels
 * @param y centre, pixels
 * @param radius pixels
 * @param cos of the angle it is turned by
 * @param sin of that angle
 * @param stretch ratio of the two diameters, as if seen aslant
 */
record Placed(Outline outline, double x, double y, double radius, double cos, double sin, double stretch) {
    /** Sub-samples of a pixel's side, for soft edges. */
    private static final int SAMPLES = 3;

    /** Covers less than this: not part of the object for boxes and visibility. */
    static final float HALF = 0.5f;

    static Placed random(Outline outline, double radius, int width, int height, SplittableRandom random) {
        double x = random.nextDouble() * width;
        double y = random.nextDouble() * height;
        double angle = random.nextDouble() * 2 * Math.PI;
        double stretch = random.nextDouble(0.8, 1);
        return new Placed(outline, x, y, radius, Math.cos(angle), Math.sin(angle), stretch);
    }

    /** At a given place, turned by up to {@code most} radians either way and stretched at random. */
    static Placed turned(Outline outline, double radius, double x, double y, double most, SplittableRandom random) {
        double angle = (2 * random.nextDouble() - 1) * most;
        double stretch = random.nextDouble(0.8, 1);
        return new Placed(outline, x, y, radius, Math.cos(angle), Math.sin(angle), stretch);
    }

    /** The point of the outline's plane that lies under a point of the picture: first coordinate. */
    double u(double px, double py) {
        return ((px - x) * cos + (py - y) * sin) / radius;
    }

    /** The point of the outline's plane that lies under a point of the picture: second coordinate. */
    double v(double px, double py) {
        return ((py - y) * cos - (px - x) * sin) / (radius * stretch);
    }

    /** How much of each pixel is covered, over all it covers: the picture's border does not cut it. */
    Mask mask() {
        int reach = (int) Math.ceil(radius * 1.3) + 1;
        int left = (int) Math.floor(x) - reach;
        int top = (int) Math.floor(y) - reach;
        int side = 2 * reach + 1;
        float[] coverage = new float[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                coverage[row * side + column] = coverage(left + column, top + row);
            }
        }
        return new Mask(left, top, side, coverage);
    }

    private float coverage(int column, int row) {
        int inside = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double py = row + (i + 0.5) / SAMPLES;
            for (int j = 0; j < SAMPLES; j++) {
                double px = column + (j + 0.5) / SAMPLES;
                inside += outline.contains(u(px, py), v(px, py)) ? 1 : 0;
            }
        }
        return (float) inside / (SAMPLES * SAMPLES);
    }

    /** The pixels an object covers, a square of {@code side} x {@code side} whose corner is at (left, top). */
    static final class Mask {
        private final int left;
        private final int top;
        private final int side;
        private final float[] coverage;

        private Mask(int left, int top, int side, float[] coverage) {
            this.left = left;
            this.top = top;
            this.side = side;
            this.coverage = coverage;
        }

        /** Coverage of a pixel of the picture, 0 to 1. */
        float at(int column, int row) {
            int c = column - left;
            int r = row - top;
            return c < 0 || r < 0 || c >= side || r >= side ? 0 : coverage[r * side + c];
        }

        /** Pixels at least half covered, also those outside the picture. */
        int area() {
            int area = 0;
            for (float c : coverage) {
                area += c >= HALF ? 1 : 0;
            }
            return area;
        }

        /** The smallest box around all pixels at least half covered; inside out if there is none. */
        Box box() {
            int x1 = Integer.MAX_VALUE;
            int y1 = Integer.MAX_VALUE;
            int x2 = Integer.MIN_VALUE;
            int y2 = Integer.MIN_VALUE;
            for (int i = 0; i < coverage.length; i++) {
                if (coverage[i] >= HALF) {
                    x1 = Math.min(x1, left + i % side);
                    y1 = Math.min(y1, top + i / side);
                    x2 = Math.max(x2, left + i % side + 1);
                    y2 = Math.max(y2, top + i / side + 1);
                }
            }
            return new Box(x1, y1, x2, y2);
        }

        int left() {
            return left;
        }

        int top() {
            return top;
        }

        int side() {
            return side;
        }
    }
}
