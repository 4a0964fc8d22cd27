package io.freebies.image;

import java.nio.FloatBuffer;
import java.util.List;
import org.opencv.core.Mat;

/**
 * How pixels become numbers: {@code (pixel * scale - mean) / std} for each channel, pixels being 0 to 255.
 *
 * @param scale what a pixel is multiplied by first, such as 1/255
 * @param mean for R, G, B, after scaling
 * @param std for R, G, B, after scaling; not 0
 */
public record Normalisation(double scale, List<Double> mean, List<Double> std) {
    /** Pixels to 0..1, nothing else. */
    public static final Normalisation UNIT =
            new Normalisation(1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** Copies the lists. */
    public Normalisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3 || std.contains(0.0)) {
            throw new IllegalArgumentException(
                    "expected mean and std of three channels, std without 0, found mean " + mean + " and std " + std);
        }
    }

    /** The picture as a tensor [3, H, W], planes R, G, B, row by row. */
    public float[] toTensor(Mat rgb) {
        byte[] pixels = Pictures.bytes(rgb);
        int plane = pixels.length / 3;
        float[] tensor = new float[pixels.length];
        float[] red = table(0);
        float[] green = table(1);
        float[] blue = table(2);
        for (int i = 0, p = 0; i < plane; i++, p += 3) {
            tensor[i] = red[pixels[p] & 0xFF];
            tensor[plane + i] = green[pixels[p + 1] & 0xFF];
            tensor[2 * plane + i] = blue[pixels[p + 2] & 0xFF];
        }
        return tensor;
    }

    /**
     * Writes the tensor [3, H, W] of a picture into a batch; the buffer's position stays as it is.
     *
     * @param offset index of the first number, {@code n * 3 * H * W} for the n-th picture
     */
    public void toTensor(Mat rgb, FloatBuffer target, int offset) {
        target.put(offset, toTensor(rgb));
    }

    /** A channel's number for each of the 256 pixel values: there are no others to compute. */
    private float[] table(int channel) {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (float) ((value * scale - mean.get(channel)) / std.get(channel));
        }
        return table;
    }
}
