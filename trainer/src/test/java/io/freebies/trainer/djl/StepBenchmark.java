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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Two measurements, each a ratio of things timed alternately in one process, printed with their spread:
 *
 * <pre>
 * step ROUNDS        a YOLOv3-darknet53 training step at 416, batch 2: graph lowering against direct arrays
 * loader DATA EPOCHS what the loader delivers against what the nano network consumes
 * </pre>
 */
public final class StepBenchmark {
    private StepBenchmark() {}

    /** Runs the measurement named by the first argument. */
    public static void main(String[] args) {
        if (args[0].equals("step")) {
            step(Integer.parseInt(args[1]));
        } else {
            loader(args[1], Integer.parseInt(args[2]));
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
                            NDList heads = graph ? network.train(trunk, images) : direct.heads(images);
                            NDList terms = loss.terms(heads, targets);
                            collector.backward(terms.get(0)
                                    .add(terms.get(1))
                                    .add(terms.get(2))
                                    .add(terms.get(3)));
                        }
                        sgd.update(1e-6, step);
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
            Collections.sort(ratios);
            print(
                    "graph / direct: median %.3f, least %.3f, most %.3f of %d rounds",
                    ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1), ratios.size());
        }
    }

    private static void loader(String data, int epochs) {
        Dataset dataset = Datasets.open(data, "trainval", BadData.REFUSE);
        var recipe = new RecipeReader(TrainerMain.class, Freebies.BY_KEY).read("yolov3-nano-baseline", List.of());
        SeedTree seeds = new SeedTree(0);
        Detector detector = ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", dataset.classes()));
        TrainingPlan plan = TrainingPlan.of(
                recipe, dataset.classes().size(), dataset.images().size(), seeds);
        SampleMaker samples = new SampleMaker(
                new DatasetPictures(dataset),
                plan.mixer(),
                Pipeline.of(recipe.data().augmentation()),
                seeds);
        List<String> ids = dataset.images().stream().map(LabelledImage::id).toList();
        TrainedDetector fresh = TrainedDetector.fresh(detector, 0);
        try (BatchLoader<YoloTargets> loader = new BatchLoader<>(
                        samples,
                        ids,
                        8,
                        plan.inputSize(),
                        (epoch, batch, made, images) ->
                                YoloTargets.of(detector.spec().anchors(), made),
                        seeds,
                        2);
                DjlNetwork network = DjlNetwork.open("cpu", detector.trunk(224), fresh.weights())) {
            Sgd sgd = new Sgd(network, 0.9, 5e-4, p -> true, Optional.of(50.0));
            Learner<YoloTargets> learner = new Learner<>(
                    detector::trunk,
                    new EngineState(network, sgd, List.of()),
                    new YoloLoss(dataset.classes().size(), ClassTargets.HARD));
            for (int epoch = 0; epoch < epochs; epoch++) {
                List<Batch<YoloTargets>> batches = new ArrayList<>();
                long start = System.nanoTime();
                long first = plan.epochs().step(epoch, 0);
                loader.batches(first, first + loader.batchesPerEpoch()).forEachRemaining(batches::add);
                double loading = (System.nanoTime() - start) / 1e9;
                start = System.nanoTime();
                batches.forEach(batch -> learner.learn(batch, first, 1e-4));
                double learning = (System.nanoTime() - start) / 1e9;
                int pictures = batches.size() * 8;
                print(
                        "epoch %d: loader alone %.0f img/s, nano network alone %.0f img/s, ratio %.2f",
                        epoch, pictures / loading, pictures / learning, learning / loading);
            }
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
