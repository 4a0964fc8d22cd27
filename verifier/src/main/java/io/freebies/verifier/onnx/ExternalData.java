package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.UnsafeByteOperations;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers that a model keeps in a file of their own, beside it. A name that leads out of the model's folder is refused:
 * a model from a stranger must not make anybody read another file.
 */
final class ExternalData {
    private final Path model;
    private final List<String> problems = new ArrayList<>();

    private ExternalData(Path model) {
        this.model = model;
    }

    /**
     * The model with all numbers of its main graph's initialisers inside.
     *
     * @throws Failure (data) with every reference that cannot be followed
     */
    static ModelProto inlined(Path path, ModelProto model) throws IOException {
        boolean whole = model.getGraph().getInitializerList().stream().noneMatch(ExternalData::isElsewhere);
        if (whole) {
            return model;
        }
        ExternalData data = new ExternalData(path);
        ModelProto.Builder inlined = model.toBuilder();
        for (TensorProto.Builder tensor : inlined.getGraphBuilder().getInitializerBuilderList()) {
            if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
                data.inline(tensor);
            }
        }
        if (!data.problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, path.toString(), data.problems);
        }
        return inlined.build();
    }

    /** The files that a model's initialisers refer to and that can be followed, each once. */
    static List<Path> files(Path path, ModelProto model) throws IOException {
        ExternalData data = new ExternalData(path);
        Set<Path> files = new LinkedHashSet<>();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            for (StringStringEntryProto entry : tensor.getExternalDataList()) {
                if (entry.getKey().equals("location")) {
                    data.beside(entry.getValue()).ifPresent(files::add);
                }
            }
        }
        return List.copyOf(files);
    }

    /** Whether a tensor's numbers are in another file. */
    static boolean isElsewhere(TensorProto tensor) {
        return tensor.getDataLocation() == DataLocation.EXTERNAL;
    }

    private void inline(TensorProto.Builder tensor) throws IOException {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        String location = entries.getOrDefault("location", "");
        Optional<Path> file = beside(location);
        if (file.isEmpty()) {
            problem(tensor, "its numbers in a file of the model's folder", "'" + location + "'");
            return;
        }
        try {
            long size = Files.size(file.get());
            long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
            long length = Long.parseLong(entries.getOrDefault("length", String.valueOf(size - offset)));
            if (offset < 0 || length < 0 || offset > size || length > Math.min(size - offset, Integer.MAX_VALUE)) {
                problem(tensor, length + " bytes at " + offset, "'" + location + "' of " + size + " bytes");
                return;
            }
            try (FileChannel channel = FileChannel.open(file.get())) {
                tensor.setRawData(UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, offset, length)));
            }
            tensor.clearDataLocation().clearExternalData();
        } catch (NumberFormatException e) {
            problem(tensor, "an offset and a length in bytes", entries.toString());
        }
    }

    /** The file of that name in the model's folder or below it, links followed; none if there is no such file. */
    private Optional<Path> beside(String location) throws IOException {
        Path folder = model.toAbsolutePath().resolveSibling("").toRealPath();
        try {
            Path file = folder.resolve(location).normalize();
            boolean inside = file.startsWith(folder)
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(folder);
            return inside ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void problem(TensorProto.Builder tensor, String expected, String found) {
        problems.add("tensor '" + tensor.getName() + "': expected " + expected + ", found " + found);
    }
}
