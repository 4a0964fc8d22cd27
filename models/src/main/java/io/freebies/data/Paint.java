package io.freebies.data;

import java.awt.Color;
import java.util.SplittableRandom;

/**
 * A texture with its two colours and a little grain.
 *
 * @param scale periods of the texture in a unit of length
 * @param first red, green, blue, 0 to 1
 * @param second red, green, blue, 0 to 1
 */
record Paint(Texture texture, double scale, Rgb first, Rgb second, ValueNoise grain) {
    /** A colour, components 0 to 1. */
    record Rgb(float red, float green, float blue) {
        private double brightness() {
            return Math.max(red, Math.max(green, blue));
        }

        private static Rgb random(SplittableRandom random, double brightness) {
            double saturation = random.nextDouble(0.05, 0.9);
            return of(random.nextDouble(), saturation, brightness);
        }

        private static Rgb of(double hue, double saturation, double brightness) {
            int rgb = Color.HSBtoRGB((float) hue, (float) saturation, (float) brightness);
            return new Rgb((rgb >> 16 & 255) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f);
        }
    }

    /**
     * Random colours that differ in brightness.
     *
     * @param contrast least difference of brightness, 0 to 0.6
     * @param range how much larger than that it may be
     */
    static Paint random(Texture.Kind kind, double scale, double contrast, double range, SplittableRandom random) {
        double difference = contrast + random.nextDouble() * range;
        double dark = random.nextDouble(0.12, Math.max(0.13, 1 - difference));
        Rgb low = Rgb.random(random, dark);
        Rgb high = Rgb.random(random, Math.min(1, dark + difference));
        boolean lowFirst = random.nextBoolean();
        Texture texture = Texture.of(kind, random);
        ValueNoise grain = new ValueNoise(random.nextInt());
        return new Paint(texture, scale, lowFirst ? low : high, lowFirst ? high : low, grain);
    }

    /**
     * The same with a hue of its own for one of the two colours.
     *
     * @param hue 0 to 1, going round
     */
    Paint tinted(double hue, SplittableRandom random) {
        Rgb own = Rgb.of(hue, random.nextDouble(0.5, 0.95), Math.max(0.35, first.brightness()));
        return new Paint(texture, scale, own, second, grain);
    }

    /**
     * Mixes the colour at a point into a pixel.
     *
     * @param rgb interleaved
     * @param offset index of the pixel's red
     * @param opacity 0 leaves the pixel as it is, 1 replaces it
     * @param light what the colour is multiplied by
     */
    void blend(double u, double v, float[] rgb, int offset, float opacity, float light) {
        float share = texture.at(u * scale, v * scale);
        float shade = light * (0.9f + 0.2f * grain.at(u * 9, v * 9));
        mix(rgb, offset, opacity, shade * (first.red + share * (second.red - first.red)));
        mix(rgb, offset + 1, opacity, shade * (first.green + share * (second.green - first.green)));
        mix(rgb, offset + 2, opacity, shade * (first.blue + share * (second.blue - first.blue)));
    }

    private static void mix(float[] rgb, int index, float opacity, float value) {
        rgb[index] += opacity * (value - rgb[index]);
    }
}
