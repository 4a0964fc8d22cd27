package io.freebies.trainer;

import com.sun.management.OperatingSystemMXBean;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has of the machine's memory, engine included, as Linux tells it; in bytes. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    /** What to write is described in the Linux manual, proc(5): 5 resets the peak. */
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private ProcessMemory() {}

    /** What it has now. */
    static long resident() {
        return kilobytes(STATUS, "VmRSS:") << 10;
    }

    /** The most that it had since {@link #resetPeak}. */
    static long peak() {
        return kilobytes(STATUS, "VmHWM:") << 10;
    }

    /** Begins the peak anew. */
    static void resetPeak() {
        try {
            Files.writeString(CLEAR, "5");
        } catch (IOException e) {
            throw unknown(e.toString());
        }
    }

    /** What it may still take, by the machine and by the limit of its container. */
    static long available() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return Math.min(kilobytes(MACHINE, "MemAvailable:") << 10, system.getTotalMemorySize() - resident());
    }

    private static long kilobytes(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> unknown(file + " has no " + key));
        } catch (IOException e) {
            throw unknown(e.toString());
        }
    }

    private static Failure unknown(String why) {
        return Failure.environment("cannot tell how much memory a step takes, as Linux would (" + why
                + "); name optimiser.accumulate instead of --auto-batch");
    }
}
