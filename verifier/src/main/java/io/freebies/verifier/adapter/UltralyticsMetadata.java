package io.freebies.verifier.adapter;

import io.freebies.box.NmsSettings;
import io.freebies.image.Normalisation;
import io.freebies.verifier.onnx.OnnxFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that say in Ultralytics' way what they are: metadata {@code names}, and {@code imgsz} or a fixed input. Such
 * files take RGB in 0..1, letterboxed with grey 114, and their single or first output tells its layout by its extents.
 */
final class UltralyticsMetadata {
    private static final int GREY = 114;

    private UltralyticsMetadata() {}

    /** How such a file is fed and read; none if its metadata do not suffice. */
    static Optional<Adapter> adapter(OnnxFile file) {
        ModelFacts model = new ModelFacts(file);
        Optional<List<String>> classes = model.classes();
        Optional<String> input = model.pictureInput();
        boolean detects = file.metadata().getOrDefault("task", "detect").equals("detect");
        if (classes.isEmpty() || input.isEmpty() || !detects || model.outputs().isEmpty()) {
            return Optional.empty();
        }
        return size(model, input.get()).flatMap(size -> {
            PictureInput picture = new PictureInput(
                    input.get(),
                    Optional.empty(),
                    size.get(1),
                    size.get(0),
                    TensorLayout.NCHW,
                    ColourOrder.RGB,
                    Normalisation.UNIT,
                    ResizeRule.LETTERBOX,
                    GREY);
            return answer(model, picture, classes.get().size())
                    .map(answer -> new Adapter(picture, answer, NmsSettings.REFERENCE, classes.get()));
        });
    }

    /** Height and width: declared, or else {@code imgsz}. */
    private static Optional<List<Integer>> size(ModelFacts model, String input) {
        List<Long> declared = model.inputs().getOrDefault(input, List.of());
        if (declared.size() != 4) {
            return Optional.empty();
        }
        List<String> text = Optional.ofNullable(model.file().metadata().get("imgsz"))
                .flatMap(PythonLiteral::entries)
                .map(Map::values)
                .map(List::copyOf)
                .orElse(List.of());
        List<Integer> size = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long open = declared.get(i + 2);
            String said = i < text.size() ? text.get(i) : "";
            boolean number = said.matches("[1-9]\\d{0,4}");
            if (open > 0 && open < 100_000) {
                size.add((int) open);
            } else if (number) {
                size.add(Integer.parseInt(said));
            }
        }
        return size.size() == 2 ? Optional.of(size) : Optional.empty();
    }

    /** The layout that the first output's extents speak for; none if they speak for none or for two. */
    private static Optional<AnswerRule> answer(ModelFacts model, PictureInput input, int classes) {
        String output = model.outputs().get(0);
        List<Optional<List<Long>>> found = model.answers(input, List.of(output));
        boolean closed = found.get(0).filter(extents -> !extents.contains(-1L)).isPresent();
        List<AnswerLayout> fitting = Stream.of(AnswerLayout.ULTRALYTICS, AnswerLayout.YOLOV5, AnswerLayout.DETECTIONS)
                .filter(layout -> closed && layout.misfit(found, classes).isEmpty())
                .toList();
        return fitting.size() == 1 ? Optional.of(AnswerRule.of(fitting.get(0), output)) : Optional.empty();
    }
}
