package io.freebies.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header with type, shape and byte range of every
 * tensor, then the numbers, little-endian. Float32 only. The same weights give the same bytes.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 1 << 20;
    private static final int MOST_HEADER_BYTES = 100_000_000;

    private Safetensors() {}

    /** Writes all tensors; does not close the stream. */
    public static void write(Weights weights, OutputStream out) throws IOException {
        byte[] header = header(weights);
        out.write(ByteBuffer.wrap(new byte[8])
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, header.length)
                .array());
        out.write(header);
        byte[] bytes = new byte[CHUNK];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : weights.tensors().values()) {
            float[] data = tensor.data();
            for (int start = 0; start < data.length; start += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, data.length - start);
                chunk.asFloatBuffer().put(data, start, count);
                out.write(bytes, 0, count * 4);
            }
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws IOException if it cannot be read or is not a complete float32 safetensors file, saying why
     */
    public static Weights read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer lengthBytes = fill(channel, little(8), "the header's length");
            long length = lengthBytes.getLong(0);
            if (length < 2 || length > MOST_HEADER_BYTES || length > channel.size() - 8) {
                throw new IOException("expected a safetensors header length, found " + length);
            }
            byte[] text = new byte[(int) length];
            fill(channel, ByteBuffer.wrap(text), "the header");
            return tensors(channel, parse(text), 8 + length);
        }
    }

    private static JsonNode parse(byte[] text) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("the header is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Weights tensors(FileChannel channel, JsonNode header, long start) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        header.path("__metadata__")
                .properties()
                .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(channel, entry.getKey(), entry.getValue(), start));
            }
        }
        return new Weights(tensors, metadata);
    }

    private static Tensor tensor(FileChannel channel, String name, JsonNode entry, long start) throws IOException {
        if (!entry.path("dtype").asText().equals("F32")) {
            throw new IOException(name + ": expected dtype F32, found " + entry.path("dtype"));
        }
        long[] dims = new long[entry.path("shape").size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = entry.path("shape").get(i).asLong();
        }
        Tensor tensor = Tensor.zeros(Shape.of(dims));
        long from = entry.path("data_offsets").path(0).asLong(-1);
        long to = entry.path("data_offsets").path(1).asLong(-1);
        if (from < 0 || to - from != 4L * tensor.data().length) {
            throw new IOException(
                    name + ": expected " + 4L * tensor.data().length + " bytes, found the range " + from + " to " + to);
        }
        channel.position(start + from);
        ByteBuffer chunk = little(CHUNK);
        for (int at = 0; at < tensor.data().length; at += CHUNK / 4) {
            int count = Math.min(CHUNK / 4, tensor.data().length - at);
            fill(channel, chunk.clear().limit(count * 4), name).rewind();
            chunk.asFloatBuffer().get(tensor.data(), at, count);
        }
        return tensor;
    }

    private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, String what) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ends within " + what);
            }
        }
        return buffer;
    }

    private static byte[] header(Weights weights) throws JsonProcessingException {
        ObjectNode header = JSON.createObjectNode();
        if (!weights.metadata().isEmpty()) {
            ObjectNode metadata = header.putObject("__metadata__");
            weights.metadata().forEach(metadata::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            ObjectNode tensor = header.putObject(entry.getKey());
            tensor.put("dtype", "F32");
            var shape = tensor.putArray("shape");
            entry.getValue().shape().dims().forEach(shape::add);
            long end = offset + 4L * entry.getValue().data().length;
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = JSON.writeValueAsString(header);
        // Readers map the numbers in place, so they must start at a multiple of 8.
        int padding = (8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8;
        return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
