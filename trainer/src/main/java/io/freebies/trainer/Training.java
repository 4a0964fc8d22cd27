package io.freebies.trainer;

import io.freebies.box.AnchorSize;
import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.failure.Failure;
import io.freebies.graph.Weights;
import io.freebies.run.Recipe;
import io.freebies.run.RunDirectory;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.checkpoint.RunIdentity;
import io.freebies.trainer.djl.AveragedWeights;
import io.freebies.trainer.djl.DjlEngine;
import io.freebies.trainer.djl.DjlNetwork;
import io.freebies.trainer.djl.EngineState;
import io.freebies.trainer.djl.GradientRule;
import io.freebies.trainer.djl.Learner;
import io.freebies.trainer.djl.LossScale;
import io.freebies.trainer.djl.NormStatistics;
import io.freebies.trainer.djl.Replicas;
import io.freebies.trainer.djl.Sgd;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.loader.DatasetPictures;
import io.freebies.trainer.loader.KeptPictures;
import io.freebies.trainer.loader.SampleMaker;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.io.PrintStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** Of decoded pictures: a few hundred photographs, as in the data sets that are trained on a CPU. */
    private static final long MOST_KEPT = 512L << 20;

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
        Optional<PretrainedBackbone> init = recipe.model().init().map(PretrainedBackbone::open);
        RunIdentity identity = identity(init, plan.norms());
        Session session = new Session(run, identity, plan.epochs(), options, people);
        Optional<Checkpoint> newest = session.newest(resume);
        TrainedDetector fresh = TrainedDetector.fresh(ModelZoo.detector(spec()), seed);
        Detector detector = fresh.detector();
        Weights first = startingWeights(init, fresh.weights());
        if (plan.norms() == NormStatistics.OF_WHOLE_BATCH && options.devices().replicas() == 1) {
            people.println("sync_norm: the norms of one device see the whole batch anyway, nothing to synchronise");
        }
        GradientRule rule = GradientRule.of(recipe.optimiser(), plan.norms());
        try (Replicas replicas = Replicas.open(
                        options.devices(), detector.trunk(detector.spec().inputSize()), first, rule);
                BatchLoader<YoloTargets> loader = loader(plan, seeds)) {
            EngineState state = state(plan, replicas.master());
            Learner<YoloTargets> learner = learner(plan, detector, replicas, state);
            return session.train(
                    newest,
                    new Session.Parts<>(
                            state, plan.rate(), loader, learner, leavingWeights(detector, replicas.master())),
                    () -> rehearse(learner, plan.inputSize().largest()),
                    digests -> Provenance.write(run.provenance(), digests, facts(detector)),
                    provenance ->
                            new Results(run, detector, dataset, provenance).write(state, loader, plan.epochs(), stop),
                    stop);
        }
    }

    private Session.EpochEnd leavingWeights(Detector detector, DjlNetwork network) {
        int every = options.weightsEvery();
        return every == 0
                ? Session.EpochEnd.NOTHING
                : (epoch, provenance) -> {
                    if (epoch % every == 0) {
                        new Results(run, detector, dataset, provenance).write(epoch, network);
                    }
                };
    }

    /**
     * The same run with its batch cut into as few portions as fit into the devices' memory at the largest input.
     *
     * @throws io.freebies.failure.Failure (usage) if the recipe says already how many portions; (environment) if not even
     *     one picture per device fits, or if nothing says how much memory there is
     */
    Training inPortionsThatFit() {
        if (recipe.optimiser().accumulate().isPresent()) {
            throw Failure.usage("--auto-batch finds what optimiser.accumulate says already: "
                    + recipe.optimiser().accumulate().get() + "; leave out one of them");
        }
        TrainingPlan plan = TrainingPlan.of(
                recipe, dataset.classes().size(), dataset.images().size(), new SeedTree(seed));
        AutoBatch fit = new AutoBatch(options.devices(), pictures -> fits(plan, pictures), ProcessMemory::available);
        int portions = fit.portions(pictures());
        people.println("--auto-batch: " + pictures() + " pictures at "
                + plan.inputSize().largest() + " pixels fit in "
                + (portions == 1 ? "one portion" : portions + " portions"));
        return inPortions(portions);
    }

    /** The same run with its batch cut into portions. */
    Training inPortions(int portions) {
        Recipe.Optimiser o = recipe.optimiser();
        Recipe.Optimiser cut = new Recipe.Optimiser(
                o.learningRate(),
                o.momentum(),
                o.weightDecay(),
                o.clipNorm(),
                portions == 1 ? Optional.empty() : Optional.of(portions),
                o.precision());
        Recipe own = new Recipe(
                recipe.about(),
                recipe.model(),
                recipe.data(),
                recipe.schedule(),
                cut,
                recipe.freebies(),
                recipe.expects());
        return new Training(own, dataset, seed, run, options, people);
    }

    private boolean fits(TrainingPlan plan, int pictures) {
        TrainedDetector fresh = TrainedDetector.fresh(ModelZoo.detector(spec()), seed);
        Detector detector = fresh.detector();
        GradientRule rule = GradientRule.of(recipe.optimiser(), plan.norms());
        try (Replicas replicas =
                Replicas.open(options.devices(), detector.trunk(detector.spec().inputSize()), fresh.weights(), rule)) {
            int size = plan.inputSize().largest();
            return learner(plan, detector, replicas, state(plan, replicas.master()))
                    .lackOfMemory(pictures, size, fullest(size, pictures))
                    .isEmpty();
        }
    }

    /** In a batch. */
    private int pictures() {
        return Math.min(recipe.data().batchSize(), dataset.images().size());
    }

    private Learner<YoloTargets> learner(TrainingPlan plan, Detector detector, Replicas replicas, EngineState state) {
        return new Learner<>(
                detector::trunk, replicas, state, new YoloLoss(dataset.classes().size(), plan.classTargets()));
    }

    /** What fixes the weights; reads every picture's bytes once. */
    RunIdentity identity() {
        TrainingPlan plan = TrainingPlan.of(
                recipe, dataset.classes().size(), dataset.images().size(), new SeedTree(seed));
        return identity(recipe.model().init().map(PretrainedBackbone::open), plan.norms());
    }

    private RunIdentity identity(Optional<PretrainedBackbone> init, NormStatistics norms) {
        String engine = DjlEngine.describe(options.devices());
        return RunIdentity.of(
                recipe,
                dataset,
                seed,
                engine,
                init.map(backbone -> backbone.weights().sha256()),
                norms.parts(options.devices().replicas()));
    }

    private Weights startingWeights(Optional<PretrainedBackbone> init, Weights fresh) {
        Recipe.Model model = recipe.model();
        return init.map(backbone -> backbone.startOf(model.name(), model.init().orElseThrow(), fresh))
                .orElse(fresh);
    }

    private Map<String, Object> facts(Detector detector) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", dataset.source());
        facts.put("pictures", dataset.images().size());
        facts.put("left_out", dataset.leftOut());
        facts.put("trunk_fingerprint", TrainedDetector.fingerprint(detector));
        return facts;
    }

    private EngineState state(TrainingPlan plan, DjlNetwork network) {
        Recipe.Optimiser o = recipe.optimiser();
        return new EngineState(
                network,
                new Sgd(network, o.momentum(), o.weightDecay(), plan.decays(), o.clipNorm()),
                plan.averages().stream()
                        .map(averaging -> new AveragedWeights(network, averaging))
                        .toList(),
                new LossScale(GradientRule.of(o, plan.norms()).precision()));
    }

    /** A run that does not fit in memory ends here, and not when the largest input happens to come. */
    private void rehearse(Learner<YoloTargets> learner, int size) {
        people.println("trying a step at the largest input, " + size + " pixels ...");
        learner.rehearse(pictures(), size, fullest(size, pictures()));
    }

    /** As many objects as a batch may have. */
    private YoloTargets fullest(int size, int pictures) {
        int objects = dataset.images().stream()
                .mapToInt(image -> image.objects().size())
                .max()
                .orElse(0);
        TrainingObject object = new TrainingObject(new Box(0, 0, size / 2.0, size / 2.0), 0, 1);
        // A sample may hold the objects of two pictures.
        List<TrainingObject> most = Collections.nCopies(2 * objects, object);
        return YoloTargets.assign(new YoloGrid(size, spec().anchors()), Collections.nCopies(pictures, most));
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

    private BatchLoader<YoloTargets> loader(TrainingPlan plan, SeedTree seeds) {
        SampleMaker samples = new SampleMaker(
                new KeptPictures(new DatasetPictures(dataset), MOST_KEPT),
                plan.mixer(),
                Pipeline.of(recipe.data().augmentation()),
                seeds);
        List<String> ids = dataset.images().stream().map(LabelledImage::id).toList();
        List<AnchorSize> anchors = spec().anchors();
        return new BatchLoader<>(
                samples,
                ids,
                recipe.data().batchSize(),
                plan.inputSize(),
                (epoch, batch, made, images) -> YoloTargets.of(anchors, made),
                seeds,
                options.loaderThreads());
    }
}
