package io.freebies.data;

import java.util.SplittableRandom;

/** A shape around the origin, within the unit circle or a little beyond. */
@FunctionalInterface
interface Outline {
    /** Whether a point is inside. */
    boolean contains(double u, double v);

    static Outline disc() {
        return (u, v) -> u * u + v * v < 1;
    }

    /** A regular polygon with a corner at the top. */
    static Outline polygon(int corners) {
        double inner = Math.cos(Math.PI / corners);
        return (u, v) -> {
            double turn = Math.atan2(u, -v) / (2 * Math.PI) * corners;
            double fromMiddle = (turn - Math.floor(turn) - 0.5) * 2 * Math.PI / corners;
            return Math.hypot(u, v) * Math.cos(fromMiddle) < inner;
        };
    }

    /** A star whose inner corners lie at {@code inner} of the outer ones' radius. */
    static Outline star(int points, double inner) {
        return (u, v) -> {
            double turn = Math.atan2(u, -v) / (2 * Math.PI) * points;
            double fromPoint = Math.abs(turn - Math.rint(turn)) * 2 * Math.PI / points;
            // The edge runs from the point (radius 1, angle 0) to the inner corner (radius inner, angle pi / points).
            double half = Math.PI / points;
            double edge = inner * Math.sin(half) / (inner * Math.sin(half - fromPoint) + Math.sin(fromPoint));
            return Math.hypot(u, v) < edge;
        };
    }

    static Outline cross() {
        return (u, v) -> Math.min(Math.abs(u), Math.abs(v)) < 0.33 && Math.max(Math.abs(u), Math.abs(v)) < 0.95;
    }

    static Outline crescent() {
        return (u, v) -> u * u + v * v < 1 && Math.hypot(u - 0.55, v) > 0.8;
    }

    static Outline arrow() {
        return (u, v) -> v < 0 ? v > -1 && Math.abs(u) < 0.75 * (1 + v) : v < 1 && Math.abs(u) < 0.27;
    }

    static Outline ellipse(double ratio) {
        return (u, v) -> u * u + v * v / (ratio * ratio) < 1;
    }

    static Outline bar(double ratio) {
        return (u, v) -> Math.abs(u) < 1 && Math.abs(v) < ratio;
    }

    /** A round thing without a name. */
    static Outline blob(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextInt());
        return (u, v) -> {
            double radius = Math.hypot(u, v);
            return radius < 0.35 + 0.9 * noise.at(1.6 * u / radius + 4, 1.6 * v / radius + 4);
        };
    }

    /** Capital letters of upright and level strokes. */
    static Outline letter(char letter) {
        return switch (letter) {
            case 'L' -> (u, v) -> inFrame(u, v) && (u < -0.3 || v > 0.6);
            case 'T' -> (u, v) -> inFrame(u, v) && (v < -0.6 || Math.abs(u) < 0.2);
            case 'H' -> (u, v) -> inFrame(u, v) && (Math.abs(u) > 0.3 || Math.abs(v) < 0.2);
            case 'E' -> (u, v) -> inFrame(u, v) && (u < -0.3 || Math.abs(v) > 0.65 || Math.abs(v) < 0.17);
            case 'U' -> (u, v) -> inFrame(u, v) && (Math.abs(u) > 0.3 || v > 0.6);
            default -> throw new IllegalArgumentException("expected one of L T H E U, found " + letter);
        };
    }

    private static boolean inFrame(double u, double v) {
        return Math.abs(u) < 0.7 && Math.abs(v) < 1;
    }
}
