package io.freebies.trainer;

import io.freebies.failure.Failure;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.checkpoint.CheckpointFolder;
import io.freebies.trainer.checkpoint.Rollback;
import io.freebies.trainer.djl.EngineState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides when a run's state is kept, and takes it back: at the start, at the end of every epoch, every so many steps,
 * when told, and after a divergence. When it keeps changes nothing in what the run learns; a run that diverged goes
 * back to the end of an epoch only, so that this holds for it too.
 */
final class Checkpointer {
    /** What the rate is multiplied by each time that a run goes back. */
    static final double ROLLBACK_FACTOR = 0.5;

    private static final int MOST_ROLLBACKS = 10;

    private final CheckpointFolder folder;
    private final Map<String, String> digests;
    private final EngineState state;
    private final Metrics metrics;
    private final TrainingOptions options;
    private final Session.EpochEnd epochEnd;
    private final PrintStream people;
    private final List<Rollback> rollbacks = new ArrayList<>();
    private long step;

    /** A keeper of a run's state; {@link #start} comes next. */
    Checkpointer(
            CheckpointFolder folder,
            Map<String, String> digests,
            EngineState state,
            Metrics metrics,
            TrainingOptions options,
            Session.EpochEnd epochEnd,
            PrintStream people) {
        this.folder = folder;
        this.digests = digests;
        this.state = state;
        this.metrics = metrics;
        this.options = options;
        this.epochEnd = epochEnd;
        this.people = people;
    }

    /** Takes the state from a checkpoint, and keeps it. */
    void start(Checkpoint checkpoint) {
        state.restore(checkpoint.state());
        rollbacks.clear();
        rollbacks.addAll(checkpoint.rollbacks());
        step = checkpoint.step();
        metrics.startAt(step);
        save();
    }

    /** How many steps were made. */
    long step() {
        return step;
    }

    /** Where the weights come from: the run's digests, and where it went back if it did. */
    Map<String, String> provenance() {
        Map<String, String> provenance = new LinkedHashMap<>(digests);
        if (!rollbacks.isEmpty()) {
            provenance.put("rollbacks", rollbacks.toString());
        }
        return provenance;
    }

    /** What the planned rate is multiplied by: 1 unless the run went back. */
    double rateFactor() {
        return Math.pow(ROLLBACK_FACTOR, rollbacks.size());
    }

    /** Counts a step, and keeps the state if it is time. */
    void afterStep() {
        step++;
        boolean isEpochEnd = step % folder.stepsPerEpoch() == 0;
        if (isEpochEnd) {
            epochEnd.after((int) (step / folder.stepsPerEpoch()), provenance());
        }
        if (isEpochEnd || step % options.checkpointEvery() == 0) {
            save();
        }
    }

    /** Keeps the state as it is now. */
    void save() {
        metrics.sync();
        folder.write(new Checkpoint(step, rollbacks, digests, state.capture()));
    }

    /**
     * Goes back to before a divergence, to go on at a lower rate.
     *
     * @throws Failure (check) naming the divergence, if that was not asked for or has not helped so far
     */
    void rollBack(Divergence divergence) {
        if (!options.rollback()) {
            throw Failure.check(divergence + "; the last checkpoint is kept; lower optimiser.learning_rate, lengthen"
                    + " schedule.warmup_epochs, set optimiser.clip_norm, or resume with --on-divergence rollback");
        }
        if (rollbacks.size() == MOST_ROLLBACKS) {
            throw Failure.check(divergence + "; going back " + MOST_ROLLBACKS + " times did not help; lower"
                    + " optimiser.learning_rate or set optimiser.clip_norm");
        }
        Checkpoint before = folder.forRollback(rollbacks, divergence.step());
        List<Rollback> all = new ArrayList<>(rollbacks);
        all.add(new Rollback(divergence.step(), before.step()));
        start(new Checkpoint(before.step(), all, digests, before.state()));
        people.println(divergence + "; going back to step " + step + " at " + rateFactor() + " of the planned rate");
    }
}
