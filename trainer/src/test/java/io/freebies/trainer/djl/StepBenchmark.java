package io.freebies.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.box.Box;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.graph.Graph;
import io.freebies.run.Recipe;
import io.freebies.run.Recipe.Precision;
import io.freebies.run.RecipeReader;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.TrainerMain;
import io.freebies.trainer.TrainingPlan;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.freebie.Freebies;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.loader.DatasetPictures;
import io.freebies.trainer.loader.SampleMaker;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measurements of a training step, each a ratio of things timed alternately in one process, printed with their spread:
 *
 * <pre>
 * step ROUNDS                    a YOLOv3-darknet53 step at 416, batch 2: graph lowering against direct arrays
 * freebies DATA ROUNDS [KEY ...] a YOLOv3-nano step with these freebies, every one unless named, against one with none,
 *                                at the mean of random shapes
 * loader DATA EPOCHS             what the loader delivers against what the nano network consumes, without and with every
 *                                freebie, and how long a run of both waits for batches
 * </pre>
 */
public final class StepBenchmark {
    private static final int STEPS_A_ROUND = 5;
    private static final int LOADER_THREADS = 2;

    private static final List<String> EVERY_FREEBIE = List.of(
            "freebies.mixup={alpha: 1.5, beta: 1.5, closing_epochs: 9}",
            "freebies.label_smoothing={epsilon: 0.1}",
            "freebies.cosine={final_rate: 0}",
            "freebies.random_shapes={sizes: [224], every_batches: 10}",
            "freebies.no_decay_on_bias_and_norm={}",
            "freebies.ema={decay: 0.999, ramp_steps: 500}",
            "freebies.swa={last_epochs: 10}");

    private StepBenchmark() {}

