package io.freebies.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.run.Check.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
    private static Verdict of(Status... statuses) {
        List<Check> checks =
                Stream.of(statuses).map(s -> new Check("c", s, "because")).toList();
        return new Verdict("WORD", checks, Map.of("number", 1.5));
    }

    @Test
    void oneFailureFailsAndASkippedCheckNeverPasses() {
        assertThat(of(Status.PASSED, Status.SKIPPED).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(of(Status.PASSED, Status.INCONCLUSIVE).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(of(Status.INCONCLUSIVE, Status.FAILED, Status.PASSED).exitCode())
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(of(Status.SKIPPED).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void theFileHoldsVerdictStatusChecksAndFacts(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("v.json");
        of(Status.FAILED).write(file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.properties().stream().map(Map.Entry::getKey))
                .containsExactly("verdict", "status", "checks", "number");
        assertThat(json.path("status").asText()).isEqualTo("failed");
        assertThat(json.at("/checks/0")).hasToString("{\"name\":\"c\",\"status\":\"failed\",\"detail\":\"because\"}");
    }
}
