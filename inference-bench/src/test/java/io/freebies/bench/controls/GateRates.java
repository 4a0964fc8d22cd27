package io.freebies.bench.controls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.box.AnchorSize;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.Profile;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How often {@code bof bench} is right on this machine as it is now: the same network with other weights, and one with
 * work injected, are judged in turn. Started again, it goes on.
 *
 * <pre>
 * FOLDER DECISIONS MODEL SIZE PIXELS     how many to reach, of a network of the zoo at a size; the slower candidate
 *                                        takes the error function of so many pixels, all of them again and again
 * </pre>
 *
 * <p>{@code FOLDER/rates.jsonl} gets a line a decision; the slower candidate's ratio is the median of what its decisions
 * measured. The rates are printed at the end.
 */
public final class GateRates {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CANDIDATES = List.of("same", "slower");

    private final Path folder;

    private GateRates(Path folder) {
        this.folder = folder;
    }

    /** Measures, then prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new GateRates(Files.createDirectories(Path.of(args[0])))
                .measure(Integer.parseInt(args[1]), args[2], Integer.parseInt(args[3]), Long.parseLong(args[4]));
    }

    private void measure(int decisions, String model, int size, long pixels) throws IOException, InterruptedException {
        DetectorSpec own = ModelZoo.defaultSpec(model, List.of("cat", "dog"));
        List<AnchorSize> anchors = own.anchors();
        DetectorSpec spec = new DetectorSpec(own.model(), own.classes(), size, anchors, own.nms());
        NanoModel.of(spec, Profile.DECODED, 1).write(folder.resolve("baseline.onnx"));
        NanoModel.of(spec, Profile.DECODED, 2).write(folder.resolve("same.onnx"));
        int passes = (int) Math.ceil(pixels / (3.0 * size * size));
        NanoModel.of(spec, Profile.DECODED, 2).slowed(pixels / passes, passes).write(folder.resolve("slower.onnx"));
        Path file = folder.resolve("rates.jsonl");
        int done = Files.exists(file) ? Files.readAllLines(file).size() : 0;
        for (int i = done; i < decisions; i++) {
            ObjectNode line = decide(CANDIDATES.get(i % CANDIDATES.size()), i);
            Files.writeString(
                    file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        for (String candidate : CANDIDATES) {
            print(
                    candidate,
                    lines.stream()
                            .filter(l -> l.path("candidate").asText().equals(candidate))
                            .toList());
        }
    }

    private ObjectNode decide(String candidate, int seed) throws IOException, InterruptedException {
        Path json = folder.resolve("bench.json");
        Files.deleteIfExists(json);
        long start = System.nanoTime();
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.freebies.bench.BenchMain",
                        "bench",
                        "--baseline",
                        folder.resolve("baseline.onnx").toString(),
                        "--candidate",
                        folder.resolve(candidate + ".onnx").toString(),
                        "--seed",
                        Integer.toString(seed),
                        "--json",
                        json.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("said").toFile()))
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonNode verdict = JSON.readTree(json.toFile());
        ObjectNode line = JSON.createObjectNode();
        line.put("candidate", candidate);
        line.put("verdict", verdict.path("verdict").asText());
        line.put("exit_code", code);
        line.put("seconds", seconds);
        for (String fact : List.of("ratio", "blocks")) {
            line.set(fact, verdict.findValue(fact));
        }
        return line;
    }

    private static void print(String candidate, List<JsonNode> lines) {
        StringBuilder words = new StringBuilder(candidate + ": " + lines.size() + " decisions");
        for (String verdict : List.of("EQUIVALENT", "DIFFERENT", "INCONCLUSIVE")) {
            long count = lines.stream()
                    .filter(l -> l.path("verdict").asText().equals(verdict))
                    .count();
            words.append(", ").append(count).append(' ').append(verdict);
        }
        System.out.printf(
                "%s; median throughput ratio %.4f, median seconds %.1f%n",
                words, median(lines, "ratio"), median(lines, "seconds"));
    }

    private static double median(List<JsonNode> lines, String key) {
        return new Median()
                .evaluate(
                        lines.stream().mapToDouble(l -> l.path(key).asDouble()).toArray());
    }
}