    /** Runs the measurement named by the first argument. */
    public static void main(String[] args) {
        switch (args[0]) {
            case "step" -> step(Integer.parseInt(args[1]));
            case "freebies" -> {
                List<String> keys = List.of(args).subList(3, args.length);
                List<String> set = EVERY_FREEBIE.stream()
                        .filter(setting -> keys.isEmpty() || keys.contains(setting.split("[.=]", -1)[1]))
                        .toList();
                freebies(args[1], Integer.parseInt(args[2]), set);
            }
            case "loader" -> loader(args[1], Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException("expected step, freebies or loader, found " + args[0]);
        }
    }

    private static void step(int rounds) {
        int size = 416;
        DetectorSpec spec = ModelZoo.defaultSpec("yolov3-darknet53", Collections.nCopies(20, "c"));
        TrainedDetector fresh = TrainedDetector.fresh(ModelZoo.detector(spec), 1);
        Graph trunk = fresh.detector().trunk(size);
        YoloTargets targets = YoloTargets.assign(
                new YoloGrid(size, spec.anchors()),
                List.of(
                        List.of(new TrainingObject(new Box(30, 40, 200, 220), 3, 1)),
                        List.of(new TrainingObject(new Box(300, 100, 400, 180), 7, 1))));
        YoloLoss loss = new YoloLoss(20, ClassTargets.HARD);
        try (DjlNetwork network = DjlNetwork.open("cpu", trunk, fresh.weights())) {
            Sgd sgd = new Sgd(network, 0.9, 5e-4, p -> true, Optional.empty());
            DirectDarknet direct = new DirectDarknet(network.params());
            List<Double> ratios = new ArrayList<>();
            for (int round = -1; round < rounds; round++) {
                boolean graphFirst = round % 2 == 0;
                double[] seconds = new double[2];
                for (int turn = 0; turn < 2; turn++) {
                    boolean graph = (turn == 0) == graphFirst;
                    long start = System.nanoTime();
                    try (NDManager step = network.manager().newSubManager()) {
                        NDArray images = step.randomUniform(0, 1, new Shape(2, 3, size, size));
                        try (GradientCollector collector =
                                Engine.getEngine("PyTorch").newGradientCollector()) {
                            NDList heads = graph
                                    ? network.train(trunk, images, Norms.OF_BATCH, Precision.FP32)
                                    : direct.heads(images);
                            NDList terms = loss.terms(heads, targets);
                            collector.backward(terms.get(0)
                                    .add(terms.get(1))
                                    .add(terms.get(2))
                                    .add(terms.get(3)));
                        }
                        sgd.update(1e-6, 1, step);
                    }
                    seconds[graph ? 0 : 1] = (System.nanoTime() - start) / 1e9;
                }
                if (round >= 0) {
                    ratios.add(seconds[0] / seconds[1]);
                    print(
                            "round %d: graph %.2f s, direct %.2f s, ratio %.3f",
                            round, seconds[0], seconds[1], seconds[0] / seconds[1]);
                }
            }
            print("graph / direct: %s", spread(ratios));
        }
    }

    private static String spread(List<Double> ratios) {
        Collections.sort(ratios);
        int n = ratios.size();
        return String.format(
                Locale.ROOT,
                "median %.3f, quartiles %.3f and %.3f, least %.3f, most %.3f of %d rounds",
                ratios.get(n / 2),
                ratios.get(n / 4),
                ratios.get(3 * n / 4),
                ratios.get(0),
                ratios.get(n - 1),
                n);
    }

    /** A YOLOv3-nano run that goes on step by step. */
    private static final class Run implements AutoCloseable {
        private final BatchLoader<YoloTargets> loader;
        private final Replicas replicas;
        private final Learner<YoloTargets> learner;
        private long step;

        Run(Dataset dataset, List<String> set) {
            Recipe recipe = new RecipeReader(TrainerMain.class, Freebies.BY_KEY).read("yolov3-nano-baseline", set);
            SeedTree seeds = new SeedTree(0);
            int classes = dataset.classes().size();
            Detector detector = ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", dataset.classes()));
            TrainingPlan plan =
                    TrainingPlan.of(recipe, classes, dataset.images().size(), seeds);
            loader = new BatchLoader<>(
                    new SampleMaker(
                            new DatasetPictures(dataset),
                            plan.mixer(),
                            Pipeline.of(recipe.data().augmentation()),
                            seeds),
                    dataset.images().stream().map(LabelledImage::id).toList(),
                    recipe.data().batchSize(),
                    plan.inputSize(),
                    (epoch, batch, made, images) ->
                            YoloTargets.of(detector.spec().anchors(), made),
                    seeds,
                    LOADER_THREADS);
            replicas = Replicas.open(
                    Devices.CPU,
                    detector.trunk(recipe.model().inputSize()),
                    TrainedDetector.fresh(detector, 0).weights(),
                    GradientRule.PLAIN);
            DjlNetwork network = replicas.master();
            Recipe.Optimiser o = recipe.optimiser();
            learner = new Learner<>(
                    detector::trunk,
                    replicas,
                    new EngineState(
                            network,
                            new Sgd(network, o.momentum(), o.weightDecay(), plan.decays(), o.clipNorm()),
                            plan.averages().stream()
                                    .map(averaging -> new AveragedWeights(network, averaging))
                                    .toList(),
                            new LossScale(Precision.FP32)),
                    new YoloLoss(classes, plan.classTargets()));
        }

        List<Batch<YoloTargets>> epoch() {
            List<Batch<YoloTargets>> batches = new ArrayList<>();
            loader.batches(0, loader.batchesPerEpoch()).forEachRemaining(batches::add);
            return batches;
        }

        /** Seconds that a step takes. */
        double learn(Batch<YoloTargets> batch) {
            long start = System.nanoTime();
            learner.learn(batch, step++, 1e-4);
            return (System.nanoTime() - start) / 1e9;
        }

        @Override
        public void close() {
            loader.close();
            replicas.close();
        }
    }

    private static void freebies(String data, int rounds, List<String> set) {
        Dataset dataset = Datasets.open(data, "trainval", BadData.REFUSE);
        try (Run none = new Run(dataset, List.of());
                Run some = new Run(dataset, set)) {
            List<Batch<YoloTargets>> plain = none.epoch();
            List<Batch<YoloTargets>> mixed = some.epoch();
            List<Double> ratios = new ArrayList<>();
            for (int round = -1; round < rounds; round++) {
                double[] seconds = new double[2];
                for (int turn = 0; turn < 2 * STEPS_A_ROUND; turn++) {
                    boolean isSome = (turn + round) % 2 == 0;
                    int at = Math.floorMod(round * STEPS_A_ROUND + turn / 2, plain.size());
                    seconds[isSome ? 0 : 1] += isSome ? some.learn(mixed.get(at)) : none.learn(plain.get(at));
                }
                if (round >= 0) {
                    ratios.add(seconds[0] / seconds[1]);
                    print(
                            "round %d: freebies %.1f ms a step, none %.1f ms, ratio %.3f",
                            round,
                            1000 * seconds[0] / STEPS_A_ROUND,
                            1000 * seconds[1] / STEPS_A_ROUND,
                            seconds[0] / seconds[1]);
                }
            }
            print("%s / none: %s", set, spread(ratios));
        }
    }

    private static void loader(String data, int epochs) {
        Dataset dataset = Datasets.open(data, "trainval", BadData.REFUSE);
        try (Run none = new Run(dataset, List.of());
                Run all = new Run(dataset, EVERY_FREEBIE)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                loader("none", none);
                loader("every freebie", all);
            }
        }
    }

    private static void loader(String freebies, Run run) {
        long start = System.nanoTime();
        List<Batch<YoloTargets>> batches = run.epoch();
        double loading = (System.nanoTime() - start) / 1e9;
        double learning = batches.stream().mapToDouble(run::learn).sum();
        int pictures = batches.stream().mapToInt(Batch::pictures).sum();
        Iterator<Batch<YoloTargets>> together = run.loader.batches(0, run.loader.batchesPerEpoch());
        start = System.nanoTime();
        double busy = 0;
        while (together.hasNext()) {
            busy += run.learn(together.next());
        }
        double whole = (System.nanoTime() - start) / 1e9;
        print(
                "%s: loader alone %.0f img/s, network alone %.0f img/s, ratio %.2f; together %.0f img/s, waiting for"
                        + " batches %.1f %% of the time",
                freebies,
                pictures / loading,
                pictures / learning,
                learning / loading,
                pictures / whole,
                100 * (whole - busy) / whole);
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
