package io.freebies.trainer;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.trainer.djl.Devices;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoBatchTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    static Path folder;

    /** Memory that is let go of during a measurement would spoil it. */
    private static final List<MappedByteBuffer> KEPT = new ArrayList<>();

    /** {@code most}: what one device can take at once. */
    @ParameterizedTest
    @CsvSource({"64, 0, 64, 1", "64, 0, 63, 2", "64, 0, 22, 3", "64, '0,1', 22, 2", "64, 0, 1, 64", "7, '0,1,2', 2, 2"})
    void onDevicesThatSaySoItIsTheFewestPortionsOfWhichTheLargestFits(
            int batch, String devices, int most, int portions) {
        Devices all = Devices.parse(devices);
        int replicas = all.replicas();
        AutoBatch fit = new AutoBatch(all, pictures -> (pictures + replicas - 1) / replicas <= most, () -> 0);
        assertThat(fit.portions(batch)).isEqualTo(portions);
    }

    @Test
    void whereNotEvenOnePictureFitsItSaysSo() {
        assertThatThrownBy(() -> new AutoBatch(Devices.parse("0,1"), pictures -> false, () -> 0).portions(8))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContaining("not even one picture per device");
    }

    /** A step that takes 100 MB a picture: it is never made with more than two. */
    @ParameterizedTest
    @CsvSource({"16, 10000, 1", "16, 1100, 2", "16, 550, 4", "16, 150, 16"})
    void onAProcessorTheMemoryOfTwoStepsTellsThatOfAllOthers(int batch, int available, int portions)
            throws IOException {
        MappedByteBuffer pages;
        try (FileChannel channel = FileChannel.open(folder.resolve("pages-" + available), CREATE, READ, WRITE)) {
            pages = channel.map(FileChannel.MapMode.READ_WRITE, 0, 200L * MEGABYTE);
        }
        KEPT.add(pages);
        List<Integer> made = new ArrayList<>();
        AutoBatch fit = new AutoBatch(
                Devices.CPU,
                pictures -> {
                    made.add(pictures);
                    touch(pages, 100 * pictures);
                    return true;
                },
                () -> (long) available * MEGABYTE);
        assertThat(fit.portions(batch)).isEqualTo(portions);
        assertThat(made).containsExactly(1, 2);
    }

    /** Pages of a file without content take memory when they are read, and the same memory when they are read again. */
    private static void touch(MappedByteBuffer pages, int megabytes) {
        int sum = 0;
        for (int at = 0; at < megabytes * MEGABYTE; at += 4096) {
            sum += pages.get(at);
        }
        assertThat(sum).isZero();
    }

    @Test
    @Tag("engine")
    void aRunInPortionsSaysSoInItsRecipe() {
        Path data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
        TinyRun run = new TinyRun(data, folder.resolve("run"));
        Training whole = run.training();
        assertThat(whole.inPortionsThatFit().recipe()).isEqualTo(whole.recipe());
        assertThat(run.message()).contains("--auto-batch: 4 pictures at 96 pixels fit in one portion");
        assertThat(whole.inPortions(2).recipe().optimiser().accumulate()).contains(2);
        assertThatThrownBy(() -> whole.inPortions(2).inPortionsThatFit())
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("optimiser.accumulate says already: 2");
    }
}
