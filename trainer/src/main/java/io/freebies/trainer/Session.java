package io.freebies.trainer;

import io.freebies.run.RunDirectory;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.checkpoint.CheckpointFolder;
import io.freebies.trainer.checkpoint.RunIdentity;
import io.freebies.trainer.djl.EngineState;
import io.freebies.trainer.djl.Learner;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.schedule.Epochs;
import io.freebies.trainer.schedule.LearningRate;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What every training has in common, whatever it trains: it goes on from a checkpoint of the same run or begins, tries
 * a step, loops, and leaves results.
 *
 * @param run where results go
 * @param identity what fixes the weights
 * @param epochs lengths
 * @param options that change nothing in what is learned
 * @param people progress
 */
record Session(RunDirectory run, RunIdentity identity, Epochs epochs, TrainingOptions options, PrintStream people) {
    /**
     * What learns.
     *
     * @param state everything that steps change
     * @param rate per step
     * @param loader makes batches
     * @param learner makes steps
     * @param epochEnd is told of every epoch's end
     * @param <T> the form of the targets
     */
    record Parts<T>(
            EngineState state, LearningRate rate, BatchLoader<T> loader, Learner<T> learner, EpochEnd epochEnd) {}

    /** What happens at the end of an epoch, before the state is kept, so that it happens again if that is cut off. */
    @FunctionalInterface
    interface EpochEnd {
        /** For those who do nothing then. */
        EpochEnd NOTHING = (epochs, provenance) -> {};

        /** After so many epochs, with the provenance of the weights as they are. */
        void after(int epochs, Map<String, String> provenance);
    }

    /** The checkpoint to go on from, if that is asked for and there is one of this very run. */
    Optional<Checkpoint> newest(boolean resume) {
        if (!resume) {
            return Optional.empty();
        }
        Optional<Checkpoint> newest = folder().newest(people::println);
        if (newest.isEmpty()) {
            people.println(run.root() + ": no checkpoint yet, training from the beginning");
        }
        newest.ifPresent(checkpoint -> identity.requireSame(checkpoint.digests(), run, people::println));
        return newest;
    }

    private CheckpointFolder folder() {
        return new CheckpointFolder(run.checkpoints(), epochs.stepsPerEpoch());
    }

    /**
     * Trains to the end.
     *
     * @param newest where it goes on; from the beginning if empty
     * @param rehearsal tries a step; its effects are taken back
     * @param origins is given the digests and writes where the run comes from
     * @param results is given the provenance of the trained weights when they are there; false if it was stopped
     * @param stop whether to stop before the next step
     * @return false if it was stopped before it was done
     */
    <T> boolean train(
            Optional<Checkpoint> newest,
            Parts<T> parts,
            Runnable rehearsal,
            Consumer<Map<String, String>> origins,
            Predicate<Map<String, String>> results,
            BooleanSupplier stop) {
        EngineState state = parts.state();
        Checkpoint first = newest.orElseGet(() -> new Checkpoint(0, List.of(), identity.digests(), state.capture()));
        rehearsal.run();
        identity.write(run);
        origins.accept(identity.digests());
        try (Metrics metrics = new Metrics(run.metrics(), epochs, people)) {
            Checkpointer checkpointer =
                    new Checkpointer(folder(), identity.digests(), state, metrics, options, parts.epochEnd(), people);
            checkpointer.start(first);
            return new TrainLoop<>(epochs, parts.rate(), parts.loader(), parts.learner(), metrics, checkpointer, stop)
                            .run()
                    && results.test(checkpointer.provenance());
        }
    }
}
