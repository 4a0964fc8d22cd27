package io.freebies.verifier.parity;

import io.freebies.box.Detection;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.run.Check;
import io.freebies.run.ProbeFormat;
import io.freebies.verifier.adapter.Adapter;
import io.freebies.verifier.adapter.Adapters;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.adapter.AnswerLayout;
import io.freebies.verifier.adapter.AnswerRule;
import io.freebies.verifier.adapter.Placement;
import io.freebies.verifier.adapter.PreparedPicture;
import io.freebies.verifier.onnx.OnnxFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Boxes, scores and detections, as the file itself answers, against the trained network's.
 *
 * <p>Boxes and scores are measured apart, each as largest difference over largest magnitude, because pixels are hundreds
 * and scores at most 1: together, a wrong score would hide behind the size of a box.
 */
final class BoxParity {
    private static final int COORDINATES = 4;
    /** So many of a hundred detections may go another way where two rivals score alike but for rounding. */
    private static final double ODD = 0.01;

    private static final String BOXES = "parity.boxes";
    private static final String EMPTY = "parity.without_detections";

    private final ProbeFile probe;
    private final Adapter adapter;
    private final List<Map<String, Answer>> answers;

    private BoxParity(ProbeFile probe, Adapter adapter, List<Map<String, Answer>> answers) {
        this.probe = probe;
        this.adapter = adapter;
        this.answers = answers;
    }

    /** Compares the file's outputs, one map a picture. */
    static List<Check> checks(ProbeFile probe, OnnxFile model, List<Map<String, Answer>> answers) {
        Set<String> outputs = answers.get(0).keySet();
        boolean decoded = outputs.contains(ProbeFormat.ANSWER);
        if (!decoded && !outputs.contains("detections")) {
            String reason = model + " answers with " + outputs + " and not with boxes; export with --profile decoded";
            return List.of(Check.skipped(BOXES, reason), Check.skipped(EMPTY, reason));
        }
        BoxParity parity = new BoxParity(probe, Adapters.of(model, Optional.empty()), answers);
        return List.of(decoded ? parity.decoded() : parity.suppressed(), parity.nothing());
    }

    private Check decoded() {
        Shape shape = ProbeFile.shape(probe.answer());
        int predictions = Math.toIntExact(shape.dim(2));
        Deviation boxes = Deviation.NONE;
        Deviation scores = Deviation.NONE;
        for (int picture = 0; picture < probe.pictures(); picture++) {
            Answer found = Objects.requireNonNull(answers.get(picture).get(ProbeFormat.ANSWER));
            if (!found.extents().equals(shape.dims())) {
                throw Failure.data(probe.file() + ": expected the model's " + ProbeFormat.ANSWER + " " + found
                        + ", found " + shape + "; give the probe of the same run");
            }
            float[] expected = ProbeFile.of(probe.answer(), picture);
            int split = COORDINATES * predictions;
            boxes = boxes.and(Deviation.of(expected, found.data(), 0, split));
            scores = scores.and(Deviation.of(expected, found.data(), split, expected.length));
        }
        return Check.of(
                BOXES,
                boxes.holds() && scores.holds(),
                String.format(
                        Locale.ROOT,
                        "largest relative difference over %d pictures: boxes %.2g, scores %.2g, limit %.0e",
                        probe.pictures(),
                        boxes.relative(),
                        scores.relative(),
                        Deviation.LIMIT));
    }

    private Check suppressed() {
        int odd = 0;
        int all = 0;
        for (int picture = 0; picture < probe.pictures(); picture++) {
            List<Detection> expected = expected(picture);
            List<Detection> found = found(picture);
            odd += odd(expected, found) + odd(found, expected);
            all += expected.size() + found.size();
        }
        return Check.of(
                BOXES,
                odd <= ODD * all,
                String.format(
                        Locale.ROOT,
                        "%d of %d detections, the file's and the trained network's over %d pictures, have no"
                                + " counterpart",
                        odd,
                        all,
                        probe.pictures()));
    }

    /** How many have no counterpart: of their class, with their score, and either the same box or its rival. */
    private int odd(List<Detection> detections, List<Detection> others) {
        NmsSettings nms = adapter.suppression();
        boolean full = others.size() >= nms.maxDetections();
        double cut = full ? others.get(others.size() - 1).score() : nms.scoreThreshold();
        return (int) detections.stream()
                .filter(d -> d.score() > cut + Deviation.LIMIT)
                .filter(d -> others.stream()
                        .noneMatch(o -> o.label() == d.label()
                                && Math.abs(o.score() - d.score()) <= Deviation.LIMIT
                                && o.box().iou(d.box()) > nms.iouThreshold()))
                .count();
    }

    /** A picture in which the trained network finds nothing must stay empty. */
    private Check nothing() {
        double threshold = adapter.suppression().scoreThreshold();
        List<Integer> empty = new ArrayList<>();
        for (int picture = 0; picture < probe.pictures(); picture++) {
            if (expected(picture).isEmpty()) {
                empty.add(picture);
            }
        }
        if (empty.isEmpty()) {
            return Check.skipped(
                    EMPTY,
                    "the trained network finds something above " + threshold + " in every picture of " + probe.file()
                            + ", the blank one too; train longer");
        }
        Optional<Detection> extra = empty.stream()
                .flatMap(picture -> found(picture).stream())
                .filter(d -> d.score() > threshold + Deviation.LIMIT)
                .findFirst();
        return Check.of(
                EMPTY,
                extra.isEmpty(),
                extra.map(d -> "expected nothing above " + threshold + ", found " + d)
                        .orElse(empty.size() + " pictures of the probe are empty to both"));
    }

    private List<Detection> expected(int picture) {
        AnswerRule decoded = new AnswerRule(AnswerLayout.ULTRALYTICS, List.of(ProbeFormat.ANSWER), 0, List.of());
        Adapter ofProbe = new Adapter(adapter.input(), decoded, adapter.suppression(), adapter.classes());
        Answer answer = new Answer(ProbeFile.shape(probe.answer()).dims(), ProbeFile.of(probe.answer(), picture));
        return read(ofProbe, Map.of(ProbeFormat.ANSWER, answer));
    }

    private List<Detection> found(int picture) {
        return read(adapter, answers.get(picture));
    }

    /** Detections in pixels of the input. */
    private List<Detection> read(Adapter adapter, Map<String, Answer> outputs) {
        Tensor images = probe.images();
        int height = Math.toIntExact(images.shape().dim(2));
        int width = Math.toIntExact(images.shape().dim(3));
        Placement whole = new Placement(0, 0, width, height, width, height);
        return adapter.read(outputs, List.of(new PreparedPicture(new float[0], width, height, whole)))
                .get(0);
    }
}
