package io.freebies.data;

import java.util.SplittableRandom;

/** A pattern over the plane: how much of the second of two colours shows at a point, 0 to 1. */
@FunctionalInterface
interface Texture {
    /** The share of the second colour. */
    float at(double u, double v);

    /** The patterns; their period is the unit length. */
    enum Kind {
        /** Parallel stripes along v. */
        STRIPES,
        /** Round dots on a square grid. */
        DOTS,
        /** A chess board. */
        CHECKS,
        /** Circles around the origin. */
        RINGS,
        /** Two families of thin crossing lines. */
        HATCHING,
        /** Courses of bricks with mortar. */
        BRICKS,
        /** Clouds of several octaves. */
        CLOUDS,
        /** Fine grain. */
        GRAIN,
        /** A slow change of colour. */
        GRADIENT,
        /** Zigzag stripes. */
        ZIGZAG
    }

    /** A texture of a kind with proportions of its own. */
    static Texture of(Kind kind, SplittableRandom random) {
        double share = random.nextDouble(0.35, 0.65);
        ValueNoise noise = new ValueNoise(random.nextInt());
        return switch (kind) {
            case STRIPES -> (u, v) -> fraction(u) < share ? 1 : 0;
            case DOTS -> (u, v) -> Math.hypot(fraction(u) - 0.5, fraction(v) - 0.5) < 0.28 + share / 10 ? 1 : 0;
            case CHECKS -> (u, v) -> fraction(u / 2) < 0.5 == fraction(v / 2) < 0.5 ? 1 : 0;
            case RINGS -> (u, v) -> fraction(Math.hypot(u, v)) < share ? 1 : 0;
            case HATCHING -> (u, v) -> fraction(u + v) < share / 2 || fraction(u - v) < share / 2 ? 1 : 0;
            case BRICKS -> Texture::bricks;
            case CLOUDS -> (u, v) -> stretch(noise.fractal(u / 2, v / 2, 5));
            case GRAIN -> (u, v) -> noise.fractal(u * 2, v * 2, 2);
            case GRADIENT -> (u, v) -> clamp((float) (u / 4 + 0.5));
            case ZIGZAG -> (u, v) -> fraction(u + Math.abs(fraction(v) - 0.5)) < share ? 1 : 0;
        };
    }

    private static float bricks(double u, double v) {
        double shift = fraction(v / 2) < 0.5 ? 0 : 0.5;
        return fraction(v) < 0.18 || fraction(u / 2 + shift) < 0.09 ? 1 : 0;
    }

    private static double fraction(double value) {
        return value - Math.floor(value);
    }

    /** More contrast than sums of noise have, which seldom come near 0 and 1. */
    private static float stretch(float value) {
        return clamp((value - 0.5f) * 2 + 0.5f);
    }

    private static float clamp(float value) {
        return Math.min(1, Math.max(0, value));
    }
}
