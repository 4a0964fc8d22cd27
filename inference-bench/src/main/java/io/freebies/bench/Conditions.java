package io.freebies.bench;

import ai.onnxruntime.OrtEnvironment;
import io.freebies.run.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Under what conditions times were taken; times without them mean nothing. */
final class Conditions {
    private Conditions() {}

    /** Names and values, in the order to print them. */
    static Map<String, String> of(BenchSettings settings, List<ModelInput> inputs) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("cpu", Machine.processors());
        conditions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        conditions.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        conditions.put("onnx_runtime", OrtEnvironment.getEnvironment().getVersion());
        conditions.put("provider", settings.provider().option());
        conditions.put("threads", settings.threads() + ", not spinning");
        conditions.put(
                "clock", Clock.of(settings.provider(), settings.threads()).toString());
        conditions.put("batch", String.valueOf(settings.batch()));
        conditions.put(
                "input",
                inputs.stream()
                        .map(i -> i.name() + " " + i.shapeFor(settings.batch(), settings.baseline()))
                        .collect(Collectors.joining(", ")));
        return conditions;
    }
}
