package io.freebies.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.run.Check.Status;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a set of checks comes to. In its file: {@code verdict}, {@code status}, {@code checks} with {@code name},
 * {@code status} and {@code detail} each, then the facts.
 *
 * @param word the finding in one word, such as {@code IDENTICAL}
 * @param checks at least one
 * @param facts what else the file holds, by key, in order: numbers, text, lists and maps of these
 */
public record Verdict(String word, List<Check> checks, Map<String, Object> facts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the collections. */
    public Verdict {
        checks = List.copyOf(checks);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Failed if any check failed, else inconclusive if any was, else passed if any passed, else skipped. */
    public Status status() {
        for (Status status : List.of(Status.FAILED, Status.INCONCLUSIVE, Status.PASSED)) {
            if (checks.stream().anyMatch(check -> check.status() == status)) {
                return status;
            }
        }
        return Status.SKIPPED;
    }

    /** How a command with this verdict ends; checks that were all skipped decide nothing. */
    public ExitCode exitCode() {
        return switch (status()) {
            case PASSED -> ExitCode.OK;
            case FAILED -> ExitCode.CHECK_FAILED;
            case INCONCLUSIVE, SKIPPED -> ExitCode.INCONCLUSIVE;
        };
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("verdict", word);
        all.put("status", status().word());
        all.put("checks", checks.stream().map(Verdict::entry).toList());
        all.putAll(facts);
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all)));
    }

    private static Map<String, String> entry(Check check) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("name", check.name());
        entry.put("status", check.status().word());
        entry.put("detail", check.detail());
        return entry;
    }
}
