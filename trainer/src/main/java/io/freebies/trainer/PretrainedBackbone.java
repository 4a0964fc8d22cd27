package io.freebies.trainer;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a backbone that learned as a classifier: a safetensors file that holds them and where they come from.
 *
 * @param weights under the names that a whole detector has for them
 */
record PretrainedBackbone(Weights weights) {
    private static final String SHIPPED = "shipped:";

    /** The names of those that ship. */
    static final List<String> NAMES = List.of("nano", "nano-mixup");

    /** Any size will do: parameters do not depend on it. */
    private static final int SIZE = 32;

    /**
     * The backbone's part of a classifier.
     *
     * @param model of the zoo
     * @param classifier all its weights
     * @param provenance what goes into the metadata
     */
    static PretrainedBackbone of(String model, Weights classifier, Map<String, String> provenance) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        ModelZoo.backbone(model, SIZE).params().forEach(param -> own.put(param.name(), classifier.get(param.name())));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("backbone", model);
        provenance.forEach((key, value) -> metadata.put("provenance." + key, value));
        return new PretrainedBackbone(new Weights(own, metadata));
    }

    /** Writes the file whole or not at all. */
    void write(Path file) {
        AtomicFile.write(file, out -> Safetensors.write(weights, out));
    }

    /**
     * Opens what a recipe's {@code model.init} names.
     *
     * @param init a file, or {@code shipped:} and one of {@link #NAMES}
     * @throws Failure (usage) for a name that does not ship; (data) if the file is missing or cannot be read
     */
    static PretrainedBackbone open(String init) {
        Path file = Path.of(init);
        try {
            if (init.startsWith(SHIPPED)) {
                return new PretrainedBackbone(shipped(init.substring(SHIPPED.length())));
            }
            if (!Files.isRegularFile(file)) {
                throw Failure.data(init + ": no such weights file, as model.init of the recipe; give one that 'bof"
                        + " pretrain' wrote, or one of "
                        + NAMES.stream().map(SHIPPED::concat).toList());
            }
            return new PretrainedBackbone(Safetensors.read(file));
        } catch (IOException e) {
            throw Failure.data(init + ": not a readable weights file: " + e.getMessage() + "; write it again", e);
        }
    }

    private static Weights shipped(String name) throws IOException {
        if (!NAMES.contains(name)) {
            throw Failure.usage("model.init: expected " + SHIPPED + " and one of " + String.join(", ", NAMES)
                    + ", found '" + name + "'" + DidYouMean.hint(name, NAMES));
        }
        // The reader wants a file, and what ships may be in an archive.
        Path file = Files.createTempFile("backbone", ".safetensors");
        try (InputStream resource =
                PretrainedBackbone.class.getResourceAsStream("backbones/" + name + ".safetensors")) {
            if (resource == null) {
                throw new IOException("it is not on the class path");
            }
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
            return Safetensors.read(file);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * A detector's weights with this backbone's in place of its own; the rest stays as it is.
     *
     * @param model the detector in the zoo
     * @param init as the recipe has it, for messages
     * @param fresh the detector's weights
     * @throws Failure (data) listing every name that is missing, unexpected or of another shape
     */
    Weights startOf(String model, String init, Weights fresh) {
        Graph backbone = ModelZoo.backbone(model, SIZE);
        List<String> problems = weights.mismatches(backbone);
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, init + " does not fit the backbone of " + model, problems);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(fresh.tensors());
        backbone.params().forEach(param -> tensors.put(param.name(), weights.get(param.name())));
        return new Weights(tensors, fresh.metadata());
    }
}
