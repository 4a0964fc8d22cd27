package io.freebies.verifier.adapter;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a model's answers to detections in pixels of the picture. */
final class AnswerReader {
    private final Adapter adapter;
    private final List<Answer> answers = new ArrayList<>();

    /**
     * Takes the outputs that the adapter names.
     *
     * @throws Failure (data) if they are missing or do not fit the layout
     */
    AnswerReader(Adapter adapter, Map<String, Answer> outputs, int batch) {
        this.adapter = adapter;
        for (String name : adapter.answer().outputs()) {
            Answer answer = outputs.get(name);
            if (answer == null) {
                throw Failure.data(
                        "expected the output " + name + ", found " + outputs.keySet() + "; name the model's outputs");
            }
            answers.add(answer);
        }
        AnswerLayout layout = adapter.answer().layout();
        List<Optional<List<Long>>> found =
                answers.stream().map(answer -> Optional.of(answer.extents())).toList();
        layout.misfit(found, adapter.classes().size()).ifPresent(problem -> {
            throw Failure.data("outputs " + adapter.answer().outputs() + ": " + problem);
        });
        boolean agree = layout.isBatched()
                ? answers.get(0).extents().get(0) >= batch
                : layout == AnswerLayout.TORCHVISION
                        ? answers.get(0).data().length == 4 * answers.get(1).data().length
                                && answers.get(1).data().length
                                        == answers.get(2).data().length
                        : answers.get(0).fromRight(1) == answers.get(1).fromRight(0);
        if (!agree) {
            throw Failure.data("outputs " + adapter.answer().outputs() + ": expected extents that agree, for " + batch
                    + " pictures, found " + answers);
        }
    }

    /**
     * Detections of one picture, by falling score.
     *
     * @param picture its place in the batch
     */
    List<Detection> read(int picture, PreparedPicture prepared) {
        List<Detection> found = switch (adapter.answer().layout()) {
            case ULTRALYTICS -> DecodedAnswer.of(answers.get(0), picture).detections(adapter.suppression());
            case YOLOV5 -> DecodedAnswer.ofRows(answers.get(0), picture).detections(adapter.suppression());
            case YOLOX ->
                DecodedAnswer.ofRows(answers.get(0), picture)
                        .onGrid(adapter.answer().strides(), prepared.width(), prepared.height())
                        .detections(adapter.suppression());
            case YOLOV3 -> selected(picture);
            case TORCHVISION -> labelled();
            case DETECTIONS -> rows(picture);
        };
        boolean inInput = adapter.answer().layout() != AnswerLayout.YOLOV3;
        Placement placement = prepared.placement();
        return found.stream()
                .map(d -> new Detection(
                        inInput ? placement.inPicture(d.box()) : placement.inside(d.box()), label(d), d.score()))
                .toList();
    }

    private int label(Detection detection) {
        int label = detection.label() - adapter.answer().firstLabel();
        if (label < 0 || label >= adapter.classes().size()) {
            throw Failure.data("expected labels "
                    + adapter.answer().firstLabel() + " to "
                    + (adapter.answer().firstLabel() + adapter.classes().size() - 1) + ", found " + detection.label()
                    + " in the model's answer; give all its classes, and the label of the first");
        }
        return label;
    }

    private List<Detection> rows(int picture) {
        float[] data = answers.get(0).data();
        int most = answers.get(0).fromRight(1);
        List<Detection> detections = new ArrayList<>();
        for (int row = picture * most; row < (picture + 1) * most; row++) {
            int at = 6 * row;
            add(detections, new Box(data[at], data[at + 1], data[at + 2], data[at + 3]), data[at + 5], data[at + 4]);
        }
        return detections;
    }

    private List<Detection> labelled() {
        float[] box = answers.get(0).data();
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < answers.get(2).data().length; i++) {
            Box where = new Box(box[4 * i], box[4 * i + 1], box[4 * i + 2], box[4 * i + 3]);
            add(detections, where, answers.get(1).data()[i], answers.get(2).data()[i]);
        }
        return byScore(detections);
    }

    private List<Detection> selected(int picture) {
        float[] box = answers.get(0).data();
        float[] indices = answers.get(2).data();
        int n = answers.get(0).fromRight(1);
        int classes = answers.get(1).fromRight(1);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i + 2 < indices.length; i += 3) {
            int label = (int) indices[i + 1];
            int prediction = (int) indices[i + 2];
            // Rows after the last selection hold -1.
            if (indices[i] == picture && label >= 0 && label < classes && prediction >= 0 && prediction < n) {
                int at = 4 * (picture * n + prediction);
                float score = answers.get(1).data()[(picture * classes + label) * n + prediction];
                add(detections, new Box(box[at + 1], box[at], box[at + 3], box[at + 2]), label, score);
            }
        }
        return byScore(detections);
    }

    private static void add(List<Detection> detections, Box box, float label, float score) {
        if (Float.isNaN(score) || (score > 0 && !Double.isFinite(box.area() + label + score))) {
            throw Answer.notANumber();
        }
        if (score > 0) {
            detections.add(new Detection(box, (int) label, score));
        }
    }

    private static List<Detection> byScore(List<Detection> detections) {
        detections.sort(Comparator.comparingDouble(Detection::score).reversed());
        return detections;
    }
}
