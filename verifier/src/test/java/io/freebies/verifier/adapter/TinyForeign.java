package io.freebies.verifier.adapter;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.freebies.box.Detection;
import io.freebies.verifier.onnx.TinyOnnx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Small models in the layouts of other toolkits. Each sees the same things in every picture of 32 x 32 input pixels; the
 * answers really depend on the input, by nothing.
 */
public final class TinyForeign {
    public static final int SIDE = 32;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("foreign");
    private final List<Detection> seen;
    private final int classes;

    private TinyForeign(List<Detection> seen, int classes) {
        this.seen = seen;
        this.classes = classes;
    }

    /**
     * Writes a model.
     *
     * @param seen in pixels of the input, or of the picture for the layouts that answer in these; by falling score
     */
    public static Path write(
            Path file, AnswerLayout layout, List<Detection> seen, int classes, Map<String, String> metadata) {
        TinyForeign foreign = new TinyForeign(seen, classes);
        switch (layout) {
            case ULTRALYTICS -> foreign.ultralytics();
            case YOLOV5 -> foreign.rows(false);
            case YOLOX -> foreign.rows(true);
            case YOLOV3 -> foreign.zoo();
            case TORCHVISION -> foreign.torchvision();
            case DETECTIONS -> foreign.detections();
        }
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(foreign.graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return TinyOnnx.write(file, model.build());
    }

    private void pictures() {
        graph.addInput(TinyOnnx.value("images", 1, 3, SIDE, SIDE));
        nothing("images");
    }

    /** Zero, computed from the input. */
    private void nothing(String input) {
        graph.addInitializer(TinyOnnx.floats("zero", new long[] {1}, 0))
                .addNode(
                        TinyOnnx.node("ReduceMax", "most", "most", input).addAttribute(TinyOnnx.integer("keepdims", 0)))
                .addNode(TinyOnnx.node("Mul", "none", "none", "most", "zero"));
    }

    private void answer(String output, long[] extents, float... numbers) {
        graph.addInitializer(TinyOnnx.floats(output + ".seen", extents, numbers))
                .addNode(TinyOnnx.node("Add", output, output, output + ".seen", "none"));
        Object[] declared = new Object[extents.length];
        for (int i = 0; i < declared.length; i++) {
            declared[i] = extents[i];
        }
        graph.addOutput(TinyOnnx.value(output, declared));
    }

    private void wholes(String output, TensorProto numbers) {
        graph.addInitializer(numbers).addNode(TinyOnnx.node("Identity", output, output, numbers.getName()));
        TypeProto.Tensor type =
                TypeProto.Tensor.newBuilder().setElemType(numbers.getDataType()).build();
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(output)
                .setType(TypeProto.newBuilder().setTensorType(type)));
    }

    private void ultralytics() {
        pictures();
        int n = seen.size();
        float[] data = new float[(4 + classes) * n];
        for (int i = 0; i < n; i++) {
            float[] row = centred(seen.get(i));
            for (int c = 0; c < 4; c++) {
                data[c * n + i] = row[c];
            }
            data[(4 + seen.get(i).label()) * n + i] = (float) seen.get(i).score();
        }
        answer("output0", new long[] {1, 4L + classes, n}, data);
    }

    /** As YOLOv5, or on the grid of stride 16: two by two cells in an input of 32. */
    private void rows(boolean grid) {
        pictures();
        int n = grid ? 4 : seen.size();
        float[] data = new float[n * (5 + classes)];
        for (int i = 0; i < seen.size(); i++) {
            float[] row = centred(seen.get(i));
            int cellRow = i / 2;
            if (grid) {
                row = new float[] {
                    row[0] / 16 - i % 2,
                    row[1] / 16 - cellRow,
                    (float) Math.log(row[2] / 16),
                    (float) Math.log(row[3] / 16)
                };
            }
            System.arraycopy(row, 0, data, i * (5 + classes), 4);
            data[i * (5 + classes) + 4] = 0.95f;
            data[i * (5 + classes) + 5 + seen.get(i).label()] =
                    (float) (seen.get(i).score() / 0.95);
        }
        answer("output", new long[] {1, n, 5L + classes}, data);
    }

    private static float[] centred(Detection d) {
        return new float[] {
            (float) d.box().centerX(),
            (float) d.box().centerY(),
            (float) d.box().width(),
            (float) d.box().height()
        };
    }

    /** Boxes as shares of the picture's size, which is an input. */
    private void zoo() {
        pictures();
        graph.addInput(TinyOnnx.value("image_shape", 1, 2));
        int n = seen.size();
        float[] boxes = new float[4 * n];
        float[] scores = new float[classes * n];
        long[] indices = new long[3 * n];
        for (int i = 0; i < n; i++) {
            Detection d = seen.get(i);
            boxes[4 * i] = (float) d.box().y1();
            boxes[4 * i + 1] = (float) d.box().x1();
            boxes[4 * i + 2] = (float) d.box().y2();
            boxes[4 * i + 3] = (float) d.box().x2();
            scores[d.label() * n + i] = (float) d.score();
            // In any order: the layout promises none.
            indices[3 * (n - 1 - i) + 1] = d.label();
            indices[3 * (n - 1 - i) + 2] = i;
        }
        NodeProto.Builder corners = TinyOnnx.node("Concat", "corners", "corners", "image_shape", "image_shape")
                .addAttribute(TinyOnnx.integer("axis", 1));
        graph.addInitializer(TinyOnnx.floats("shares", new long[] {1, n, 4}, boxes))
                .addNode(corners)
                .addNode(TinyOnnx.node("Mul", "boxes", "boxes", "shares", "corners"))
                .addOutput(TinyOnnx.value("boxes", 1, n, 4));
        answer("scores", new long[] {1, classes, n}, scores);
        wholes(
                "indices",
                TinyOnnx.longs("selected", indices).toBuilder()
                        .clearDims()
                        .addDims(n)
                        .addDims(3)
                        .build());
    }

    private void torchvision() {
        graph.addInput(TinyOnnx.value("images", 3, "height", "width"));
        nothing("images");
        int n = seen.size();
        float[] boxes = new float[4 * n];
        long[] labels = new long[n];
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            Detection d = seen.get(i);
            boxes[4 * i] = (float) d.box().x1();
            boxes[4 * i + 1] = (float) d.box().y1();
            boxes[4 * i + 2] = (float) d.box().x2();
            boxes[4 * i + 3] = (float) d.box().y2();
            labels[i] = d.label() + 1L;
            scores[i] = (float) d.score();
        }
        answer("boxes", new long[] {n, 4}, boxes);
        wholes("labels", TinyOnnx.longs("found", labels));
        answer("scores", new long[] {n}, scores);
    }

    private void detections() {
        pictures();
        float[] data = new float[6 * (seen.size() + 1)];
        for (int i = 0; i < seen.size(); i++) {
            Detection d = seen.get(i);
            List<Double> row = new ArrayList<>(
                    List.of(d.box().x1(), d.box().y1(), d.box().x2(), d.box().y2()));
            row.add(d.score());
            row.add((double) d.label());
            for (int c = 0; c < 6; c++) {
                data[6 * i + c] = row.get(c).floatValue();
            }
        }
        answer("output0", new long[] {1, seen.size() + 1L, 6}, data);
    }
}
