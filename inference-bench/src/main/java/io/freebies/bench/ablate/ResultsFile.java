package io.freebies.bench.ablate;

import io.freebies.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The raw results, one line a run, each run once.
 *
 * @param file may not exist yet
 */
record ResultsFile(Path file) {
    /** Adds a run if it is not there yet. */
    synchronized void add(RunResult result) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (lines.stream().noneMatch(line -> RunResult.parse(line, file).run().equals(result.run()))) {
            String before = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
            AtomicFile.writeText(file, before + result.line());
        }
    }
}
