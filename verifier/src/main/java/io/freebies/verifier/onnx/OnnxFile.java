package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An .onnx file in memory.
 *
 * @param path where it was read
 * @param model its content, with a graph of at least one node
 */
public record OnnxFile(Path path, ModelProto model) {
    private static final String WRITE_AGAIN = "; write it again with 'bof export'";
    private static final int TEXT_SAMPLE = 24;

    /**
     * Reads a whole file.
     *
     * @throws Failure (data) in one line if it is missing, truncated, not ONNX, or keeps its structure in parts that are
     *     not compared
     */
    public static OnnxFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw Failure.data(path + ": expected an .onnx file, found a folder; name the file in it");
        }
        if (!Files.isRegularFile(path)) {
            throw Failure.data(path + ": no such file; check the path, or write it with 'bof export'");
        }
        try {
            return of(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw Failure.data(path + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    private static OnnxFile of(Path path, byte[] bytes) {
        if (isText(bytes)) {
            String start =
                    new String(bytes, 0, Math.min(TEXT_SAMPLE, bytes.length), java.nio.charset.StandardCharsets.UTF_8);
            throw Failure.data(path + ": expected an ONNX file, found text that starts with '"
                    + start.lines().findFirst().orElse("") + "'; give the .onnx file itself");
        }
        ModelProto model;
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setSizeLimit(Integer.MAX_VALUE);
            // Tensors stay views of the array: a model of 250 MB is not copied once more.
            in.enableAliasing(true);
            model = ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw Failure.data(
                    path + ": expected an ONNX file, found " + bytes.length
                            + " bytes that are truncated or something else (" + e.getMessage() + ")" + WRITE_AGAIN,
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return checked(path, model);
    }

    private static OnnxFile checked(Path path, ModelProto model) {
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() == 0 || model.getOpsetImportCount() == 0) {
            throw Failure.data(path + ": expected an ONNX file with nodes and an opset, found "
                    + graph.getNodeCount() + " nodes and " + model.getOpsetImportCount()
                    + " opsets: it is truncated, empty or something else" + WRITE_AGAIN);
        }
        if (model.getFunctionsCount() > 0 || graph.getSparseInitializerCount() > 0) {
            throw Failure.data(path + ": expected plain nodes and dense tensors, found model-local functions or sparse"
                    + " tensors, which are not compared; inline them before verifying");
        }
        return new OnnxFile(path, model);
    }

    /** Text has no bytes below tab; the first byte of ONNX is the tag 8. */
    private static boolean isText(byte[] bytes) {
        for (int i = 0; i < Math.min(TEXT_SAMPLE, bytes.length); i++) {
            if (bytes[i] >= 0 && bytes[i] < '\t') {
                return false;
            }
        }
        return bytes.length > 0;
    }

    /** Free text by key, as the exporter left it. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return metadata;
    }
}
