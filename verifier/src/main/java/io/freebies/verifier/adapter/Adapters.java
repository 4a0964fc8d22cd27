package io.freebies.verifier.adapter;

import io.freebies.failure.Failure;
import io.freebies.verifier.onnx.OnnxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where the adapter of a model comes from. */
public final class Adapters {
    private static final String SUFFIX = ".adapter.yaml";

    private Adapters() {}

    /**
     * The adapter of a model: the file that is named; or the one beside the model, {@code NAME.adapter.yaml} beside
     * {@code NAME.onnx}; or what the model's own metadata say.
     *
     * @throws Failure (data) if there is none, with what to write, or if it is wrong or does not fit the model; (usage)
     *     for one of our files that was exported with the profile {@code raw}
     */
    public static Adapter of(OnnxFile model, Optional<Path> named) {
        return find(model, named).orElseThrow(() -> missing(model));
    }

    /** The adapter of a model as {@link #of}; none if nothing says how it is read. */
    public static Optional<Adapter> find(OnnxFile model, Optional<Path> named) {
        Path beside = beside(model.path());
        if (named.isPresent()) {
            return Optional.of(AdapterFile.read(named.get(), model));
        } else if (Files.isRegularFile(beside)) {
            return Optional.of(AdapterFile.read(beside, model));
        }
        return OwnMetadata.isIn(model) ? OwnMetadata.adapter(model) : UltralyticsMetadata.adapter(model);
    }

    private static Failure missing(OnnxFile model) {
        if (OwnMetadata.isIn(model)) {
            return Failure.usage(model + ": expected the profile decoded or nms, found raw, which answers with maps and"
                    + " not with boxes; export again with --profile decoded");
        }
        Set<String> keys = model.metadata().keySet();
        return Failure.data(model + ": expected metadata that say how it is fed and read, found "
                + (keys.isEmpty() ? "none" : keys + ", which do not suffice") + "; write "
                + beside(model.path()).getFileName() + " beside it as docs/adapters.md shows, or give --adapter");
    }

    /** Where the adapter of a model is looked for. */
    public static Path beside(Path model) {
        String name = model.getFileName().toString();
        String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - ".onnx".length()) : name;
        return model.resolveSibling(stem + SUFFIX);
    }
}
