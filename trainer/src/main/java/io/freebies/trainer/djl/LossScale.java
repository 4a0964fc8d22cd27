package io.freebies.trainer.djl;

import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.run.Recipe.Precision;
import java.util.Map;
import java.util.Objects;

/**
 * What the loss is multiplied by before the way back, so that small gradients are not lost in numbers of 16 bits
 * (Micikevicius et al. 2018, Mixed Precision Training, section 3.2). With {@code fp16} it is a power of two that is
 * halved when a gradient overflows, in which case the step is left out, and doubled after many that did not; otherwise it
 * is 1.
 */
public final class LossScale {
    private static final double FIRST = 65536;
    private static final int STEPS_TO_DOUBLE = 2000;
    private static final String SCALE = "scale";
    private static final String STEPS = "steps";

    private final boolean dynamic;
    private double scale;
    private int steps;

    /** What a precision needs. */
    public LossScale(Precision precision) {
        dynamic = precision == Precision.FP16;
        scale = dynamic ? FIRST : 1;
    }

    /** The factor of the next step. */
    double value() {
        return scale;
    }

    /**
     * Is told whether a step's gradient was finite, and chooses the factor of the next.
     *
     * @return whether a gradient that is not is only an overflow: a smaller factor is left to be tried
     */
    boolean follow(boolean finite) {
        if (!dynamic) {
            return false;
        }
        steps = finite ? steps + 1 : 0;
        if (!finite) {
            boolean left = scale > 1;
            scale = Math.max(1, scale / 2);
            return left;
        }
        if (steps == STEPS_TO_DOUBLE) {
            scale *= 2;
            steps = 0;
        }
        return false;
    }

    /** What {@link #restore} needs; nothing where the factor is always 1. */
    Map<String, Tensor> capture() {
        return dynamic ? Map.of(SCALE, number((float) scale), STEPS, number(steps)) : Map.of();
    }

    /** Puts back what {@link #capture} gave. */
    void restore(Map<String, Tensor> state) {
        if (dynamic) {
            scale = number(state, SCALE);
            steps = (int) number(state, STEPS);
        }
    }

    private static Tensor number(float value) {
        return new Tensor(Shape.of(1), new float[] {value});
    }

    private static float number(Map<String, Tensor> state, String name) {
        return Objects.requireNonNull(state.get(name), name).data()[0];
    }
}
