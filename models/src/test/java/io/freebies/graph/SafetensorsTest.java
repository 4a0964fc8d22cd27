package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder = Path.of("");

    private static Weights weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b.weight", PlausibleWeights.random(Shape.of(3, 2, 5), new SplittableRandom(1)));
        tensors.put("a.bias", new Tensor(Shape.of(2), new float[] {Float.MIN_VALUE, -0f}));
        // More than one chunk, and not a whole number of them.
        tensors.put("c.large", PlausibleWeights.random(Shape.of(700_001), new SplittableRandom(2)));
        tensors.put("d.scalar", new Tensor(Shape.of(), new float[] {4}));
        return new Weights(tensors, Map.of("recipe", "{\"a\": \"ü\"}"));
    }

    private static byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(weights(), out);
        return out.toByteArray();
    }

    private Weights read(byte[] bytes) throws IOException {
        return Safetensors.read(Files.write(folder.resolve("w.safetensors"), bytes));
    }

    @Test
    void readingGivesBackWhatWasWritten() throws IOException {
        Weights found = read(bytes());
        assertThat(found).isEqualTo(weights());
        assertThat(found.tensors().keySet()).containsExactly("b.weight", "a.bias", "c.large", "d.scalar");
    }

    @Test
    void theSameWeightsGiveTheSameBytes() throws IOException {
        assertThat(bytes()).isEqualTo(bytes());
    }

    @Test
    void theNumbersStartAtAMultipleOfEight() throws IOException {
        long header = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
    }

    @Test
    void aFileThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = bytes();
        for (int length : new int[] {0, 7, 8, 100, 400, 2_000_000, whole.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void garbageIsRefused() throws IOException {
        byte[] noise = new byte[1000];
        new SplittableRandom(5).nextBytes(noise);
        assertThatThrownBy(() -> read(noise)).isInstanceOf(IOException.class).hasMessageContaining("header length");
        assertThatThrownBy(() -> read(file("not json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void tensorsThatAreNotWhatTheHeaderSaysAreRefused() {
        assertThatThrownBy(() -> read(file("{'t':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}")))
                .hasMessageContaining("expected dtype F32");
        assertThatThrownBy(() -> read(file("{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}")))
                .hasMessageContaining("t: expected 8 bytes, found the range 0 to 4");
        assertThatThrownBy(() -> read(file("{'t':{'dtype':'F32','shape':[2]}}")))
                .hasMessageContaining("t: expected 8 bytes");
    }

    private static byte[] file(String header) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
