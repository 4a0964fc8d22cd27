package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Safetensors;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.checkpoint.CheckpointFolder;
import io.freebies.trainer.djl.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut off anywhere goes on to the same bytes. */
@Tag("engine")
class ResumeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path data;
    private static RunDirectory whole;

    @BeforeAll
    static void trainWithoutABreak() {
        data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
        TinyRun run = new TinyRun(data, folder.resolve("whole"));
        assertThat(run.start(false)).isTrue();
        whole = run.run();
    }

    private static void assertSameAsWhole(RunDirectory run) throws IOException {
        assertThat(run.weightsKinds()).containsExactly("ema", "last", "swa");
        for (String kind : whole.weightsKinds()) {
            assertThat(run.weights(kind)).as(kind).hasSameBinaryContentAs(whole.weights(kind));
            assertThat(run.probe(kind)).as(kind).hasSameBinaryContentAs(whole.probe(kind));
        }
        assertThat(metrics(run)).isEqualTo(metrics(whole)).hasSize(9);
    }

    /** All that is not the clock's. */
    private static List<JsonNode> metrics(RunDirectory run) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.metrics())) {
            lines.add(((ObjectNode) JSON.readTree(line)).without("images_per_second"));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9})
    void stoppedAfterAnyStepItGoesOnToTheSameBytes(int steps) throws IOException {
        TinyRun cut = new TinyRun(data, folder.resolve("stopped-" + steps));
        assertThat(cut.start(false, TinyRun.after(steps))).isFalse();
        assertThat(cut.run().weightsKinds()).doesNotContain("swa");
        TinyRun rest = new TinyRun(data, cut.run().root(), new TrainingOptions(Devices.CPU, 8, 2, 0, false));
        assertThat(rest.start(true)).isTrue();
        assertSameAsWhole(rest.run());
    }

    @Test
    void weightsLeftOnTheWayAreThoseOfTheirEpochAndChangeNothing() throws IOException {
        TinyRun run = new TinyRun(data, folder.resolve("epochs"), new TrainingOptions(Devices.CPU, 2, 500, 1, false));
        assertThat(run.start(false)).isTrue();
        assertThat(run.run().epochs()).containsExactly(1, 2, 3);
        assertThat(run.run().weights("last")).hasSameBinaryContentAs(whole.weights("last"));
        assertThat(digest(run, 3))
                .isEqualTo(Safetensors.read(whole.weights("last")).sha256());
        assertThat(digest(run, 2)).isNotEqualTo(digest(run, 3));
        TinyRun cut = new TinyRun(data, folder.resolve("epochs-cut"), new TrainingOptions(Devices.CPU, 2, 2, 2, false));
        assertThat(cut.start(false, TinyRun.after(4))).isFalse();
        assertThat(cut.start(true)).isTrue();
        assertThat(cut.run().epochs()).containsExactly(2);
        assertThat(digest(cut, 2)).isEqualTo(digest(run, 2));
    }

    private static String digest(TinyRun run, int epoch) throws IOException {
        return Safetensors.read(run.run().weights(RunDirectory.ofEpoch(epoch))).sha256();
    }

    @Test
    void stoppedAgainAndAgainItGoesOnToTheSameBytes() throws IOException {
        Path root = folder.resolve("again");
        int pieces = 1;
        while (!new TinyRun(data, root).start(true, TinyRun.after(3))) {
            pieces++;
        }
        assertThat(pieces).isGreaterThan(3);
        assertSameAsWhole(new RunDirectory(root));
    }

    @Test
    void killedBetweenCheckpointsItGoesOnFromTheLastOne() throws IOException {
        TinyRun cut = new TinyRun(data, folder.resolve("killed"), new TrainingOptions(Devices.CPU, 1, 2, 0, false));
        BooleanSupplier after = TinyRun.after(5);
        assertThatThrownBy(() -> cut.start(false, () -> {
                    if (after.getAsBoolean()) {
                        throw new IllegalStateException("power cut");
                    }
                    return false;
                }))
                .hasMessage("power cut");
        assertThat(cut.start(true)).isTrue();
        assertSameAsWhole(cut.run());
    }

    @Test
    void whereTheNewestCheckpointIsDamagedItGoesOnFromTheOneBefore() throws IOException {
        TinyRun cut = new TinyRun(data, folder.resolve("damaged"));
        cut.start(false, TinyRun.after(7));
        Path newest = cut.run().checkpoints().resolve("step-000000007.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2]++;
        Files.write(newest, bytes);
        assertThat(cut.start(true)).isTrue();
        assertThat(cut.message()).contains("step-000000007.safetensors is damaged");
        assertSameAsWhole(cut.run());
    }

    @Test
    void aFullDiskEndsTheRunWithTheLastCheckpointWholeAndWithRoomItGoesOnToTheSameBytes() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs the device that is always full");
        TinyRun cut = new TinyRun(data, folder.resolve("full"), new TrainingOptions(Devices.CPU, 2, 2, 0, false));
        cut.start(false, TinyRun.after(3));
        Path next = cut.run().checkpoints().resolve("step-000000004.safetensors.part");
        Files.createSymbolicLink(next, Path.of("/dev/full"));
        assertThatThrownBy(() -> cut.start(true))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContainingAll("step-000000004", "No space left on device");
        assertThat(new CheckpointFolder(cut.run().checkpoints(), 3)
                        .newest(damage -> {})
                        .orElseThrow()
                        .step())
                .isEqualTo(3);
        assertThat(cut.start(true)).isTrue();
        assertThat(cut.message()).doesNotContain("damaged");
        assertSameAsWhole(cut.run());
    }

    @Test
    void aRunThatIsDoneIsLeftAsItIs() throws IOException {
        TinyRun again = new TinyRun(data, whole.root());
        assertThat(again.start(true)).isTrue();
        assertSameAsWhole(whole);
    }

    @Test
    void anotherRecipeIsRefusedShowingTheKeyAndBothValues() throws IOException {
        TinyRun other = new TinyRun(data, folder.resolve("other"));
        other.start(false, TinyRun.after(1));
        byte[] recipe = Files.readAllBytes(other.run().recipe());
        assertThatThrownBy(() -> other.start(true, "optimiser.learning_rate=0.5"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("optimiser.learning_rate: 0.006 before, 0.5 now");
        assertThat(other.run().recipe()).hasBinaryContent(recipe);
    }

    @Test
    void anotherPictureIsRefusedByName() throws IOException {
        Path pictures = folder.resolve("pictures");
        SyntheticDataset.write(pictures, 12, 4, 1);
        TinyRun run = new TinyRun(pictures, folder.resolve("pictures-run"));
        run.start(false, TinyRun.after(1));
        Path picture = pictures.resolve("JPEGImages/train_000003.jpg");
        byte[] bytes = Files.readAllBytes(picture);
        bytes[bytes.length / 2] ^= 1;
        Files.write(picture, bytes);
        assertThatThrownBy(() -> run.start(true))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("picture train_000003: another file");
    }

    @Test
    void nothingUnfinishedIsLeftBehind() throws IOException {
        try (Stream<Path> files = Files.walk(whole.root())) {
            assertThat(files.filter(f -> f.toString().endsWith(".part"))).isEmpty();
        }
    }
}
