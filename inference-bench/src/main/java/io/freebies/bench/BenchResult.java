package io.freebies.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.bench.equivalence.Block;
import io.freebies.bench.equivalence.Interval;
import io.freebies.bench.equivalence.Look;
import io.freebies.bench.equivalence.SequentialTest.Outcome;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A verdict with what it rests on.
 *
 * @param settings what was asked
 * @param conditions names and values
 * @param outcome what was measured
 * @param seconds measuring took, without loading and warming
 */
record BenchResult(BenchSettings settings, Map<String, String> conditions, Outcome outcome, double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The verdict file. Ratios are throughput divided by the baseline's; intervals hold 95 %; times in milliseconds. */
    ObjectNode toJson() {
        Look look = outcome.look();
        ObjectNode json = JSON.createObjectNode();
        json.put("verdict", look.verdict().name());
        json.put("reason", look.reason());
        putRatio(json, "ratio", look.ratio(), look.likely());
        json.put("margin", settings.test().margin());
        putRatio(json, "control", look.control(), look.controlLikely());
        json.put("blocks", look.blocks());
        json.put("seconds", seconds);
        json.put("baseline_ms", median(Block::baseline));
        json.put("candidate_ms", median(Block::candidate));
        json.put("control_ms", median(Block::control));
        json.put("baseline", settings.baseline().toString());
        json.put("candidate", settings.candidate().toString());
        json.put("seed", settings.seed());
        ObjectNode under = json.putObject("conditions");
        conditions.forEach(under::put);
        return json;
    }

    /** The median block time of one of the three, in milliseconds per inference. */
    double median(ToDoubleFunction<Block> time) {
        return new Median().evaluate(outcome.blocks().stream().mapToDouble(time).toArray());
    }

    private static void putRatio(ObjectNode json, String name, double log, Interval logs) {
        Interval ratios = logs.exp();
        json.put(name.equals("ratio") ? name : name + "_ratio", Math.exp(log));
        json.put(name + "_low", ratios.low());
        json.put(name + "_high", ratios.high());
    }
}
