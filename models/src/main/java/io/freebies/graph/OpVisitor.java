package io.freebies.graph;

/**
 * One answer per operator. Implementations are the places that must know every operator: shape inference, the engine's
 * lowering, the ONNX lowering, the cost, and in tests the reference interpreter.
 *
 * @param <R> what is answered
 */
public interface OpVisitor<R> {
    /** The answer for {@link Op.Conv}. */
    R conv(Op.Conv op);

    /** The answer for {@link Op.BatchNormalization}. */
    R batchNormalization(Op.BatchNormalization op);

    /** The answer for {@link Op.LeakyRelu}. */
    R leakyRelu(Op.LeakyRelu op);

    /** The answer for {@link Op.Relu}. */
    R relu(Op.Relu op);

    /** The answer for {@link Op.Sigmoid}. */
    R sigmoid(Op.Sigmoid op);

    /** The answer for {@link Op.Exp}. */
    R exp(Op.Exp op);

    /** The answer for {@link Op.Add}. */
    R add(Op.Add op);

    /** The answer for {@link Op.Sub}. */
    R sub(Op.Sub op);

    /** The answer for {@link Op.Mul}. */
    R mul(Op.Mul op);

    /** The answer for {@link Op.Div}. */
    R div(Op.Div op);

    /** The answer for {@link Op.Equal}. */
    R equal(Op.Equal op);

    /** The answer for {@link Op.Cast}. */
    R cast(Op.Cast op);

    /** The answer for {@link Op.Concat}. */
    R concat(Op.Concat op);

    /** The answer for {@link Op.Reshape}. */
    R reshape(Op.Reshape op);

    /** The answer for {@link Op.Transpose}. */
    R transpose(Op.Transpose op);

    /** The answer for {@link Op.Slice}. */
    R slice(Op.Slice op);

    /** The answer for {@link Op.Resize}. */
    R resize(Op.Resize op);

    /** The answer for {@link Op.GlobalAveragePool}. */
    R globalAveragePool(Op.GlobalAveragePool op);

    /** The answer for {@link Op.TopK}. */
    R topK(Op.TopK op);

    /** The answer for {@link Op.GatherND}. */
    R gatherNd(Op.GatherND op);

    /** The answer for {@link Op.ScatterND}. */
    R scatterNd(Op.ScatterND op);

    /** The answer for {@link Op.NonMaxSuppression}. */
    R nonMaxSuppression(Op.NonMaxSuppression op);
}
