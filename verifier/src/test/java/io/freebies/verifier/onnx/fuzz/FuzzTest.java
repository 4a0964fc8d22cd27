package io.freebies.verifier.onnx.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.verifier.onnx.fuzz.Fuzz.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few hundred mutants; {@link FuzzMain} tries thousands. */
@Tag("engine")
class FuzzTest {
    private static final int MUTANTS = 400;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void damagedModelsAreRefusedOrRun() throws IOException {
        Fuzz fuzz = new Fuzz(folder.resolve("mutant.onnx"));
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (long seed = 0; seed < MUTANTS; seed++) {
            outcomes.merge(fuzz.run(seed), 1, Integer::sum);
        }
        // The mutator is of use only if it gets through to every stage.
        assertThat(outcomes).containsOnlyKeys(Outcome.values());
    }
}
