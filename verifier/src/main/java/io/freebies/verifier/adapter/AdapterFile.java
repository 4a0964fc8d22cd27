package io.freebies.verifier.adapter;

import io.freebies.box.NmsSettings;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.Normalisation;
import io.freebies.run.Range;
import io.freebies.run.RecordFile;
import io.freebies.verifier.onnx.OnnxFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The YAML file that says how a foreign model is fed and read. What is left out is taken from the model itself where it
 * says so; {@code docs/adapters.md} has an example for each layout.
 *
 * @param input from pictures to the input
 * @param output from outputs to detections
 * @param suppression for answers that are not final; the reference's setting unless given
 * @param classes names by label; the model's metadata unless given
 */
record AdapterFile(Input input, Output output, Optional<Suppression> suppression, Optional<List<String>> classes) {

    /**
     * The input.
     *
     * @param name the model's only picture input unless given
     * @param pictureSize name of the input that takes the picture's [height, width]
     * @param width pixels; as the model declares unless given
     * @param height pixels; likewise
     * @param layout NCHW, or CHW for an input of three extents, unless given
     * @param colour order of the planes
     * @param scale what a pixel of 0 to 255 is multiplied by
     * @param mean subtracted after that, one for each plane in the order of {@code colour}; 0 unless given
     * @param std divided by after that; 1 unless given
     * @param resize how the picture gets its size
     * @param pad around a letterboxed picture; 114 unless given
     */
    record Input(
            Optional<String> name,
            Optional<String> pictureSize,
            @Range(min = 1, max = 16_384) Optional<Integer> width,
            @Range(min = 1, max = 16_384) Optional<Integer> height,
            Optional<TensorLayout> layout,
            ColourOrder colour,
            @Range(min = 1e-6, max = 1e6) double scale,
            @Range(min = -1e6, max = 1e6) Optional<List<Double>> mean,
            @Range(min = 1e-6, max = 1e6) Optional<List<Double>> std,
            ResizeRule resize,
            @Range(max = 255) Optional<Integer> pad) {}

    /**
     * The outputs.
     *
     * @param layout what they mean
     * @param names in the layout's order; the model's first outputs unless given
     * @param firstLabel the label of the first class; 0 unless given
     * @param strides of a grid; 8, 16, 32 unless given
     */
    record Output(
            AnswerLayout layout,
            Optional<List<String>> names,
            @Range(max = 1000) Optional<Integer> firstLabel,
            @Range(min = 1, max = 1024) Optional<List<Integer>> strides) {}

    /**
     * How predictions become detections.
     *
     * @param score only scores above this take part
     * @param iou boxes of a class that overlap a better one by more are dropped
     * @param candidates the best so many take part
     * @param detections at most so many are kept
     */
    record Suppression(
            @Range(max = 1) double score,
            @Range(max = 1) double iou,
            @Range(min = 1, max = 1_000_000) int candidates,
            @Range(min = 1, max = 1_000_000) int detections) {}

    /**
     * Reads an adapter and holds it to its model.
     *
     * @throws Failure (data) listing everything that is wrong with the file, or that does not fit the model
     */
    static Adapter read(Path file, OnnxFile model) {
        List<String> problems = new ArrayList<>();
        Optional<Adapter> adapter = RecordFile.read(file, AdapterFile.class, problems)
                .map(read -> read.adapter(new ModelFacts(model), problems));
        if (adapter.isPresent() && problems.isEmpty()) {
            new ModelFacts(model).misfit(adapter.get()).ifPresent(problems::add);
        }
        if (adapter.isEmpty() || !problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, file + ", the adapter of " + model, problems);
        }
        return adapter.get();
    }

    private Adapter adapter(ModelFacts model, List<String> problems) {
        List<String> names = classes.or(model::classes).orElse(List.of());
        if (names.isEmpty()) {
            problems.add("classes: expected names by label, found none here and none in the model's metadata");
        }
        boolean letterboxed = input.resize == ResizeRule.LETTERBOX || input.resize == ResizeRule.LETTERBOX_CORNER;
        if (input.pad.isPresent() && !letterboxed) {
            problems.add("input.pad: expected only with a letterbox, found it with " + lower(input.resize));
        }
        if (suppression.isPresent() && output.layout.isFinal()) {
            problems.add(
                    "suppression: expected none, since the layout " + lower(output.layout) + " holds final detections");
        }
        NmsSettings nms = suppression
                .map(s -> new NmsSettings(s.score, s.candidates, s.iou, s.detections))
                .orElse(NmsSettings.REFERENCE);
        return new Adapter(pictureInput(model, problems), answerRule(model, problems), nms, names);
    }

    private PictureInput pictureInput(ModelFacts model, List<String> problems) {
        String name = input.name.or(model::pictureInput).orElse("");
        if (!model.inputs().containsKey(name)) {
            problems.add("input.name: expected one of " + model.inputs() + ", found '" + name + "'");
        }
        List<Long> declared = model.inputs().getOrDefault(name, List.of());
        TensorLayout layout = input.layout.orElse(declared.size() == 3 ? TensorLayout.CHW : TensorLayout.NCHW);
        return new PictureInput(
                name,
                input.pictureSize.or(() -> model.otherInput(name)),
                side("width", input.width, layout.heightAxis() + 1, declared, problems),
                side("height", input.height, layout.heightAxis(), declared, problems),
                layout,
                input.colour,
                normalisation(problems),
                input.resize,
                input.pad.orElse(114));
    }

    /** Pixels as given and as declared, which must agree; 0 for pictures that keep their size. */
    private int side(String key, Optional<Integer> given, int axis, List<Long> declared, List<String> problems) {
        long open = axis < declared.size() ? declared.get(axis) : -1;
        if (input.resize == ResizeRule.NONE) {
            if (given.isPresent() || open > 0) {
                problems.add("input." + key + ": expected none and an open extent in the model, since resize is none");
            }
            return 0;
        }
        long side = given.map(Long::valueOf).orElse(open);
        if (side < 1 || side > 16_384 || (open > 0 && open != side)) {
            problems.add("input." + key + ": expected "
                    + (open > 0 ? "the model's own, 1 to 16384" : "pixels, since the model leaves them open")
                    + ", found " + (given.isPresent() ? given.get() : open > 0 ? open : "none"));
        }
        return (int) Math.max(1, Math.min(side, 16_384));
    }

    private Normalisation normalisation(List<String> problems) {
        List<Double> mean = input.mean.orElse(List.of(0.0, 0.0, 0.0));
        List<Double> std = input.std.orElse(List.of(1.0, 1.0, 1.0));
        if (mean.size() != 3 || std.size() != 3) {
            problems.add("input.mean and input.std: expected three numbers each, found " + mean + " and " + std);
            return Normalisation.UNIT;
        }
        return new Normalisation(input.scale, mean, std);
    }

    private AnswerRule answerRule(ModelFacts model, List<String> problems) {
        int count = output.layout.outputs();
        List<String> all = model.outputs();
        List<String> names = output.names.orElse(all.subList(0, Math.min(count, all.size())));
        if (names.size() != count || !all.containsAll(names)) {
            problems.add("output.names: expected " + count + " of " + all + ", found " + names);
        }
        return new AnswerRule(
                output.layout, names, output.firstLabel.orElse(0), output.strides.orElse(List.of(8, 16, 32)));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
