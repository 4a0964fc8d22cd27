package io.freebies.bench.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.freebies.bench.gate.GateResult.PairResult;
import io.freebies.bench.stage.VerdictFile;
import io.freebies.verifier.runtime.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result as a page of a pull request or a job: the numbers of each pair, then every check. */
record MarkdownSummary(GateResult result) {
    String text() {
        StringBuilder text = new StringBuilder("## freebies gate: " + GateResult.word(result.exitCode()) + "\n\n");
        text.append(row(List.of(
                        "pair", "on", "mAP baseline", "mAP candidate", "difference [95 %]", "throughput ratio [95 %]")))
                .append("|---|---|---|---|---|---|\n");
        for (PairResult pair : result.pairs()) {
            for (Provider provider : result.settings().providers()) {
                text.append(row(numbers(pair, provider)));
            }
        }
        text.append("\n")
                .append(row(List.of("pair", "check", "status", "found")))
                .append("|---|---|---|---|\n");
        for (PairResult pair : result.pairs()) {
            pair.lines()
                    .forEach(line ->
                            text.append(row(List.of(pair.pair().name(), line.name(), line.status(), line.detail()))));
        }
        return text.toString();
    }

    private static List<String> numbers(PairResult pair, Provider provider) {
        JsonNode score = found(pair, provider, "eval");
        JsonNode speed = found(pair, provider, "bench");
        return List.of(
                pair.pair().name(),
                provider.option(),
                share(score.at("/baseline/map")),
                share(score.at("/map")),
                interval(score.at("/baseline/difference"), "map", "low", "high", "%+.4f"),
                interval(speed, "ratio", "ratio_low", "ratio_high", "%.4f"));
    }

    private static JsonNode found(PairResult pair, Provider provider, String step) {
        Optional<VerdictFile> verdict = pair.parts().stream()
                .filter(part -> part.step().equals(step) && part.provider() == provider)
                .findFirst()
                .flatMap(Part::verdict);
        return verdict.map(VerdictFile::json).orElse(MissingNode.getInstance());
    }

    private static String share(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.4f", number.asDouble()) : "";
    }

    private static String interval(JsonNode json, String middle, String low, String high, String format) {
        return json.path(middle).isNumber()
                ? String.format(
                        Locale.ROOT,
                        format + " [" + format + ", " + format + "]",
                        json.path(middle).asDouble(),
                        json.path(low).asDouble(),
                        json.path(high).asDouble())
                : "";
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\s+", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
