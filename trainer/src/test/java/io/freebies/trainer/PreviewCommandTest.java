package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.image.Pictures;
import io.freebies.run.CommandLineMain;
import io.freebies.run.Recipe;
import io.freebies.trainer.Preview.Tile;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.loader.DatasetPictures;
import io.freebies.trainer.loader.SampleMaker;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.ModelZoo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;

class PreviewCommandTest {
    @TempDir
    static Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void draw() {
        SyntheticDataset.write(folder.resolve("data"), 11, 4, 1);
    }

    @Test
    void whatIsDrawnIsWhatTheLoaderGivesToTraining() {
        Recipe recipe = RecipeOptions.reader()
                .read(
                        "yolov3-nano-bof",
                        List.of("data.batch_size=4", "freebies.random_shapes={sizes: [64, 96], every_batches: 1}"));
        Dataset dataset = Datasets.open("voc:" + folder.resolve("data"), "trainval", BadData.REFUSE);
        SeedTree seeds = new SeedTree(7);
        TrainingPlan plan = TrainingPlan.of(recipe, dataset.classes().size(), 11, seeds);
        List<Tile> tiles = new Preview(recipe, dataset, 7).tiles(2, 99);
        assertThat(tiles).as("the last, incomplete batch is not trained on").hasSize(8);
        assertThat(tiles).anyMatch(tile -> tile.ids().size() == 2);
        try (BatchLoader<YoloTargets> loader = new BatchLoader<>(
                new SampleMaker(
                        new DatasetPictures(dataset),
                        plan.mixer(),
                        Pipeline.of(recipe.data().augmentation()),
                        seeds),
                dataset.images().stream().map(LabelledImage::id).toList(),
                4,
                plan.inputSize(),
                (epoch, batch, made, images) -> YoloTargets.of(
                        ModelZoo.defaultSpec("yolov3-nano", List.of("x")).anchors(), made),
                seeds,
                1)) {
            Iterator<Batch<YoloTargets>> batches =
                    loader.batches(2L * loader.batchesPerEpoch(), 3L * loader.batchesPerEpoch());
            for (int i = 0; i < 8; i += 4) {
                Batch<YoloTargets> batch = batches.next();
                float[] images = new float[batch.images().asFloatBuffer().remaining()];
                batch.images().asFloatBuffer().get(images);
                int picture = images.length / 4;
                for (int k = 0; k < 4; k++) {
                    Tile tile = tiles.get(i + k);
                    assertThat(tile.ids().get(0)).isEqualTo(batch.ids().get(k));
                    assertThat(tile.sample().planes().data())
                            .isEqualTo(Arrays.copyOfRange(images, k * picture, (k + 1) * picture));
                }
            }
        }
    }

    @Test
    void theSheetHoldsAsManyPicturesAsAskedFor() {
        Path sheet = folder.resolve("sheet.png");
        String data = "voc:" + folder.resolve("data");
        assertThat(bof("--recipe", "yolov3-nano-bof", "--data", data, "--pictures", "5", "--out", sheet.toString()))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("wrote " + sheet, "epoch 1 of 60", "next: bof train");
        Mat picture = Pictures.read(sheet);
        assertThat(picture.cols()).isGreaterThan(4 * 320).isLessThan(5 * 320);
        assertThat(picture.rows()).isGreaterThan(2 * 320).isLessThan(3 * 320);
    }

    @ParameterizedTest
    @CsvSource({
        "--data voc:x,                                      'expected --recipe, such as yolov3-nano-bof'",
        "--recipe yolov3-nano-bof,                          'expected --data, such as voc:DIR'",
        "--recipe yolov3-nano-bof --data voc:x --epoch 61,  '--epoch: expected a whole number from 1 to 60, found ''61'''",
        "--recipe yolov3-nano-bof --data voc:x --pictures 0, '--pictures: expected a whole number from 1 to 400'"
    })
    void whatIsWrongIsNamed(String line, String message) {
        assertThat(bof(line.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
    }

    private ExitCode bof(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "data";
        all[1] = "preview";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new CommandLineMain(
                        List.of(new PreviewCommand()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(all);
    }
}
