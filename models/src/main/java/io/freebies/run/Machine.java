package io.freebies.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a program runs on: times hold for nothing else. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Model and number, such as {@code AMD EPYC 7B13, 2 logical processors}. */
    public static String processors() {
        return cpuModel() + ", " + Runtime.getRuntime().availableProcessors() + " logical processors";
    }

    /** Of the machine or the container, whichever is less. */
    public static String memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return (system.getTotalMemorySize() >> 20) + " MiB, " + (system.getFreeMemorySize() >> 20) + " MiB free";
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
