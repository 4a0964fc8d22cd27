package io.freebies.exporter;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.freebies.graph.Fingerprint;
import io.freebies.graph.FoldBatchNorm;
import io.freebies.run.AtomicFile;
import io.freebies.run.Toolkit;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.Profile;
import java.nio.file.Path;

/**
 * A trained detector as an ONNX model: norms folded, tiny weights flushed, lowered, described. Every step is the same
 * for every recipe, and equal weights give equal bytes.
 *
 * @param model what a file holds
 * @param fingerprint of the folded graph: what the file computes, whatever was learned
 * @param flushed how many tiny weights were set to zero
 */
public record OnnxExport(ModelProto model, String fingerprint, long flushed) {
    /** ONNX 1.12's, for {@link OnnxLowering#OPSET}. */
    private static final long IR_VERSION = 8;

    /**
     * Exports at the input size of the detector's spec.
     *
     * @throws io.freebies.failure.Failure (data) naming the tensors if a weight is not finite
     */
    public static OnnxExport of(TrainedDetector trained, Profile profile) {
        String name = trained.detector().spec().model();
        WeightHygiene.requireFinite(trained.weights(), "weights of " + name);
        FoldBatchNorm.Folded folded = FoldBatchNorm.apply(trained.detector().inference(profile), trained.weights());
        // A negative or denormal variance shows only in what it scales.
        WeightHygiene.requireFinite(folded.weights(), "weights of " + name + " after folding its norms");
        WeightHygiene clean = WeightHygiene.flush(folded.weights());
        String fingerprint = Fingerprint.of(folded.graph());
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("freebies")
                .setProducerVersion(Toolkit.version())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxLowering.OPSET))
                .setGraph(OnnxLowering.lower(folded.graph(), clean.weights()));
        OnnxMetadata.of(trained, profile, fingerprint)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return new OnnxExport(model.build(), fingerprint, clean.flushed());
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws io.freebies.failure.Failure (environment) if the place cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, model::writeTo);
    }
}
