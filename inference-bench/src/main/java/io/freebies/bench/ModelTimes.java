package io.freebies.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What is worth knowing of one model beside the verdict. Latencies are wall time, of every inference that was measured.
 *
 * @param bytes of the file
 * @param loads milliseconds that each session took to load, in order; the first of a process also starts the runtime
 * @param latencies nanoseconds per inference
 * @param imagesPerSecond pictures by the {@link Clock}, at the median block
 */
record ModelTimes(long bytes, List<Double> loads, Histogram latencies, double imagesPerSecond) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    /** Copies the list. */
    ModelTimes {
        loads = List.copyOf(loads);
    }

    /** The latency in milliseconds that so many per cent of the inferences do not exceed. */
    double percentile(double percent) {
        return latencies.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** For the verdict's file. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("latency_p50_ms", percentile(50));
        facts.put("latency_p90_ms", percentile(90));
        facts.put("latency_p99_ms", percentile(99));
        facts.put("inferences", latencies.getTotalCount());
        facts.put("images_per_second", imagesPerSecond);
        facts.put("load_ms", loads);
        facts.put("file_bytes", bytes);
        return facts;
    }

    /** For people, in one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.3f, p90 %.3f, p99 %.3f ms; %.1f images/s; loaded in %s ms; %.2f MB",
                percentile(50),
                percentile(90),
                percentile(99),
                imagesPerSecond,
                String.join(
                        ", ",
                        loads.stream()
                                .map(load -> String.format(Locale.ROOT, "%.0f", load))
                                .toList()),
                bytes / BYTES_PER_MEGABYTE);
    }
}
