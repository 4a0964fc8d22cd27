package io.freebies.trainer;

import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.run.Recipe;
import io.freebies.run.RunDirectory;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.checkpoint.CheckpointFolder;
import io.freebies.trainer.checkpoint.RunIdentity;
import io.freebies.trainer.djl.AveragedWeights;
import io.freebies.trainer.djl.DjlEngine;
import io.freebies.trainer.djl.DjlNetwork;
import io.freebies.trainer.djl.EngineState;
import io.freebies.trainer.djl.Sgd;
import io.freebies.trainer.djl.YoloLearner;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.loader.DatasetPictures;
import io.freebies.trainer.loader.SampleMaker;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One run: puts the parts together, trains, and leaves everything in the run directory.
 *
 * @param recipe resolved
 * @param dataset to learn from
 * @param seed of every random stream
 * @param run where results go
 * @param options that change nothing in what is learned
 * @param people progress
 */
record Training(
        Recipe recipe, Dataset dataset, long seed, RunDirectory run, TrainingOptions options, PrintStream people) {
    /**
     * Trains from the beginning, or from the last checkpoint if there is one.
     *
     * @param stop whether to stop before the next step
     * @return false if it was stopped before it was done
     */
    boolean start(boolean resume, BooleanSupplier stop) {
        SeedTree seeds = new SeedTree(seed);
        TrainingPlan plan = TrainingPlan.of(
                recipe, dataset.classes().size(), dataset.images().size(), seeds);
        RunIdentity identity = RunIdentity.of(recipe, dataset, seed, DjlEngine.describe(options.device()));
        CheckpointFolder folder =
                new CheckpointFolder(run.checkpoints(), plan.epochs().stepsPerEpoch());
        Optional<Checkpoint> newest = resume ? newest(folder, identity) : Optional.empty();
        TrainedDetector fresh = TrainedDetector.fresh(ModelZoo.detector(spec()), seed);
        Detector detector = fresh.detector();
        try (DjlNetwork network = DjlNetwork.open(
                        options.device(), detector.trunk(detector.spec().inputSize()), fresh.weights());
                BatchLoader loader = loader(plan, seeds)) {
            EngineState state = state(plan, network);
            Checkpoint first =
                    newest.orElseGet(() -> new Checkpoint(0, List.of(), identity.digests(), state.capture()));
            YoloLearner learner = new YoloLearner(
                    detector, state, new YoloLoss(dataset.classes().size(), plan.classTargets()));
            rehearse(learner, plan);
            identity.write(run);
            Provenance.write(run.provenance(), identity.digests(), dataset, TrainedDetector.fingerprint(detector));
            try (Metrics metrics = new Metrics(run.metrics(), plan.epochs(), people)) {
                Checkpointer checkpointer =
                        new Checkpointer(folder, identity.digests(), state, metrics, options, people);
                checkpointer.start(first);
                return new TrainLoop(plan, loader, learner, metrics, checkpointer, stop).run()
                        && new Results(run, detector, dataset, checkpointer.provenance())
                                .write(state, loader, plan.epochs(), stop);
            }
        }
    }

    private Optional<Checkpoint> newest(CheckpointFolder folder, RunIdentity identity) {
        Optional<Checkpoint> newest = folder.newest(people::println);
        if (newest.isEmpty()) {
            people.println(run.root() + ": no checkpoint yet, training from the beginning");
        }
        newest.ifPresent(checkpoint -> identity.requireSame(checkpoint.digests(), run, people::println));
        return newest;
    }

    private EngineState state(TrainingPlan plan, DjlNetwork network) {
        Recipe.Optimiser o = recipe.optimiser();
        return new EngineState(
                network,
                new Sgd(network, o.momentum(), o.weightDecay(), plan.decays(), o.clipNorm()),
                plan.averages().stream()
                        .map(averaging -> new AveragedWeights(network, averaging))
                        .toList());
    }

    /** A run that does not fit in memory ends here, and not when the largest input happens to come. */
    private void rehearse(YoloLearner learner, TrainingPlan plan) {
        int size = plan.inputSize().largest();
        int pictures = Math.min(recipe.data().batchSize(), dataset.images().size());
        int objects = dataset.images().stream()
                .mapToInt(image -> image.objects().size())
                .max()
                .orElse(0);
        people.println("trying a step at the largest input, " + size + " pixels ...");
        // A sample may hold the objects of two pictures.
        learner.rehearse(pictures, size, 2 * objects);
    }

    private DetectorSpec spec() {
        Recipe.Model model = recipe.model();
        DetectorSpec own = ModelZoo.defaultSpec(model.name(), dataset.classes());
        return new DetectorSpec(
                model.name(),
                dataset.classes(),
                model.inputSize(),
                model.anchors().orElse(own.anchors()),
                own.nms());
    }

    private BatchLoader loader(TrainingPlan plan, SeedTree seeds) {
        SampleMaker samples = new SampleMaker(
                new DatasetPictures(dataset), plan.mixer(), recipe.data().augmentation(), seeds);
        List<String> ids = dataset.images().stream().map(LabelledImage::id).toList();
        DetectorSpec spec = spec();
        return new BatchLoader(
                samples,
                ids,
                recipe.data().batchSize(),
                plan.inputSize(),
                size -> new YoloGrid(size, spec.anchors()),
                seeds,
                options.loaderThreads());
    }
}
