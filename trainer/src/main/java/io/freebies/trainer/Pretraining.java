package io.freebies.trainer;

import io.freebies.data.ClassifiedData;
import io.freebies.data.SeedTree;
import io.freebies.graph.Fingerprint;
import io.freebies.graph.Graph;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.SampleMixer;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.checkpoint.DataListing;
import io.freebies.trainer.checkpoint.RunIdentity;
import io.freebies.trainer.djl.DjlEngine;
import io.freebies.trainer.djl.DjlNetwork;
import io.freebies.trainer.djl.EngineState;
import io.freebies.trainer.djl.GradientRule;
import io.freebies.trainer.djl.HeldOut;
import io.freebies.trainer.djl.Learner;
import io.freebies.trainer.djl.LossScale;
import io.freebies.trainer.djl.NormStatistics;
import io.freebies.trainer.djl.Replicas;
import io.freebies.trainer.djl.Sgd;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.loader.ClassifiedSource;
import io.freebies.trainer.loader.SampleMaker;
import io.freebies.trainer.loss.ClassShares;
import io.freebies.trainer.loss.SoftmaxLoss;
import io.freebies.trainer.schedule.InputSize;
import io.freebies.zoo.ModelZoo;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * One pre-training: a backbone learns as a classifier, and its weights stay.
 *
 * @param recipe resolved
 * @param data to learn from and to be tested on
 * @param seed of every random stream
 * @param run where results go
 * @param options that change nothing in what is learned
 * @param people progress
 */
record Pretraining(
        PretrainRecipe recipe,
        ClassifiedData data,
        long seed,
        RunDirectory run,
        TrainingOptions options,
        PrintStream people) {
    /** The kind of weights in the run directory. */
    static final String KIND = "backbone";

    /**
     * Trains from the beginning, or from the last checkpoint if there is one.
     *
     * @param stop whether to stop before the next step
     * @return false if it was stopped before it was done
     */
    boolean start(boolean resume, BooleanSupplier stop) {
        SeedTree seeds = new SeedTree(seed);
        PretrainingPlan plan =
                PretrainingPlan.of(recipe, classes(), data.train().size(), seeds);
        String engine = DjlEngine.describe(options.devices());
        RunIdentity identity = new RunIdentity(
                RecipeReader.print(recipe),
                DataListing.of(data),
                seed,
                engine,
                Optional.empty(),
                NormStatistics.OF_PART.parts(options.devices().replicas()));
        Session session = new Session(run, identity, plan.epochs(), options, people);
        Optional<Checkpoint> newest = session.newest(resume);
        Graph graph = classifier(size());
        Weights fresh = Weights.initial(graph, name -> seeds.stream("initial " + name, 0, 0));
        Recipe.Optimiser o = recipe.optimiser();
        GradientRule rule = GradientRule.of(o, NormStatistics.OF_PART);
        try (Replicas replicas = Replicas.open(options.devices(), graph, fresh, rule);
                BatchLoader<ClassShares> loader = loader(plan, seeds)) {
            DjlNetwork network = replicas.master();
            Sgd sgd = new Sgd(network, o.momentum(), o.weightDecay(), plan.decays(), o.clipNorm());
            EngineState state = new EngineState(network, sgd, List.of(), new LossScale(rule.precision()));
            Learner<ClassShares> learner = new Learner<>(this::classifier, replicas, state, new SoftmaxLoss());
            return session.train(
                    newest,
                    new Session.Parts<>(state, plan.rate(), loader, learner, Session.EpochEnd.NOTHING),
                    () -> rehearse(learner),
                    digests -> Provenance.write(run.provenance(), digests, facts(graph)),
                    provenance -> write(network, provenance),
                    stop);
        }
    }

    private int classes() {
        return data.classes().size();
    }

    private int size() {
        return recipe.model().inputSize();
    }

    private Graph classifier(int size) {
        return ModelZoo.classifier(recipe.model().name(), classes(), size);
    }

    private BatchLoader<ClassShares> loader(PretrainingPlan plan, SeedTree seeds) {
        SampleMaker samples =
                new SampleMaker(new ClassifiedSource(data.train()), SampleMixer.NONE, plan.pipeline(), seeds);
        List<String> ids = IntStream.range(0, data.train().size())
                .mapToObj(data.train()::id)
                .toList();
        return new BatchLoader<>(
                samples,
                ids,
                recipe.data().batchSize(),
                InputSize.fixed(size()),
                plan.targets(),
                seeds,
                options.loaderThreads());
    }

    private void rehearse(Learner<ClassShares> learner) {
        int pictures = Math.min(recipe.data().batchSize(), data.train().size());
        people.println("trying a step of " + pictures + " pictures at " + size() + " pixels ...");
        learner.rehearse(pictures, size(), new ClassShares(Tensor.zeros(Shape.of(pictures, classes()))));
    }

    private Map<String, Object> facts(Graph graph) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", data.source());
        facts.put("pictures", data.train().size());
        facts.put("held_out", data.heldOut().size());
        facts.put("classifier_fingerprint", Fingerprint.of(graph));
        return facts;
    }

    private boolean write(DjlNetwork network, Map<String, String> provenance) {
        SampleMaker heldOut = new SampleMaker(
                new ClassifiedSource(data.heldOut()), SampleMixer.NONE, Pipeline.RESIZE, new SeedTree(seed));
        people.println("testing on " + data.heldOut().size() + " held-out pictures ...");
        double accuracy = HeldOut.accuracy(network, classifier(size()), heldOut, size());
        Map<String, String> origin = new LinkedHashMap<>(provenance);
        origin.put("data", data.source());
        origin.put("classes", Integer.toString(classes()));
        origin.put("held_out_accuracy", String.format(Locale.ROOT, "%.4f", accuracy));
        PretrainedBackbone.of(recipe.model().name(), network.weights(), origin).write(run.weights(KIND));
        return true;
    }
}
