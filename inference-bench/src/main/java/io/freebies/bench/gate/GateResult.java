package io.freebies.bench.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.bench.gate.GateSettings.Pair;
import io.freebies.bench.gate.Part.Line;
import io.freebies.failure.ExitCode;
import io.freebies.run.AtomicFile;
import io.freebies.run.Check;
import io.freebies.run.Toolkit;
import io.freebies.run.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the gate found of all pairs. */
record GateResult(GateSettings settings, List<PairResult> pairs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A machine that lacks something says nothing of the models, broken data little, a failed check most. */
    private static final List<ExitCode> WORST_FIRST =
            List.of(ExitCode.ENVIRONMENT, ExitCode.DATA, ExitCode.CHECK_FAILED, ExitCode.INCONCLUSIVE, ExitCode.OK);

    /** Copies the list. */
    GateResult {
        pairs = List.copyOf(pairs);
    }

    /** What was found of one pair. */
    record PairResult(Pair pair, List<Part> parts) {
        /** Copies the list. */
        PairResult {
            parts = List.copyOf(parts);
        }

        /** The lines of all its parts. */
        List<Line> lines() {
            return parts.stream().flatMap(part -> part.lines().stream()).toList();
        }

        /** How a gate with this pair alone would end. */
        ExitCode exitCode() {
            List<Check> checks =
                    parts.stream().flatMap(part -> part.checks().stream()).toList();
            ExitCode ofChecks = new Verdict("", checks, Map.of()).exitCode();
            Stream<ExitCode> ofProblems =
                    parts.stream().flatMap(part -> part.problem().stream()).map(problem -> problem.code());
            return worst(Stream.concat(Stream.of(ofChecks), ofProblems).toList());
        }
    }

    /** How the gate ends: as its worst pair. */
    ExitCode exitCode() {
        return worst(pairs.stream().map(PairResult::exitCode).toList());
    }

    private static ExitCode worst(List<ExitCode> codes) {
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(ExitCode.ENVIRONMENT);
    }

    /** The verdict in one word or two. */
    static String word(ExitCode code) {
        return switch (code) {
            case OK -> "PASSED";
            case CHECK_FAILED -> "FAILED";
            case INCONCLUSIVE -> "INCONCLUSIVE";
            case DATA, USAGE -> "BAD DATA";
            case ENVIRONMENT -> "ENVIRONMENT";
        };
    }

    /** Every check in a line, for a terminal. */
    String table() {
        int width = pairs.stream()
                .mapToInt(result -> result.pair().name().length())
                .max()
                .orElse(0);
        return pairs.stream()
                .flatMap(result -> result.lines().stream()
                        .map(line -> String.format(
                                Locale.ROOT,
                                "%-" + width + "s  %-30s %-12s %s",
                                result.pair().name(),
                                line.name(),
                                line.status(),
                                line.detail())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Writes {@code gate.json}, {@code junit.xml} and {@code summary.md} to the folder of results. */
    void write() {
        AtomicFile.write(
                settings.out().resolve("gate.json"),
                out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json())));
        AtomicFile.write(settings.out().resolve("junit.xml"), new JunitReport(this)::writeTo);
        AtomicFile.writeText(settings.out().resolve("summary.md"), new MarkdownSummary(this).text());
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("verdict", word(exitCode()));
        json.put("exit_code", exitCode().number());
        json.put("toolkit", Toolkit.version());
        ArrayNode list = json.putArray("pairs");
        for (PairResult result : pairs) {
            ObjectNode pair = list.addObject();
            pair.put("name", result.pair().name());
            pair.put("verdict", word(result.exitCode()));
            pair.put("baseline", result.pair().baseline().toString());
            pair.put("candidate", result.pair().candidate().toString());
            ArrayNode parts = pair.putArray("parts");
            result.parts().forEach(part -> add(part, parts.addObject()));
        }
        return json;
    }

    private static void add(Part part, ObjectNode json) {
        json.put("step", part.step());
        json.put("provider", part.provider().option());
        json.put("finished_before", part.kept());
        json.put("seconds", part.seconds());
        part.problem().ifPresent(problem -> {
            json.put("error", problem.message());
            json.put("error_exit_code", problem.code().number());
        });
        ArrayNode checks = json.putArray("checks");
        for (Check check : part.checks()) {
            checks.addObject()
                    .put("name", check.name())
                    .put("status", check.status().word())
                    .put("detail", check.detail());
        }
        part.verdict().ifPresent(verdict -> {
            json.put("file", verdict.file().toString());
            json.set("found", verdict.json());
        });
    }
}
