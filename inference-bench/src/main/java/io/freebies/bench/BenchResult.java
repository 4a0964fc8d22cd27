package io.freebies.bench;

import io.freebies.bench.equivalence.Block;
import io.freebies.bench.equivalence.Finding;
import io.freebies.bench.equivalence.Interval;
import io.freebies.bench.equivalence.Look;
import io.freebies.bench.equivalence.SequentialTest.Outcome;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A finding with what it rests on.
 *
 * @param settings what was asked
 * @param conditions names and values
 * @param outcome what was measured
 * @param seconds measuring took, without loading and warming
 * @param baseline latencies and more of the baseline
 * @param candidate the same of the candidate
 * @param instructions what counting them found, if that was asked for
 */
record BenchResult(
        BenchSettings settings,
        Map<String, String> conditions,
        Outcome outcome,
        double seconds,
        ModelTimes baseline,
        ModelTimes candidate,
        Optional<Check> instructions) {
    /** What the file says. Ratios are throughput divided by the baseline's; intervals hold 95 %; times are in ms. */
    Verdict verdict() {
        Look look = outcome.look();
        Map<String, Object> facts = new LinkedHashMap<>();
        putRatio(facts, "ratio", "ratio", look.ratio(), look.likely());
        facts.put("margin", settings.test().margin());
        putRatio(facts, "control_ratio", "control", look.control(), look.controlLikely());
        facts.put("blocks", look.blocks());
        facts.put("seconds", seconds);
        facts.put("baseline_ms", median(Block::baseline));
        facts.put("candidate_ms", median(Block::candidate));
        facts.put("control_ms", median(Block::control));
        facts.put("baseline", settings.baseline().toString());
        facts.put("candidate", settings.candidate().toString());
        facts.put("baseline_model", baseline.facts());
        facts.put("candidate_model", candidate.facts());
        look.moreBlocks().ifPresent(more -> facts.put("more_blocks_to_decide", more));
        facts.put("seed", settings.seed());
        facts.put("conditions", conditions);
        List<Check> checks = new ArrayList<>(List.of(new Check("throughput", status(look), reason())));
        instructions.ifPresent(checks::add);
        return new Verdict(finding().name(), checks, facts);
    }

    /** Equal times with unequal instructions are luck. */
    Finding finding() {
        boolean unequal =
                instructions.filter(check -> check.status() == Status.FAILED).isPresent();
        return unequal ? Finding.DIFFERENT : outcome.look().finding();
    }

    /** Why it was found, and what to do where nothing was. */
    String reason() {
        Look look = outcome.look();
        if (look.moreBlocks().isEmpty()) {
            return look.reason();
        }
        long more = look.moreBlocks().getAsLong();
        double each = seconds / look.blocks();
        return String.format(
                Locale.ROOT,
                "%s, in about %.0f s; use --rounds %d --seconds %.0f",
                look.reason(),
                Math.ceil(more * each),
                look.blocks() + more,
                Math.ceil((look.blocks() + more) * each));
    }

    /** The median block time of one of the three, in milliseconds per inference. */
    double median(ToDoubleFunction<Block> time) {
        return median(outcome, time);
    }

    /** The same, of any outcome. */
    static double median(Outcome outcome, ToDoubleFunction<Block> time) {
        return new Median().evaluate(outcome.blocks().stream().mapToDouble(time).toArray());
    }

    private static Status status(Look look) {
        return switch (look.finding()) {
            case EQUIVALENT -> Status.PASSED;
            case DIFFERENT -> Status.FAILED;
            case INCONCLUSIVE -> Status.INCONCLUSIVE;
        };
    }

    private static void putRatio(Map<String, Object> facts, String name, String prefix, double log, Interval logs) {
        Interval ratios = logs.exp();
        facts.put(name, Math.exp(log));
        facts.put(prefix + "_low", ratios.low());
        facts.put(prefix + "_high", ratios.high());
    }
}
