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
import java.util.stream.Stream;

/**
 * Counts the instructions that an inference executes, in ONNX Runtime and what it calls, with valgrind's callgrind: the same
 * on a busy machine and on an idle one. It counts instructions and not time, so it does not see caches, denormals or the
 * clock, and the kernels are those for processors without AVX-512, which valgrind does not know.
 *
 * @param valgrind the program
 */
public record InstructionCounter(Path valgrind) {
    /** Native side of the session's {@code run}: only what happens within is counted, so no loading. */
    private static final String RUN = "Java_ai_onnxruntime_OrtSession_run";

    private static final String TOTALS = "totals: ";

    /** The one on the path, if there is one. */
    public static Optional<InstructionCounter> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "valgrind"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(InstructionCounter::new);
    }

    /**
     * Instructions of one inference, as the mean of the first ones.
     *
     * @param model a file that has been checked
     * @param inputs every input's shape
     * @param inferences to take the mean of
     * @throws Failure (environment) if the process cannot be counted
     */
    public double perInference(Path model, Map<String, List<Long>> inputs, int inferences) {
        try {
            Path file = Files.createTempFile("bof-callgrind", ".out");
            try {
                run(command(model, inputs, inferences, file));
                return (double) total(file) / inferences;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw Failure.environment("cannot count instructions: " + e, e);
        }
    }

    private static long total(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(TOTALS))
                    .mapToLong(line -> Long.parseLong(line.substring(TOTALS.length())))
                    .filter(count -> count > 0)
                    .findFirst()
                    .orElseThrow(() -> Failure.environment("valgrind saw no " + RUN + " at work"));
        }
    }

    private List<String> command(Path model, Map<String, List<Long>> inputs, int runs, Path file) {
        List<String> command = new ArrayList<>(List.of(
                valgrind.toString(),
                "--tool=callgrind",
                "--quiet",
                "--callgrind-out-file=" + file,
                "--toggle-collect=" + RUN,
                "--smc-check=all-non-file",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // So little Java runs that compilers would only be more code under valgrind.
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
