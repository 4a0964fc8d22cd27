package io.freebies.exporter;

import io.freebies.run.CommandLineMain;
import java.util.List;

/** The exporter stage's process. */
public final class ExporterMain {
    private ExporterMain() {}

    /** Runs {@code export ...} and ends the process with its exit code. */
    public static void main(String... args) {
        CommandLineMain.exit(List.of(new ExportCommand()), args);
    }
}
