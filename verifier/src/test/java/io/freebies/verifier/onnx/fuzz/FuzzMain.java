package io.freebies.verifier.onnx.fuzz;

import io.freebies.verifier.onnx.fuzz.Fuzz.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Thousands of mutants in child processes, so that one that brings its process down, hangs or eats memory is found by
 * its seed: {@code FuzzMain MUTANTS [FIRST SEED] [MODEL.onnx...]}. Prints a line for each finding and the totals; ends
 * with 1 if there is a finding. The last mutant of a process that died is kept.
 */
final class FuzzMain {
    private static final int SECONDS = 60;
    private static final long MOST_KILOBYTES = 1 << 20;
    private static final String CHILD = "--child";

    private FuzzMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = List.of(args);
        if (words.get(0).equals(CHILD)) {
            child(Long.parseLong(words.get(1)), Long.parseLong(words.get(2)), words.subList(3, words.size()));
            return;
        }
        long mutants = Long.parseLong(words.get(0));
        long first = words.size() > 1 ? Long.parseLong(words.get(1)) : 0;
        System.exit(parent(first, first + mutants, words.subList(Math.min(2, words.size()), words.size())));
    }

    /** One line a mutant: seed, outcome, milliseconds, peak memory of the process in kilobytes. */
    private static void child(long from, long to, List<String> models) throws IOException {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "mutant-" + ProcessHandle.current().pid() + ".onnx");
        Fuzz fuzz = new Fuzz(file);
        models.forEach(model -> fuzz.add(Path.of(model)));
        for (long seed = from; seed < to; seed++) {
            long start = System.nanoTime();
            String outcome;
            try {
                outcome = fuzz.run(seed).name();
            } catch (RuntimeException e) {
                outcome = "FINDING " + e.getMessage();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            System.out.println(seed + "\t" + outcome + "\t" + millis + "\t" + peak());
        }
        Files.deleteIfExists(file);
    }

    private static long peak() throws IOException {
        Optional<String> line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmHWM:"))
                .findFirst();
        return line.map(l -> Long.parseLong(l.replaceAll("\\D", ""))).orElse(0L);
    }

    private static int parent(long from, long to, List<String> models) throws IOException, InterruptedException {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        List<String> findings = new ArrayList<>();
        long slowest = 0;
        long largest = 0;
        long next = from;
        while (next < to) {
            Process process = start(next, to, models);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                Watch watch = new Watch(process);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    watch.reset();
                    List<String> fields = List.of(line.split("\t", -1));
                    if (fields.size() != 4) {
                        continue;
                    }
                    next = Long.parseLong(fields.get(0)) + 1;
                    slowest = Math.max(slowest, Long.parseLong(fields.get(2)));
                    largest = Math.max(largest, Long.parseLong(fields.get(3)));
                    if (fields.get(1).startsWith("FINDING")) {
                        findings.add(line);
                    } else {
                        outcomes.merge(Outcome.valueOf(fields.get(1)), 1, Integer::sum);
                    }
                }
            }
            if (process.waitFor() != 0) {
                findings.add("seed " + next + ": the process ended with " + process.exitValue() + ", or took more than "
                        + SECONDS + " s");
                next++;
            }
        }
        findings.forEach(System.out::println);
        System.out.printf(
                "%d mutants: %s, %d findings; slowest %d ms, peak memory of a process %d MB%n",
                to - from, outcomes, findings.size(), slowest, largest >> 10);
        return findings.isEmpty() && largest <= MOST_KILOBYTES ? 0 : 1;
    }

    private static Process start(long from, long to, List<String> models) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx600m",
                "-cp",
                System.getProperty("java.class.path"),
                FuzzMain.class.getName(),
                CHILD,
                Long.toString(from),
                Long.toString(to)));
        command.addAll(models);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ends a process that is silent for too long. */
    private static final class Watch {
        private volatile long last = System.nanoTime();

        Watch(Process process) {
            Thread thread = new Thread(() -> {
                while (process.isAlive()) {
                    if (System.nanoTime() - last > TimeUnit.SECONDS.toNanos(SECONDS)) {
                        process.destroyForcibly();
                    }
                    try {
                        TimeUnit.SECONDS.sleep(1);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void reset() {
            last = System.nanoTime();
        }
    }
}
