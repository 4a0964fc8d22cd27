package io.freebies.trainer.freebie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.data.SeedTree;
import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.graph.Op;
import io.freebies.graph.ParamSpec;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.trainer.TrainerMain;
import io.freebies.trainer.TrainingPlan;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.SampleMixer;
import io.freebies.trainer.djl.NormStatistics;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.loader.DrawnPictures;
import io.freebies.trainer.loader.SampleMaker;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.trainer.schedule.Averaging;
import io.freebies.trainer.schedule.StepDecay;
import io.freebies.trainer.schedule.WarmUp;
import io.freebies.zoo.Detector;
import io.freebies.zoo.ModelZoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws that every freebie obeys. */
class FreebiesTest {
    private static final int PICTURES = 10;

    /** Hyper-parameters under which each freebie shows itself in the first epochs of a small run. */
    private static final Map<String, String> SETTINGS = Map.of(
            "mixup", "{alpha: 1.5, beta: 1.5, closing_epochs: 1}",
            "label_smoothing", "{epsilon: 0.1}",
            "cosine", "{final_rate: 0}",
            "random_shapes", "{sizes: [64, 96, 128], every_batches: 1}",
            "no_decay_on_bias_and_norm", "{}",
            "sync_norm", "{}",
            "ema", "{decay: 0.9, ramp_steps: 2}",
            "swa", "{last_epochs: 2}");

    static List<String> keys() {
        return List.copyOf(Freebies.BY_KEY.keySet());
    }

    /** Everything that a freebie could change, seen from outside. */
    private record Seen(
            List<String> batches,
            List<Double> rates,
            String targets,
            List<String> decayed,
            NormStatistics norms,
            Map<String, List<Double>> averages) {}

    private static Recipe recipe(String... overrides) {
        List<String> set = new ArrayList<>(
                List.of("model.input_size=96", "data.batch_size=4", "schedule.epochs=4", "schedule.decay_epochs=[3]"));
        set.addAll(List.of(overrides));
        return new RecipeReader(TrainerMain.class, Freebies.BY_KEY).read("yolov3-nano-baseline", set);
    }

    private static Seen see(Recipe recipe, long seed, int threads) {
        SeedTree seeds = new SeedTree(seed);
        Detector detector = ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")));
        TrainingPlan plan = TrainingPlan.of(recipe, 3, PICTURES, seeds);
        List<Double> rates = perStep(plan, plan.rate()::at);
        List<String> decayed = detector.trunk(64).params().stream()
                .filter(p -> p.role().trained() && plan.decays().test(p))
                .map(ParamSpec::name)
                .toList();
        Map<String, List<Double>> averages =
                plan.averages().stream().collect(Collectors.toMap(Averaging::kind, a -> perStep(plan, a.share())));
        return new Seen(
                seeBatches(recipe, seed, threads, 0),
                rates,
                plan.classTargets().toString(),
                decayed,
                plan.norms(),
                averages);
    }

    private static List<String> seeBatches(Recipe recipe, long seed, int threads, long from) {
        SeedTree seeds = new SeedTree(seed);
        Detector detector = ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")));
        TrainingPlan plan = TrainingPlan.of(recipe, 3, PICTURES, seeds);
        SampleMaker samples = new SampleMaker(
                new DrawnPictures(PICTURES),
                plan.mixer(),
                Pipeline.of(recipe.data().augmentation()),
                seeds);
        List<String> batches = new ArrayList<>();
        List<String> ids =
                IntStream.range(0, PICTURES).mapToObj(Integer::toString).toList();
        try (BatchLoader<YoloTargets> loader = new BatchLoader<>(
                samples,
                ids,
                recipe.data().batchSize(),
                plan.inputSize(),
                (epoch, batch, made, images) -> YoloTargets.of(detector.spec().anchors(), made),
                seeds,
                threads)) {
            loader.batches(from, plan.epochs().steps()).forEachRemaining(batch -> batches.add(describe(batch)));
        }
        return batches;
    }

    private static List<Double> perStep(TrainingPlan plan, LongToDoubleFunction number) {
        return LongStream.range(0, plan.epochs().steps())
                .mapToDouble(number)
                .boxed()
                .toList();
    }

