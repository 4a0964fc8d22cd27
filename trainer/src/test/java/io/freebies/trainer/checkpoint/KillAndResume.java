package io.freebies.trainer.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.SyntheticDataset;
import io.freebies.graph.Safetensors;
import io.freebies.run.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills runs of {@code ./bof train} with SIGKILL at random moments after their first checkpoint, lets them go on, and compares what comes out with an
 * unbroken run: the digests of all weights, and one metrics line a step. Run from the project's root:
 *
 * <pre>
 * KILLS FOLDER       how many runs to kill before their end, and a new folder for them
 * </pre>
 */
public final class KillAndResume {
    private static final List<Integer> LOADER_THREADS = List.of(1, 2, 8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KILLED = 128 + 9;

    private final Path folder;

    private KillAndResume(Path folder) {
        this.folder = folder;
    }

    /** Prints a line of JSON for each unbroken run, each killed run, and how many came out the same. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new KillAndResume(Path.of(args[1])).kill(Integer.parseInt(args[0]));
    }

    private void kill(int runs) throws IOException, InterruptedException {
        SyntheticDataset.write(folder.resolve("data"), 24, 4, 1);
        String expected = "";
        double seconds = 0;
        for (int threads : LOADER_THREADS) {
            Path out = folder.resolve("whole-" + threads);
            Process process = train(out, threads);
            awaitFirstCheckpoint(process, out);
            long start = System.nanoTime();
            finish(process);
            seconds = (System.nanoTime() - start) / 1e9;
            String found = outcome(out);
            print(Map.of("run", "whole", "loader_threads", threads, "seconds", seconds, "outcome", found));
            if (!expected.isEmpty() && !expected.equals(found)) {
                throw new IllegalStateException("the number of loader threads changed the outcome");
            }
            expected = found;
        }
        SplittableRandom random = new SplittableRandom(20);
        int same = 0;
        int killed = 0;
        for (int run = 0; killed < runs; run++) {
            Path out = folder.resolve("killed-" + run);
            double moment = random.nextDouble(seconds);
            int before = LOADER_THREADS.get(run % LOADER_THREADS.size());
            int after = LOADER_THREADS.get((run + 1) % LOADER_THREADS.size());
            Process process = train(out, before);
            awaitFirstCheckpoint(process, out);
            if (!process.waitFor((long) (moment * 1000), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            boolean wasKilled = process.waitFor() == KILLED;
            killed += wasKilled ? 1 : 0;
            List<Long> left = steps(out);
            finish(train(out, after));
            boolean equal = outcome(out).equals(expected);
            same += wasKilled && equal ? 1 : 0;
            Map<String, Object> line = new TreeMap<>();
            line.put("run", run);
            line.put("killed", wasKilled);
            line.put("after_seconds", moment);
            line.put("checkpoints", left);
            line.put("loader_threads", List.of(before, after));
            line.put("same", equal);
            line.put("outcome", outcome(out));
            print(line);
        }
        print(Map.of("run", "all", "killed", killed, "same", same));
    }

    private Process train(Path out, int threads) throws IOException {
        List<String> command = new ArrayList<>(List.of("./bof", "train", "--recipe", "yolov3-nano-bof", "--resume"));
        command.addAll(List.of("--data", "voc:" + folder.resolve("data"), "--out", out.toString()));
        command.addAll(List.of("--loader-threads", Integer.toString(threads), "--checkpoint-every", "7"));
        for (String setting : List.of(
                "schedule.epochs=24",
                "model.input_size=96",
                "freebies.mixup.closing_epochs=4",
                "freebies.random_shapes={sizes: [64, 96, 128], every_batches: 2}",
                "freebies.ema={decay: 0.95, ramp_steps: 10}",
                "freebies.swa={last_epochs: 5}")) {
            command.addAll(List.of("--set", setting));
        }
        File said = new File(folder.toFile(), "said");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said))
                .start();
    }

    /** Most of the time before it is the start of a virtual machine, and killing that would show little. */
    private static void awaitFirstCheckpoint(Process process, Path out) throws InterruptedException {
        while (process.isAlive() && steps(out).isEmpty()) {
            Thread.sleep(5);
        }
    }

    private static void finish(Process process) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException("a run ended with status " + process.exitValue() + "; see what it said");
        }
    }

    private static List<Long> steps(Path out) {
        List<Long> steps = new ArrayList<>();
        String[] names = new RunDirectory(out).checkpoints().toFile().list((f, name) -> name.matches("step-\\d+\\..*"));
        for (String name : names == null ? new String[0] : names) {
            steps.add(Long.parseLong(name.replaceAll("\\D", "")));
        }
        return steps.stream().sorted().toList();
    }

    /** The digest of every kind of weights, and the steps of the metrics if they are not 0, 1, 2, ... */
    private static String outcome(Path out) throws IOException {
        RunDirectory run = new RunDirectory(out);
        TreeMap<String, String> outcome = new TreeMap<>();
        for (String kind : run.weightsKinds()) {
            outcome.put(kind, Safetensors.read(run.weights(kind)).sha256().substring(0, 12));
        }
        List<String> lines = Files.readAllLines(run.metrics());
        for (int i = 0; i < lines.size(); i++) {
            if (JSON.readTree(lines.get(i)).path("step").asInt(-1) != i) {
                outcome.put("line " + i, lines.get(i));
            }
        }
        outcome.put("steps", Integer.toString(lines.size()));
        return outcome.toString();
    }

    private static void print(Map<String, Object> line) throws IOException {
        System.out.println(JSON.writeValueAsString(new TreeMap<>(line)));
    }
}
