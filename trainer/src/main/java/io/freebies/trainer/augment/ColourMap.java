package io.freebies.trainer.augment;

/**
 * An affine map of a pixel's red, green and blue, 0 to 255; nothing is clipped. Immutable.
 *
 * <p>Brightness, contrast, saturation and hue are all of this form, so however many are drawn, pixels are mapped once;
 * and since every interpolation's weights add up to 1, mapping commutes with resizing.
 */
public final class ColourMap {
    /** Leaves colours as they are. */
    public static final ColourMap IDENTITY = new ColourMap(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

    private static final double[] GREY = {0.299, 0.587, 0.114};
    private static final ColourMap RGB_TO_YIQ =
            new ColourMap(0.299, 0.587, 0.114, 0, 0.596, -0.274, -0.321, 0, 0.211, -0.523, 0.311, 0);
    private static final ColourMap YIQ_TO_RGB =
            new ColourMap(1, 0.956, 0.621, 0, 1, -0.272, -0.647, 0, 1, -1.107, 1.705, 0);

    /** Three rows of three factors and an offset. */
    private final double[] rows;

    private ColourMap(double... rows) {
        this.rows = rows;
    }

    /** Adds {@code delta} to every channel. */
    public static ColourMap brightness(double delta) {
        return new ColourMap(1, 0, 0, delta, 0, 1, 0, delta, 0, 0, 1, delta);
    }

    /** Multiplies every channel by {@code factor}. */
    public static ColourMap contrast(double factor) {
        return new ColourMap(factor, 0, 0, 0, 0, factor, 0, 0, 0, 0, factor, 0);
    }

    /** {@code factor} of the colour and {@code 1 - factor} of its grey. */
    public static ColourMap saturation(double factor) {
        double[] rows = new double[12];
        for (int i = 0; i < 12; i++) {
            int column = i % 4;
            rows[i] = column == 3 ? 0 : (i / 4 == column ? factor : 0) + (1 - factor) * GREY[column];
        }
        return new ColourMap(rows);
    }

    /** Turns the plane of I and Q (NTSC's chrominance) by an angle in radians. */
    public static ColourMap hue(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        ColourMap turn = new ColourMap(1, 0, 0, 0, 0, cos, -sin, 0, 0, sin, cos, 0);
        return RGB_TO_YIQ.then(turn).then(YIQ_TO_RGB);
    }

    /** This map, then {@code next}. */
    public ColourMap then(ColourMap next) {
        double[] composed = new double[12];
        for (int i = 0; i < 12; i++) {
            int row = i / 4 * 4;
            double sum = i % 4 == 3 ? next.rows[row + 3] : 0;
            for (int k = 0; k < 3; k++) {
                sum += next.rows[row + k] * rows[4 * k + i % 4];
            }
            composed[i] = sum;
        }
        return new ColourMap(composed);
    }

    /** The map as three rows of three factors and an offset, each times {@code scale}. */
    public float[] scaled(double scale) {
        float[] scaled = new float[12];
        for (int i = 0; i < 12; i++) {
            scaled[i] = (float) (rows[i] * scale);
        }
        return scaled;
    }
}