    private static String describe(Batch<YoloTargets> batch) {
        float[] pixels = new float[batch.images().asFloatBuffer().remaining()];
        batch.images().asFloatBuffer().get(pixels);
        return batch.size() + " " + java.util.Arrays.hashCode(pixels) + " " + batch.ids() + " "
                + batch.targets().positives() + " " + batch.targets().truths();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void presentMeansThatSomethingChanges(String key) {
        Seen without = see(recipe(), 1, 2);
        Seen with = see(recipe("freebies." + key + "=" + SETTINGS.get(key)), 1, 2);
        assertThat(with).isNotEqualTo(without);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void absentMeansBitIdenticalToTheBaseline(String key) {
        Seen takenAway = see(recipe("freebies." + key + "=" + SETTINGS.get(key), "freebies." + key + "=null"), 1, 2);
        assertThat(takenAway).isEqualTo(see(recipe(), 1, 2));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theSameSeedGivesTheSameWhateverTheNumberOfThreads(String key) {
        Recipe recipe = recipe("freebies." + key + "=" + SETTINGS.get(key));
        assertThat(see(recipe, 5, 3)).isEqualTo(see(recipe, 5, 1));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aFreebieChangesItsOwnSeamOnly(String key) {
        Seen without = see(recipe(), 1, 2);
        Seen with = see(recipe("freebies." + key + "=" + SETTINGS.get(key)), 1, 2);
        assertThat(with.batches().equals(without.batches()))
                .isEqualTo(!List.of("mixup", "random_shapes").contains(key));
        assertThat(with.rates().equals(without.rates())).isEqualTo(!key.equals("cosine"));
        assertThat(with.targets().equals(without.targets())).isEqualTo(!key.equals("label_smoothing"));
        assertThat(with.decayed().equals(without.decayed())).isEqualTo(!key.equals("no_decay_on_bias_and_norm"));
        assertThat(with.norms().equals(without.norms())).isEqualTo(!key.equals("sync_norm"));
        assertThat(with.averages().keySet()).isEqualTo(List.of("ema", "swa").contains(key) ? Set.of(key) : Set.of());
    }

    @Test
    void withoutFreebiesEverySeamHasTheBaselinesStrategy() {
        Recipe recipe = recipe();
        TrainingPlan plan = TrainingPlan.of(recipe, 3, PICTURES, new SeedTree(1));
        assertThat(plan.mixer()).isSameAs(SampleMixer.NONE);
        assertThat(plan.classTargets()).isSameAs(ClassTargets.HARD);
        double base = recipe.optimiser().learningRate();
        assertThat(plan.rate())
                .isEqualTo(new WarmUp(plan.epochs(), base, new StepDecay(plan.epochs(), base, List.of(3), 0.1)));
        assertThat(IntStream.range(0, 50).map(batch -> plan.inputSize().at(1, batch)))
                .containsOnly(96);
        assertThat(plan.inputSize().largest()).isEqualTo(96);
        assertThat(ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a")))
                        .trunk(64)
                        .params())
                .allMatch(plan.decays());
        assertThat(plan.norms()).isEqualTo(NormStatistics.OF_PART);
        assertThat(plan.averages()).isEmpty();
    }

    @Test
    void anotherSeedGivesOtherBatches() {
        assertThat(see(recipe(), 1, 2).batches())
                .doesNotContainAnyElementsOf(see(recipe(), 2, 2).batches());
    }

    @Test
    void closingEpochsOfMixupAreTheBaselines() {
        Seen without = see(recipe(), 1, 2);
        Seen with = see(recipe("freebies.mixup=" + SETTINGS.get("mixup")), 1, 8);
        int perEpoch = without.batches().size() / 4;
        assertThat(with.batches().subList(3 * perEpoch, 4 * perEpoch))
                .isEqualTo(without.batches().subList(3 * perEpoch, 4 * perEpoch));
        assertThat(with.batches().subList(0, 3 * perEpoch))
                .doesNotContainAnyElementsOf(without.batches().subList(0, 3 * perEpoch));
    }

    @Test
    void everyFreebieHasSettingsHere() {
        assertThat(SETTINGS.keySet()).containsExactlyInAnyOrderElementsOf(Freebies.BY_KEY.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yolov3-nano", "yolov3-mobilenet1.0", "yolov3-darknet53"})
    void withoutDecayOnBiasAndNormExactlyTheKernelsOfConvolutionsDecay(String network) {
        Recipe recipe = recipe("freebies.no_decay_on_bias_and_norm={}");
        TrainingPlan plan = TrainingPlan.of(recipe, 3, PICTURES, new SeedTree(1));
        Graph trunk = ModelZoo.detector(ModelZoo.defaultSpec(network, List.of("a", "b", "c")))
                .trunk(64);
        assertThat(trunk.params().stream().filter(plan.decays()).map(ParamSpec::name))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(trunk.nodes().stream()
                        .filter(node -> node.op() instanceof Op.Conv)
                        .map(node -> node.inputs().get(1).name())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aLoaderThatStartsInTheMiddleGoesOnAsIfItHadNot(String key) {
        Recipe recipe = recipe("freebies." + key + "=" + SETTINGS.get(key));
        Seen whole = see(recipe, 5, 2);
        for (int from : List.of(1, 3, 6)) {
            assertThat(seeBatches(recipe, 5, 3, from))
                    .isEqualTo(whole.batches().subList(from, whole.batches().size()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mixup, freebies.mixup.closing_epochs=4",
        "cosine, schedule.warmup_epochs=4",
        "swa, freebies.swa.last_epochs=5"
    })
    void aFreebieThatWouldNeverBeActiveIsRefused(String key, String override) {
        Recipe idle = recipe("freebies." + key + "=" + SETTINGS.get(key), override);
        assertThatThrownBy(() -> see(idle, 1, 1))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(override.substring(0, override.indexOf('=')))
                .hasMessageContaining("schedule.epochs, 4");
    }

    @Test
    void aRandomShapeIsKeptForItsBatchesAndDrawnFromTheList() {
        RandomShapes shapes = new RandomShapes(List.of(64, 96, 128), 4);
        var size = shapes.inputSize(new SeedTree(3));
        for (int batch = 0; batch < 40; batch++) {
            assertThat(size.at(2, batch)).isEqualTo(size.at(2, batch / 4 * 4)).isIn(64, 96, 128);
        }
        assertThat(IntStream.range(0, 400).map(b -> size.at(0, b)).distinct().count())
                .isEqualTo(3);
    }
}
