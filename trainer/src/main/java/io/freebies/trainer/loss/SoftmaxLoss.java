package io.freebies.trainer.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** A classifier's loss: softmax cross-entropy, the mean over pictures. */
public record SoftmaxLoss() implements Loss<ClassShares> {
    @Override
    public List<String> names() {
        return List.of("cross_entropy");
    }

    /**
     * The one term.
     *
     * @param outputs scores [B, classes]
     */
    @Override
    public NDList terms(NDList outputs, ClassShares targets) {
        NDArray scores = outputs.get(0);
        NDArray rows = scores.getManager()
                .create(targets.rows().data(), new Shape(targets.rows().shape().toArray()));
        return new NDList(CrossEntropy.softmax(scores, rows).mean());
    }

    @Override
    public ClassShares part(ClassShares targets, int from, int to) {
        return targets.part(from, to);
    }
}
