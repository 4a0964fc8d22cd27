package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An .onnx file that is sound: every value is made once and before it is read, every tensor holds as many numbers as it
 * says. Only such files are compared, and only such files reach ONNX Runtime's native code.
 *
 * <p>Tensors stay views of the mapped file, so a model of 250 MB takes no memory of the Java heap.
 */
public final class OnnxFile {
    private static final String WRITE_AGAIN = "; write it again";
    private static final int TEXT_SAMPLE = 24;
    private static final int MOST_LISTED = 20;

    private final Path path;
    private final ModelProto model;
    private final OnnxGraph graph;

    private OnnxFile(Path path, ModelProto model) {
        this.path = path;
        this.model = model;
        this.graph = new OnnxGraph(model.getGraph());
    }

    /**
     * Reads a whole file, with the numbers that it keeps in other files of its folder.
     *
     * @throws Failure (data) if it is missing, truncated, not ONNX, not sound (all its problems at once), or keeps its
     *     structure in parts that are not compared
     */
    public static OnnxFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw Failure.data(path + ": expected an .onnx file, found a folder; name the file in it");
        }
        if (!Files.isRegularFile(path)) {
            throw Failure.data(path + ": no such file; check the path, or write it with 'bof export'");
        }
        try {
            return of(path, ExternalData.inlined(path, parse(path, map(path))));
        } catch (IOException e) {
            throw Failure.data(path + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    /**
     * The files beside a model in which it keeps numbers, in no order that matters; none of a model that cannot be read.
     */
    public static List<Path> keptBeside(Path path) {
        try {
            return Files.isRegularFile(path) ? ExternalData.files(path, parse(path, map(path))) : List.of();
        } catch (IOException | Failure e) {
            return List.of();
        }
    }

    /**
     * Checks a model in memory.
     *
     * @param path where it came from, for messages
     * @throws Failure as {@link #read}
     */
    public static OnnxFile of(Path path, ModelProto model) {
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() == 0 || model.getOpsetImportCount() == 0) {
            throw Failure.data(path + ": expected an ONNX file with nodes and an opset, found "
                    + graph.getNodeCount() + " nodes and " + model.getOpsetImportCount()
                    + " opsets: it is truncated, empty or something else" + WRITE_AGAIN);
        }
        if (model.getFunctionsCount() > 0 || model.getTrainingInfoCount() > 0) {
            throw Failure.data(path + ": expected plain nodes, found model-local functions or training graphs, which"
                    + " are not compared; inline them before verifying");
        }
        List<String> problems = GraphRules.problems(graph);
        if (problems.size() > MOST_LISTED) {
            int more = problems.size() - MOST_LISTED;
            problems = new ArrayList<>(problems.subList(0, MOST_LISTED));
            problems.add("and " + more + " more");
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, path.toString(), problems);
        }
        return new OnnxFile(path, model);
    }

    /** The same model with these values as its outputs, in this order. */
    public OnnxFile withOutputs(List<String> values) {
        ModelProto.Builder open = model.toBuilder();
        open.getGraphBuilder().clearOutput();
        for (String value : values) {
            open.getGraphBuilder()
                    .addOutput(graph.declared(value)
                            .orElse(ValueInfoProto.newBuilder().setName(value).build()));
        }
        return of(path, open.build());
    }

    /** The model as a file of its own holds it. */
    public byte[] bytes() {
        return model.toByteArray();
    }

    private static ByteString map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw Failure.data(path + ": expected at most 2 GiB, the format's limit, found " + channel.size()
                        + " bytes; keep the numbers in a file of their own");
            }
            return UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    private static ModelProto parse(Path path, ByteString bytes) {
        ByteString start = bytes.substring(0, Math.min(TEXT_SAMPLE, bytes.size()));
        if (isText(start)) {
            throw Failure.data(path + ": expected an ONNX file, found text that starts with '"
                    + start.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("")
                    + "'; give the .onnx file itself");
        }
        try {
            Optional<String> excess = WireScan.excess(bytes);
            if (excess.isPresent()) {
                throw Failure.data(path + ": " + excess.get());
            }
            CodedInputStream in = bytes.newCodedInput();
            in.enableAliasing(true);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw Failure.data(
                    path + ": expected an ONNX file, found " + bytes.size()
                            + " bytes that are truncated or something else (" + e.getMessage() + ")" + WRITE_AGAIN,
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Text has no bytes below tab; the first byte of ONNX is the tag 8. */
    private static boolean isText(ByteString start) {
        for (byte b : start) {
            if (b >= 0 && b < '\t') {
                return false;
            }
        }
        return !start.isEmpty();
    }

    /** Where it was read. */
    public Path path() {
        return path;
    }

    /** Its content. */
    public ModelProto model() {
        return model;
    }

    /** Its graph, names resolved. */
    public OnnxGraph graph() {
        return graph;
    }

    /** Free text by key, as the exporter left it. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return metadata;
    }

    /** Operator sets as {@code domain version}, sorted; ONNX's own domain is {@code ai.onnx}. */
    public String opsets() {
        return model.getOpsetImportList().stream()
                .map(set -> (set.getDomain().isEmpty() ? "ai.onnx" : set.getDomain()) + " " + set.getVersion())
                .sorted()
                .collect(Collectors.joining(", ", "opset ", ""));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
