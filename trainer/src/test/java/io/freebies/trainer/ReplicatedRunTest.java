package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.checkpoint.CheckpointFolder;
import io.freebies.trainer.djl.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs whose batches are shared by two replicas. */
@Tag("engine")
@Timeout(300)
class ReplicatedRunTest {
    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void draw() {
        data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
    }

    private static TinyRun run(String name, String devices) {
        return new TinyRun(data, folder.resolve(name), new TrainingOptions(Devices.parse(devices), 2, 500, 0, false));
    }

    private static void assertSame(RunDirectory run, RunDirectory whole) {
        assertThat(run.weightsKinds()).containsExactly("ema", "last", "swa");
        for (String kind : whole.weightsKinds()) {
            assertThat(run.weights(kind)).as(kind).hasSameBinaryContentAs(whole.weights(kind));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "freebies.sync_norm=null",
                "freebies.sync_norm={}",
                "optimiser.accumulate=2",
                "optimiser.precision=bf16",
                "optimiser.precision=fp16"
            })
    void cutOffTheyGoOnToTheSameBytes(String set) {
        String name = set.replaceAll("\\W", "-");
        TinyRun whole = run(name + "-whole", "cpu*2");
        assertThat(whole.start(false, set)).isTrue();
        TinyRun cut = run(name + "-cut", "cpu*2");
        assertThat(cut.start(false, TinyRun.after(4), set)).isFalse();
        assertThat(cut.start(true, set)).isTrue();
        assertSame(cut.run(), whole.run());
    }

    @Test
    void onOneDeviceSynchronisedNormsAreTheIdentityAndTheLogSaysSo() {
        TinyRun with = run("one-with", "cpu");
        TinyRun without = run("one-without", "cpu");
        with.start(false, TinyRun.after(3), "freebies.sync_norm={}");
        without.start(false, TinyRun.after(3));
        assertThat(with.message()).contains("sync_norm").contains("nothing to synchronise");
        assertThat(without.message()).doesNotContain("sync_norm");
        assertThat(state(with)).isEqualTo(state(without));
    }

    private static Object state(TinyRun run) {
        return new CheckpointFolder(run.run().checkpoints(), 3)
                .newest(damage -> {})
                .orElseThrow()
                .state();
    }

    @Test
    void withNormsOfTheirOwnAnotherNumberOfDevicesIsRefusedOnResume() {
        TinyRun cut = run("moved", "cpu*2");
        cut.start(false, TinyRun.after(2));
        assertThatThrownBy(() -> run("moved", "cpu*4").start(true))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--devices: norms saw one of 2 parts of a batch before, one of 4 now");
    }

    @Test
    void withSynchronisedNormsARunMayMoveToAnotherNumberOfDevices() {
        run("moving", "cpu*2").start(false, TinyRun.after(2), "freebies.sync_norm={}");
        TinyRun moved = run("moving", "cpu*4");
        assertThat(moved.start(true, "freebies.sync_norm={}")).isTrue();
        assertThat(moved.message()).contains("the engine was").contains("cpu*2").contains("cpu*4");
    }

    /** The loader's threads fail while the replicas wait for the batch, at any step. */
    @RepeatedTest(20)
    @Tag("slow")
    void aLoaderThatFailsEndsTheRunAtOnceWithItsCauseAndTheLastCheckpointWhole(RepetitionInfo repetition) {
        int attempt = repetition.getCurrentRepetition();
        Path broken = folder.resolve("broken-" + attempt);
        SyntheticDataset.write(broken, 12, 4, 1);
        TinyRun run = new TinyRun(
                broken,
                folder.resolve("broken-run-" + attempt),
                new TrainingOptions(Devices.parse("cpu*2"), 1, 500, 0, false));
        BooleanSupplier failing = TinyRun.after(attempt % 7);
        AtomicLong failed = new AtomicLong();
        assertThatThrownBy(() -> run.start(false, () -> {
                    if (failing.getAsBoolean() && failed.compareAndSet(0, System.nanoTime())) {
                        damage(broken.resolve("JPEGImages"));
                    }
                    return false;
                }))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContaining(".jpg");
        assertThat(Duration.ofNanos(System.nanoTime() - failed.get())).isLessThan(Duration.ofSeconds(5));
        assertThat(new CheckpointFolder(run.run().checkpoints(), 3).newest(damage -> {}))
                .isPresent();
    }

    private static void damage(Path pictures) {
        try (var files = Files.list(pictures)) {
            for (Path file : files.toList()) {
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 300));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
