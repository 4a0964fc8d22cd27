package io.freebies.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.djl.DjlNetwork;
import io.freebies.trainer.djl.Probe;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run: puts the parts together, trains, and leaves everything in the run directory.
 *
 * @param recipe resolved
 * @param dataset to learn from
 * @param seed of every random stream
 * @param run where results go
 * @param device of the engine
 * @param loaderThreads change nothing but the speed
 * @param people progress
 */
record Training(
        Recipe recipe,
        Dataset dataset,
        long seed,
        RunDirectory run,
        String device,
        int loaderThreads,
        PrintStream people) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Trains from the beginning, or from the last checkpoint. */
    void start(boolean resume) {
        Map<String, String> identity = Provenance.identity(recipe, dataset, seed);
        Detector detector = ModelZoo.detector(spec());
        SeedTree seeds = new SeedTree(seed);
        TrainingPlan plan = TrainingPlan.of(
                recipe, dataset.classes().size(), dataset.images().size(), seeds);
        Checkpoint from = resume
                ? Checkpoint.read(run.checkpoints(), identity)
                : new Checkpoint(0, TrainedDetector.fresh(detector, seed).weights(), Map.of(), identity);
        AtomicFile.writeText(run.recipe(), RecipeReader.print(recipe));
        writeProvenance(identity, detector);
        long firstStep = (long) from.epochs() * plan.epochs().stepsPerEpoch();
        try (DjlNetwork network =
                        DjlNetwork.open(device, detector.trunk(detector.spec().inputSize()), from.weights());
                BatchLoader loader = loader(plan, seeds);
                Metrics metrics = new Metrics(run.metrics(), firstStep, plan.epochs(), people)) {
            Recipe.Optimiser o = recipe.optimiser();
            Sgd sgd = new Sgd(network, o.momentum(), o.weightDecay(), plan.decays(), o.clipNorm());
            if (resume) {
                sgd.restore(from.momenta());
            }
            YoloLoss loss = new YoloLoss(dataset.classes().size(), plan.classTargets());
            YoloLearner learner = new YoloLearner(detector, network, loss, sgd);
            TrainLoop loop = new TrainLoop(
                    plan,
                    loader,
                    learner,
                    metrics,
                    epochs -> new Checkpoint(epochs, network.weights(), sgd.momenta(), identity)
                            .write(run.checkpoints()));
            loop.run(from.epochs());
            finish(detector, network, identity);
        }
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
                loaderThreads);
    }

    private void finish(Detector detector, DjlNetwork network, Map<String, String> identity) {
        Map<String, String> metadata = new LinkedHashMap<>();
        identity.forEach((key, value) -> metadata.put("provenance." + key, value));
        Weights weights = network.weights().withMetadata(metadata);
        new TrainedDetector(detector, weights).write(run.weights("last"));
        Probe.write(run.probe(), detector, network, dataset);
    }

    private void writeProvenance(Map<String, String> identity, Detector detector) {
        Map<String, Object> provenance = new LinkedHashMap<>(identity);
        provenance.put("data", dataset.source());
        provenance.put("pictures", dataset.images().size());
        provenance.put("left_out", dataset.leftOut());
        provenance.put("trunk_fingerprint", TrainedDetector.fingerprint(detector));
        provenance.put("device", device);
        provenance.put("java", Runtime.version().toString());
        try {
            AtomicFile.writeText(
                    run.provenance(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(provenance) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
