package io.freebies.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** Cross-entropy of logits with soft targets (paper equation 2), in the forms that do not overflow. */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Of independent outputs, each with a sigmoid.
     *
     * @param target 0 to 1, of the logits' shape
     * @return of the same shape
     */
    public static NDArray sigmoid(NDArray logits, NDArray target) {
        NDArray softplus = logits.abs().neg().exp().add(1).log();
        return Activation.relu(logits).sub(logits.mul(target)).add(softplus);
    }

    /**
     * Of a distribution over classes.
     *
     * @param logits [B, K]
     * @param target [B, K], every row adds up to 1
     * @return [B]
     */
    public static NDArray softmax(NDArray logits, NDArray target) {
        return logits.logSoftmax(1).mul(target).sum(new int[] {1}).neg();
    }
}
