package io.freebies.verifier.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.run.AtomicFile;
import io.freebies.score.ScoreCard;
import io.freebies.score.SeedSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Trainings that differ in nothing but their seed, on the same data.
 *
 * @param runs at least two
 */
public record SeedRuns(List<Evaluation> runs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public SeedRuns {
        runs = List.copyOf(runs);
    }

    /** For people: a line per run, then mean, standard deviation and interval, in percent. */
    public String table() {
        String lines = runs.stream()
                .map(run -> String.format(
                        Locale.ROOT,
                        "%6.2f  %s%n",
                        100 * run.evaluator().score().map(),
                        run.model()))
                .collect(Collectors.joining());
        return lines
                + summary(ScoreCard::map)
                        .map(seeds -> String.format(
                                Locale.ROOT,
                                "mean of %d seeds %.2f, standard deviation %.2f, 95 %% interval [%.2f, %.2f]%n",
                                seeds.runs(),
                                100 * seeds.mean(),
                                100 * seeds.deviation(),
                                100 * seeds.low(),
                                100 * seeds.high()))
                        .orElse("no object to find\n");
    }

    /**
     * Writes {@code runs}, each as {@link Evaluation#write} has it, and {@code seeds} with {@code map} and
     * {@code per_class_ap}, which hold {@code runs, mean, deviation, low, high}, or null where there is no object.
     */
    public void write(Path file) {
        ObjectNode json = JSON.createObjectNode();
        runs.forEach(run -> json.withArray("/runs").add(run.json()));
        ObjectNode seeds = json.putObject("seeds");
        put(seeds, "map", summary(ScoreCard::map));
        ObjectNode perClass = seeds.putObject("per_class_ap");
        Evaluation first = runs.get(0);
        for (String name : first.data().classes()) {
            put(perClass, first.key(name), summary(card -> card.perClassAp().getOrDefault(name, Double.NaN)));
        }
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
    }

    /** Nothing where there is no object, which all runs have in common. */
    private Optional<SeedSummary> summary(ToDoubleFunction<ScoreCard> score) {
        double[] scores = runs.stream()
                .map(run -> run.evaluator().score())
                .mapToDouble(score)
                .toArray();
        return Double.isNaN(scores[0]) ? Optional.empty() : Optional.of(SeedSummary.of(scores));
    }

    private static void put(ObjectNode json, String key, Optional<SeedSummary> summary) {
        summary.ifPresentOrElse(seeds -> json.set(key, JSON.valueToTree(seeds)), () -> json.putNull(key));
    }
}
