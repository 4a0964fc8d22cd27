package io.freebies.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Fingerprint;
import io.freebies.graph.FoldBatchNorm;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxExportTest {
    private static final TrainedDetector NANO = Exported.detector("yolov3-nano", 64);

    /** The detector with one number of one tensor replaced. */
    private static TrainedDetector with(String tensor, int index, float number) {
        Map<String, Tensor> tensors = new HashMap<>(NANO.weights().tensors());
        Tensor old = NANO.weights().get(tensor);
        float[] data = old.data().clone();
        data[index] = number;
        tensors.put(tensor, new Tensor(old.shape(), data));
        return new TrainedDetector(
                NANO.detector(), new Weights(tensors, NANO.weights().metadata()));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void equalWeightsGiveEqualBytes(Profile profile) {
        assertThat(OnnxExport.of(NANO, profile).model().toByteArray())
                .isEqualTo(OnnxExport.of(NANO, profile).model().toByteArray());
    }

    @Test
    void otherWeightsGiveTheSameGraphUnderTheSameFingerprint() {
        OnnxExport one = OnnxExport.of(NANO, Profile.DECODED);
        OnnxExport other = OnnxExport.of(TrainedDetector.fresh(NANO.detector(), 3), Profile.DECODED);
        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(other.model().getGraph().getNodeList())
                .isEqualTo(one.model().getGraph().getNodeList());
        assertThat(other.model().toByteArray()).isNotEqualTo(one.model().toByteArray());
    }

    @Test
    void noNormIsLeftAndEveryNodeKeepsItsName() {
        List<NodeProto> nodes =
                OnnxExport.of(NANO, Profile.DECODED).model().getGraph().getNodeList();
        assertThat(nodes).noneMatch(n -> n.getOpType().equals("BatchNormalization"));
        assertThat(nodes.get(0).getName()).isEqualTo("backbone.stem");
    }

    @Test
    void tinyWeightsAreFlushedAndCounted() {
        // The output layers have no norm, so what is planted there arrives as it is.
        OnnxExport export = OnnxExport.of(with("stride8.bias", 3, -1e-39f), Profile.RAW);
        assertThat(export.flushed()).isEqualTo(1);
        assertThat(OnnxExport.of(with("stride8.bias", 3, 0), Profile.RAW).flushed())
                .isZero();
        TensorProto bias = export.model().getGraph().getInitializerList().stream()
                .filter(t -> t.getName().equals("stride8.bias"))
                .findFirst()
                .orElseThrow();
        assertThat(bias.getRawData().substring(12, 16).toByteArray()).containsOnly(0);
    }

    @Test
    void flushingLeavesTheCallersWeightsAsTheyAre() {
        TrainedDetector tiny = with("stride8.bias", 3, -1e-39f);
        OnnxExport.of(tiny, Profile.RAW);
        assertThat(tiny.weights().get("stride8.bias").data()[3]).isEqualTo(-1e-39f);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void weightsThatAreNotFiniteAreRefusedByName(float broken) {
        assertThatThrownBy(() -> OnnxExport.of(with("stride16.conv2.weight", 5, broken), Profile.RAW))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("yolov3-nano", "stride16.conv2.weight (1 of ")
                .extracting(f -> ((Failure) f).exitCode())
                .isEqualTo(ExitCode.DATA);
    }

    @Test
    void aVarianceThatCannotBeOneIsRefused() {
        assertThatThrownBy(() -> OnnxExport.of(with("backbone.stem.variance", 0, -1), Profile.RAW))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("after folding its norms", "backbone.stem.weight (27 of 432)");
    }

    @Test
    void metadataIsSortedAndHoldsProvenanceButNoOtherKeyOfTheWeights() {
        Weights weights = NANO.weights().withMetadata(Map.of("provenance.seed", "7", "format", "pt"));
        ModelProto model = OnnxExport.of(new TrainedDetector(NANO.detector(), weights), Profile.NMS)
                .model();
        List<String> keys = model.getMetadataPropsList().stream()
                .map(StringStringEntryProto::getKey)
                .toList();
        assertThat(keys)
                .containsExactlyElementsOf(new TreeSet<>(keys))
                .contains("provenance.seed", "freebies.version")
                .doesNotContain("format");
    }

    @Test
    void theFingerprintIsTheFoldedGraphs() {
        String expected = Fingerprint.of(FoldBatchNorm.apply(NANO.detector().inference(Profile.NMS), NANO.weights())
                .graph());
        assertThat(OnnxExport.of(NANO, Profile.NMS).fingerprint()).isEqualTo(expected);
    }
}
