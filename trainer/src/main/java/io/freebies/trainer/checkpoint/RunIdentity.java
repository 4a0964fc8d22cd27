package io.freebies.trainer.checkpoint;

import io.freebies.data.Dataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Sha256;
import io.freebies.run.AtomicFile;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeDifference;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What must be the same for the same weights to come out; no path, no date.
 *
 * @param recipe resolved text
 * @param data classes, pictures and objects
 * @param seed of every random stream
 * @param engine version, device and threads: another one rounds differently
 * @param init checksum of the weights that the run starts from, where the recipe names some
 * @param normParts into how many parts a batch is split for the statistics of its norms; 1 where they see the whole
 */
public record RunIdentity(
        String recipe, DataListing data, long seed, String engine, Optional<String> init, int normParts) {
    private static final String INIT = "init_sha256";
    private static final String NORM_PARTS = "norm_parts";

    /** The identity of a run; reads every picture's bytes once. */
    public static RunIdentity of(
            Recipe recipe, Dataset dataset, long seed, String engine, Optional<String> init, int normParts) {
        return new RunIdentity(RecipeReader.print(recipe), DataListing.of(dataset), seed, engine, init, normParts);
    }

    /**
     * By name: {@code recipe_sha256}, {@code data_sha256}, {@code seed}, {@code engine}, {@code init_sha256} if there is
     * one, and {@code norm_parts} if there are several.
     */
    public Map<String, String> digests() {
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("recipe_sha256", recipeDigest(recipe));
        digests.put("data_sha256", Sha256.of(data.text()));
        digests.put("seed", Long.toString(seed));
        digests.put("engine", engine);
        init.ifPresent(checksum -> digests.put(INIT, checksum));
        if (normParts > 1) {
            digests.put(NORM_PARTS, Integer.toString(normParts));
        }
        return digests;
    }

    /** Leaves recipe and listing in the run directory, for people and for {@link #requireSame}. */
    public void write(RunDirectory run) {
        AtomicFile.writeText(run.recipe(), recipe);
        AtomicFile.writeText(run.data(), data.text());
    }

    /**
     * Refuses to go on with a run of another identity, showing every difference. Another engine is no reason to refuse:
     * a run may have to move.
     *
     * @param before the digests that the run was started with
     * @param warnings is told of another engine
     * @throws Failure (usage) if recipe, seed or parts differ, (data) if only the pictures or objects do
     */
    public void requireSame(Map<String, String> before, RunDirectory run, Consumer<String> warnings) {
        Map<String, String> now = digests();
        List<String> problems = new ArrayList<>();
        if (differs("recipe_sha256", before, now)) {
            problems.addAll(compare(
                    "recipe",
                    run.recipe(),
                    before.get("recipe_sha256"),
                    RunIdentity::recipeDigest,
                    text -> RecipeDifference.between(text, recipe).stream()
                            .map(RecipeDifference::toString)
                            .toList()));
        }
        if (differs(INIT, before, now)) {
            problems.add("model.init: the weights to start from have other numbers now");
        }
        if (differs("seed", before, now)) {
            problems.add("--seed: " + before.get("seed") + " before, " + seed + " now");
        }
        if (differs(NORM_PARTS, before, now)) {
            problems.add("--devices: norms saw one of " + before.getOrDefault(NORM_PARTS, "1")
                    + " parts of a batch before, one of " + normParts + " now; give as many devices as before");
        }
        ExitCode code = problems.isEmpty() ? ExitCode.DATA : ExitCode.USAGE;
        if (differs("data_sha256", before, now)) {
            problems.addAll(compare(
                    "data set",
                    run.data(),
                    before.get("data_sha256"),
                    Sha256::of,
                    text -> DataListing.parse(text).differences(data)));
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(
                    code,
                    run.root() + " was started with something else; resume with the same, or start anew elsewhere",
                    problems);
        }
        if (differs("engine", before, now)) {
            warnings.accept("the engine was " + before.get("engine") + " and is " + engine
                    + ": the results will differ from an unbroken run's by rounding");
        }
    }

    private static boolean differs(String key, Map<String, String> before, Map<String, String> now) {
        return !Objects.equals(now.get(key), before.get(key));
    }

    /** Compares with a text that the run left behind. */
    private interface Comparison {
        List<String> with(String before) throws IOException;
    }

    /** Words for people may change without another run coming of it. */
    private static String recipeDigest(String text) {
        return Sha256.of(RecipeReader.training(text));
    }

    private static List<String> compare(
            String what, Path file, @Nullable String digest, UnaryOperator<String> digests, Comparison comparison) {
        try {
            String before = Files.readString(file);
            if (digests.apply(before).equals(digest)) {
                return comparison.with(before);
            }
        } catch (IOException e) {
            // Said below.
        }
        return List.of(what + ": another one; the difference cannot be shown, since " + file + " was changed");
    }
}
