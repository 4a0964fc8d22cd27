package io.freebies.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Epochs are ten steps long. */
class CheckpointFolderTest {
    @TempDir
    Path root;

    private CheckpointFolder folder = new CheckpointFolder(Path.of(""), 10);
    private final List<String> damaged = new ArrayList<>();

    @BeforeEach
    void open() {
        folder = new CheckpointFolder(root.resolve("checkpoints"), 10);
    }

    private void write(long... steps) {
        for (long step : steps) {
            folder.write(Checkpoints.at(step));
        }
    }

    private Path file(long step) {
        return folder.folder().resolve(String.format("step-%09d.safetensors", step));
    }

    private void damage(long step) throws IOException {
        byte[] bytes = Files.readAllBytes(file(step));
        bytes[bytes.length - 1]++;
        Files.write(file(step), bytes);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.folder())) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private long newest() {
        return folder.newest(damaged::add).orElseThrow().step();
    }

    @Test
    void theNewestAndTheThreeNewestEndsOfEpochsAreKept() throws IOException {
        write(0, 5, 10, 15, 20, 25, 30, 35, 38);
        assertThat(names())
                .containsExactly(
                        "step-000000010.safetensors",
                        "step-000000020.safetensors",
                        "step-000000030.safetensors",
                        "step-000000038.safetensors");
        assertThat(newest()).isEqualTo(38);
        assertThat(damaged).isEmpty();
    }

    @Test
    void aRunThatNeverKeptAnythingHasNone() {
        assertThat(folder.newest(damaged::add)).isEmpty();
    }

    @Test
    void whereTheNewestIsDamagedTheOneBeforeIsTakenAndSaid() throws IOException {
        write(0, 10, 15);
        damage(15);
        assertThat(newest()).isEqualTo(10);
        assertThat(damaged).singleElement().asString().contains("step-000000015", "damaged", "checksum");
        write(12);
        assertThat(names()).doesNotContain("step-000000015.safetensors");
    }

    @Test
    void whereAllAreDamagedTheRunIsNotSilentlyStartedAgain() throws IOException {
        write(0, 10);
        damage(0);
        damage(10);
        assertThatThrownBy(this::newest)
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContainingAll("step-000000000", "step-000000010", "no checkpoint to resume from");
    }

    @Test
    void aFullDiskLeavesTheLastGoodOne() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs the device that is always full");
        write(0, 10);
        List<String> before = names();
        Files.createSymbolicLink(file(15).resolveSibling(file(15).getFileName() + ".part"), Path.of("/dev/full"));
        assertThatThrownBy(() -> write(15))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContainingAll("step-000000015", "No space left on device");
        assertThat(names()).isEqualTo(before);
        assertThat(newest()).isEqualTo(10);
    }

    private long back(long divergedAt, Rollback... before) {
        return folder.forRollback(List.of(before), divergedAt).step();
    }

    @Test
    void aRunThatDivergedGoesBackToTheEndOfAnEpoch() {
        write(0, 10, 15);
        assertThat(back(17)).isEqualTo(10);
    }

    @Test
    void aRunThatDivergesAgainWithinTwoEpochsGoesBackOneFurtherEachTime() {
        write(0, 10, 20);
        Rollback first = new Rollback(12, 10);
        assertThat(back(31, first)).isEqualTo(10);
        assertThat(back(31, first, new Rollback(27, 10))).isZero();
        assertThat(back(31, first, new Rollback(27, 10), new Rollback(27, 0))).isZero();
    }

    @Test
    void aRunThatDivergesAgainMuchLaterGoesBackAsIfForTheFirstTime() {
        write(40, 50, 60);
        assertThat(back(61, new Rollback(12, 10), new Rollback(13, 0))).isEqualTo(60);
    }

    @Test
    void goingBackDeletesTheFutureThatDidNotCome() throws IOException {
        write(0, 10, 15);
        write(10);
        assertThat(names()).containsExactly("step-000000000.safetensors", "step-000000010.safetensors");
    }
}
