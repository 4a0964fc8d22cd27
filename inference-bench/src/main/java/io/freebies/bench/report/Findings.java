package io.freebies.bench.report;

import io.freebies.bench.stage.VerdictFile;
import io.freebies.run.Check;
import io.freebies.run.Verdict;
import io.freebies.score.PairedBootstrap.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the other weights come at no cost: the same architecture and the same throughput. The difference in mAP is
 * reported with its sign as it is and decides nothing, since no one training on small data can promise it.
 *
 * @param accuracy both scores
 * @param identity the verifier's verdict
 * @param throughput the benchmark's verdict
 * @param seconds by step
 */
record Findings(Accuracy accuracy, VerdictFile identity, VerdictFile throughput, Map<String, Double> seconds) {
    static Findings read(ReportFolder folder, Accuracy accuracy, Map<String, Double> seconds) {
        return new Findings(
                accuracy,
                VerdictFile.read(folder.verdict("identity")),
                VerdictFile.read(folder.verdict("throughput")),
                seconds);
    }

    /** Passed, failed or inconclusive, with every number that the table shows. */
    Verdict verdict() {
        List<Check> checks = List.of(
                new Check("identity", identity.status(), identity.word()),
                new Check("throughput", throughput.status(), throughput.word()));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("baseline_map", accuracy.baseline().map());
        facts.put("candidate_map", accuracy.candidate().map());
        facts.put("difference", accuracy.difference().difference());
        facts.put("difference_low", accuracy.difference().low());
        facts.put("difference_high", accuracy.difference().high());
        facts.put("identity", identity.word());
        facts.put("throughput", throughput.word());
        for (String ratio : List.of("ratio", "ratio_low", "ratio_high")) {
            facts.put(ratio, throughput.number(ratio));
        }
        facts.put("seconds", seconds);
        String word = new Verdict("", checks, Map.of()).status().name();
        return new Verdict(word, checks, facts);
    }

    /** The result for a terminal. */
    String table(Pair pair) {
        double ratio = throughput.number("ratio");
        return String.join(
                System.lineSeparator(),
                row("", pair.baseline().title(), pair.candidate().title(), "difference [95 %]"),
                row(
                        "mAP, %",
                        points(accuracy.baseline().map()),
                        points(accuracy.candidate().map()),
                        difference()),
                row("fingerprint", fingerprint("baseline"), fingerprint("candidate"), identity.word()),
                row(
                        "time, ms",
                        String.format(Locale.ROOT, "%.3f", throughput.number("baseline_ms")),
                        String.format(Locale.ROOT, "%.3f", throughput.number("candidate_ms")),
                        String.format(
                                Locale.ROOT,
                                "throughput x %.3f [%.3f, %.3f], %s",
                                ratio,
                                throughput.number("ratio_low"),
                                throughput.number("ratio_high"),
                                throughput.word())));
    }

    /** The difference in mAP in points, with its interval. */
    String difference() {
        return points(accuracy.difference()) + " points";
    }

    /** A difference in points, with its interval. */
    static String points(Difference difference) {
        return String.format(
                Locale.ROOT,
                "%+.2f [%+.2f, %+.2f]",
                100 * difference.difference(),
                100 * difference.low(),
                100 * difference.high());
    }

    /** What identifies one side's architecture: the hash's first digits. */
    String fingerprint(String side) {
        String whole = identity.json().at("/" + side + "/fingerprint").asText("unknown");
        return whole.substring(0, Math.min(12, whole.length()));
    }

    /** A share as per cent. */
    static String points(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static String row(String name, String baseline, String candidate, String difference) {
        return String.format(Locale.ROOT, "%-12s %14s %16s   %s", name, baseline, candidate, difference);
    }
}
