package io.freebies.bench.ablate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One training with its score.
 *
 * @param row the way to train
 * @param seed of the training
 * @param identity what fixes the weights
 * @param data to learn from and to be scored on
 * @param folder where it all goes
 */
record PlannedRun(Row row, long seed, Identity identity, StudyData data, Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_SECOND = 1e9;

    /** The run's name, which is its folder's. */
    String name() {
        return folder.getFileName().toString();
    }

    private Path resultFile() {
        return folder.resolve("result.json");
    }

    /** The detections on the pictures to be scored on. */
    Path detections() {
        return folder.resolve("detections.json");
    }

    boolean isDone() {
        return Files.exists(resultFile());
    }

    RunResult result() {
        return RunResult.read(resultFile());
    }

    /** Trains, exports and scores; goes on where an earlier attempt was cut off. */
    RunResult make(Launcher launcher, Path log) throws IOException, InterruptedException, StepFailure {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        boolean resumed = Files.exists(run.recipe());
        long start = System.nanoTime();
        launcher.run(Step.work("train " + name(), train(run)), log);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        launcher.run(Step.work("export " + name(), List.of("export", run.root().toString())), log);
        Path score = folder.resolve("score.json");
        launcher.run(Step.work("eval " + name(), eval(run, score)), log);
        RunResult result = result(JSON.readTree(score.toFile()), seconds, resumed);
        result.write(resultFile());
        return result;
    }

    private List<String> train(RunDirectory run) {
        List<String> arguments = arguments(row);
        arguments.addAll(data.trainArguments());
        arguments.addAll(
                List.of("--seed", Long.toString(seed), "--out", run.root().toString(), "--resume"));
        return arguments;
    }

    /** The command and what names the way to train. */
    static List<String> arguments(Row row) {
        List<String> arguments = new ArrayList<>(List.of("train", "--recipe", row.recipe()));
        row.set().forEach(set -> arguments.addAll(List.of("--set", set)));
        row.epochs().ifPresent(epochs -> arguments.addAll(List.of("--epochs", Integer.toString(epochs))));
        return arguments;
    }

    private List<String> eval(RunDirectory run, Path score) {
        return List.of(
                "eval",
                run.model().toString(),
                "--data",
                data.test(),
                "--json",
                score.toString(),
                "--detections-out",
                detections().toString());
    }

    private RunResult result(JsonNode score, double seconds, boolean resumed) {
        ObjectNode json = JSON.createObjectNode();
        json.put("run", name());
        json.put("recipe", row.recipe());
        json.set("set", JSON.valueToTree(row.set()));
        row.epochs().ifPresent(epochs -> json.put("epochs", epochs));
        json.put("recipe_sha256", identity.recipe());
        json.put("init_sha256", identity.init());
        json.put("data_sha256", identity.data());
        json.put("test_sha256", data.testSha256());
        json.put("seed", seed);
        json.put("engine", identity.engine());
        json.put("data", data.train());
        json.put("test", data.test());
        for (String key : List.of("metric", "map", "per_class_ap")) {
            json.set(key, score.path(key));
        }
        json.put("seconds", Math.round(10 * seconds) / 10.0);
        // Then the seconds are those of the last attempt alone.
        json.put("resumed", resumed);
        return new RunResult(json);
    }
}
