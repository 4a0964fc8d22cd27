package io.freebies.data;

import java.util.SplittableRandom;

/** What happens to a scene on its way to the file: uneven and coloured light, a soft lens, a noisy sensor. */
final class Camera {
    private Camera() {}

    /** Changes all of {@code rgb}, interleaved, and gives it as bytes. */
    static byte[] expose(float[] rgb, int width, int height, SplittableRandom random) {
        light(rgb, width, height, random);
        for (int pass = random.nextInt(3); pass > 0; pass--) {
            soften(rgb, width, height);
        }
        return noisy(rgb, random.nextDouble() * random.nextDouble() * 0.1, random);
    }

    private static void light(float[] rgb, int width, int height, SplittableRandom random) {
        double gain = random.nextDouble(0.65, 1.3);
        double slope = 2 * random.nextDouble(0, 0.35);
        double angle = random.nextDouble() * 2 * Math.PI;
        double right = slope * Math.cos(angle);
        double down = slope * Math.sin(angle);
        float[] cast = {tint(random), tint(random), tint(random)};
        for (int i = 0; i < rgb.length; i++) {
            int column = i / 3 % width;
            int row = i / 3 / width;
            double x = (column - width / 2.0) / width;
            double y = (row - height / 2.0) / height;
            double local = gain * (1 + x * right + y * down);
            rgb[i] *= (float) local * cast[i % 3];
        }
    }

    private static float tint(SplittableRandom random) {
        return (float) random.nextDouble(0.87, 1.13);
    }

    /** A binomial filter of 3 x 3 pixels, by rows and then by columns. */
    private static void soften(float[] rgb, int width, int height) {
        soften(rgb, 3, width, height, 3 * width);
        soften(rgb, 3 * width, height, width, 3);
    }

    /** One direction: {@code lines} runs of {@code length} pixels, both given by their distance in the array. */
    private static void soften(float[] rgb, int step, int length, int lines, int lineStep) {
        for (int line = 0; line < lines; line++) {
            for (int channel = 0; channel < 3; channel++) {
                int start = line * lineStep + channel;
                float before = rgb[start];
                for (int i = 0; i < length; i++) {
                    int at = start + i * step;
                    float here = rgb[at];
                    float after = i + 1 < length ? rgb[at + step] : here;
                    rgb[at] = (before + 2 * here + after) / 4;
                    before = here;
                }
            }
        }
    }

    /** Adds noise that is nearly normal: the sum of three uniform numbers, which needs no library's method. */
    private static byte[] noisy(float[] rgb, double deviation, SplittableRandom random) {
        byte[] bytes = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            double noise = 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
            double value = 255 * (rgb[i] + deviation * noise);
            bytes[i] = (byte) Math.round(Math.min(255, Math.max(0, value)));
        }
        return bytes;
    }
}
