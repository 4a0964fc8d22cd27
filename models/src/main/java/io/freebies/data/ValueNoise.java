package io.freebies.data;

/**
 * Smooth random values over the plane: random numbers on the integer lattice, interpolated between (value noise), and
 * sums of it at doubled frequencies and halved strengths (Perlin's fractal sum).
 */
final class ValueNoise {
    private final int seed;

    ValueNoise(int seed) {
        this.seed = seed;
    }

    /** One octave, 0 to 1. */
    float at(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        float u = smooth((float) (x - column));
        float v = smooth((float) (y - row));
        float top = lattice(column, row) * (1 - u) + lattice(column + 1, row) * u;
        float bottom = lattice(column, row + 1) * (1 - u) + lattice(column + 1, row + 1) * u;
        return top * (1 - v) + bottom * v;
    }

    /** Several octaves, 0 to 1. */
    float fractal(double x, double y, int octaves) {
        float sum = 0;
        float strength = 1;
        float total = 0;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += strength * at(x * scale + 17.3 * octave, y * scale - 9.1 * octave);
            total += strength;
            strength /= 2;
            scale *= 2;
        }
        return sum / total;
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    /** A hash of the lattice point, 0 to 1: multiply and xor-shift, as in the finaliser of MurmurHash3. */
    private float lattice(int column, int row) {
        int h = seed ^ column * 0x27d4eb2d ^ row * 0x165667b1;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return (h ^ h >>> 16) * (0.5f / (1 << 30) / 2) + 0.5f;
    }
}
