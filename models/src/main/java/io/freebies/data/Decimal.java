package io.freebies.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Coordinates as annotation files hold them: plain decimals, rounded where the noise of floating-point arithmetic
 * begins, so that what a format's reader takes apart its writer puts together again, digit for digit.
 */
public final class Decimal {
    private static final int OF_PIXELS = 9;
    private static final int OF_SHARES = 15;

    private Decimal() {}

    /** Pixels or square pixels, to a billionth. */
    public static BigDecimal ofPixels(double value) {
        return rounded(value, OF_PIXELS);
    }

    /** A share of a picture's side, so fine that the pixels come back as {@link #ofPixels} has them. */
    public static BigDecimal ofShare(double value) {
        return rounded(value, OF_SHARES);
    }

    private static BigDecimal rounded(double value, int places) {
        BigDecimal rounded =
                new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
