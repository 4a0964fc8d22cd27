package io.freebies.bench.instructions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.bench.TinyOnnx;
import io.freebies.run.Check.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionCounterTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aFileCostsWhatItCostsAndALongerOneMore() throws IOException {
        Optional<InstructionCounter> counter = InstructionCounter.find();
        assumeTrue(counter.isPresent(), "needs valgrind");
        Path shorter = TinyOnnx.chain(folder.resolve("shorter.onnx"), 10, 64);
        Path longer = TinyOnnx.chain(folder.resolve("longer.onnx"), 11, 64);
        double once = count(counter.get(), shorter);
        assertThat(new InstructionRatio(once, count(counter.get(), shorter))
                        .check()
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(new InstructionRatio(once, count(counter.get(), longer))
                        .check()
                        .status())
                .isEqualTo(Status.FAILED);
    }

    private static double count(InstructionCounter counter, Path model) {
        return counter.perInference(model, Map.of("images", List.of(1L, 32L, 64L, 64L)), 3);
    }

    @Test
    void theMarginIsOfTheRatio() {
        assertThat(new InstructionRatio(10_000, 10_009).check().status()).isEqualTo(Status.PASSED);
        assertThat(new InstructionRatio(10_000, 9_988).check().status()).isEqualTo(Status.FAILED);
    }
}
