package io.freebies.verifier.adapter;

import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.shape.ShapeInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model's file says of its interface.
 *
 * @param file the model
 */
record ModelFacts(OnnxFile file) {
    /** Declared extents by name, -1 where open. */
    Map<String, List<Long>> inputs() {
        return file.graph().inputExtents();
    }

    /** The only input of four extents, or else of three. */
    Optional<String> pictureInput() {
        return only(4).or(() -> only(3));
    }

    private Optional<String> only(int rank) {
        List<String> names = inputs().entrySet().stream()
                .filter(input -> input.getValue().size() == rank)
                .map(Map.Entry::getKey)
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** The other one of two inputs. */
    Optional<String> otherInput(String name) {
        List<String> others = new ArrayList<>(inputs().keySet());
        others.remove(name);
        return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    }

    List<String> outputs() {
        return file.graph().outputNames();
    }

    /** Names by label from the metadata, as Ultralytics-style exports leave them. */
    Optional<List<String>> classes() {
        return Optional.ofNullable(file.metadata().get("names"))
                .flatMap(PythonLiteral::entries)
                .flatMap(ModelFacts::inOrder);
    }

    private static Optional<List<String>> inOrder(Map<Integer, String> entries) {
        List<String> names = new ArrayList<>();
        for (int label = 0; label < entries.size(); label++) {
            names.add(entries.getOrDefault(label, ""));
        }
        return names.isEmpty() || names.contains("") ? Optional.empty() : Optional.of(names);
    }

    /**
     * Why the model does not answer as an adapter says, as one line; none if it may.
     *
     * @throws io.freebies.failure.Failure (data) if the model cannot take the input
     */
    Optional<String> misfit(Adapter adapter) {
        return adapter.answer()
                .layout()
                .misfit(
                        answers(adapter.input(), adapter.answer().outputs()),
                        adapter.classes().size())
                .map(problem -> "output.layout: " + problem);
    }

    /** Extents of outputs for one picture, as far as they are known without running. */
    List<Optional<List<Long>>> answers(PictureInput input, List<String> outputs) {
        ShapeInference shapes = ShapeInference.of(file, input.fed());
        return outputs.stream().map(output -> shapes.fact(output).extents()).toList();
    }
}
