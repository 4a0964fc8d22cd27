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
    void theNewestAndTheTwoNewestEndsOfEpochsAreKept() throws IOException {
        write(0, 5, 10, 15, 20, 25, 28);
        assertThat(names())
                .containsExactly(
                        "step-000000010.safetensors", "step-000000020.safetensors", "step-000000028.safetensors");
        assertThat(newest()).isEqualTo(28);
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

    @Test
    void aRunThatDivergedGoesBackToTheEndOfAnEpoch() {
        write(0, 10, 15);
        assertThat(folder.forRollback(List.of()).step()).isEqualTo(10);
    }

    @Test
    void aRunThatDivergedAgainBeforeTheNextEndGoesBackOneFurther() {
        write(0, 10, 15);
        assertThat(folder.forRollback(List.of(new Rollback(17, 10))).step()).isZero();
        write(20);
        assertThat(folder.forRollback(List.of(new Rollback(17, 10))).step()).isEqualTo(20);
    }

    @Test
    void aRunThatCannotGoFurtherBackStartsAgainFromThere() {
        write(0);
        assertThat(folder.forRollback(List.of(new Rollback(3, 0))).step()).isZero();
    }

    @Test
    void goingBackDeletesTheFutureThatDidNotCome() throws IOException {
        write(0, 10, 15);
        write(10);
        assertThat(names()).containsExactly("step-000000000.safetensors", "step-000000010.safetensors");
    }
}
