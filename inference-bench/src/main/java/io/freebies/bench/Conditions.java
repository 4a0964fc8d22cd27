package io.freebies.bench;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Under what conditions times were taken; times without them mean nothing. */
public final class Conditions {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Conditions() {}

    /** Names and values, in the order to print them. */
    static Map<String, String> of(BenchSettings settings, List<ModelInput> inputs) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("cpu", machine());
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

    /** The processor, such as {@code AMD EPYC 7B13, 2 logical processors}. */
    public static String machine() {
        return cpuModel() + ", " + Runtime.getRuntime().availableProcessors() + " logical processors";
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            // Linux only; elsewhere the architecture in "os" has to do.
            return "unknown";
        }
    }
}
