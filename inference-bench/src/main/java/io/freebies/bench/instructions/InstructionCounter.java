package io.freebies.bench.instructions;

import io.freebies.failure.Failure;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the instructions of ONNX Runtime's library, kernels and all, with valgrind's callgrind: the same on a busy machine
 * and on an idle one. It counts instructions and not time, so it does not see caches, denormals or the clock, and the
 * kernels are those for processors without AVX-512, which valgrind does not know.
 *
 * @param valgrind the program
 */
public record InstructionCounter(Path valgrind) {
    private static final String LIBRARY = "libonnxruntime.so";

    /** The one on the path, if there is one. */
    public static Optional<InstructionCounter> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "valgrind"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(InstructionCounter::new);
    }

    /**
     * Instructions of one inference: what more inferences cost more, loading and the first one not counted.
     *
     * @param model a file that has been checked
     * @param inputs every input's shape
     * @param inferences to take the mean of
     * @throws Failure (environment) if the process cannot be counted
     */
    public double perInference(Path model, Map<String, List<Long>> inputs, int inferences) {
        long one = count(model, inputs, 1);
        return (double) (count(model, inputs, 1 + inferences) - one) / inferences;
    }

    private long count(Path model, Map<String, List<Long>> inputs, int runs) {
        try {
            Path file = Files.createTempFile("bof-callgrind", ".out");
            try {
                run(command(model, inputs, runs, file));
                return CallgrindFile.instructions(file).entrySet().stream()
                        .filter(object -> object.getKey().endsWith(LIBRARY))
                        .mapToLong(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> Failure.environment("valgrind saw no " + LIBRARY + " at work"));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw Failure.environment("cannot count instructions: " + e, e);
        }
    }

    private List<String> command(Path model, Map<String, List<Long>> inputs, int runs, Path file) {
        List<String> command = new ArrayList<>(List.of(
                valgrind.toString(),
                "--tool=callgrind",
                "--quiet",
                "--callgrind-out-file=" + file,
                "--smc-check=all-non-file",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Code that is compiled while it runs is counted with what compiled it, at another moment every time.
                "-Xint",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                InferenceMain.class.getName(),
                model.toString(),
                Integer.toString(runs)));
        inputs.forEach((name, shape) -> command.add(name + "="
                + String.join(",", shape.stream().map(String::valueOf).toList())));
        return command;
    }

    private static void run(List<String> command) throws IOException {
        Path log = Files.createTempFile("bof-callgrind", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            if (process.waitFor() != 0) {
                throw Failure.environment("valgrind ended with " + process.exitValue() + ": "
                        + String.join(
                                " ", Files.readAllLines(log).stream().limit(20).toList()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.environment("interrupted while valgrind counted", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
