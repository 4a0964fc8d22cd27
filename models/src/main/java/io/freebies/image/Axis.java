package io.freebies.image;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear map from values to pixels, with round ticks.
 *
 * @param low value at {@code from}, below {@code high}
 * @param high value at {@code to}
 * @param from pixel
 * @param to pixel; less than {@code from} on an axis that points up
 */
public record Axis(double low, double high, double from, double to) {
    private static final int TICKS = 5;

    /** An axis that also has room where all values are equal. */
    public static Axis over(double low, double high, double from, double to) {
        return high > low ? new Axis(low, high, from, to) : new Axis(low, low + 1, from, to);
    }

    /** Where a value is. */
    public double pixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Multiples of 1, 2 or 5 times a power of ten, about five of them. */
    public List<BigDecimal> ticks() {
        double rough = (high - low) / TICKS;
        int exponent = (int) Math.floor(Math.log10(rough));
        double scaled = rough / Math.pow(10, exponent);
        int digit = scaled > 5 ? 10 : scaled > 2 ? 5 : scaled > 1 ? 2 : 1;
        int scale = digit == 10 ? -exponent - 1 : -exponent;
        BigDecimal step = BigDecimal.valueOf(digit == 10 ? 1 : digit).scaleByPowerOfTen(-scale);
        List<BigDecimal> ticks = new ArrayList<>();
        BigDecimal tick = step.multiply(BigDecimal.valueOf((long) Math.ceil(low / step.doubleValue() - 1e-9)));
        while (tick.doubleValue() <= high + step.doubleValue() * 1e-9) {
            ticks.add(tick.signum() == 0 ? BigDecimal.ZERO : tick);
            tick = tick.add(step);
        }
        return ticks;
    }
}
