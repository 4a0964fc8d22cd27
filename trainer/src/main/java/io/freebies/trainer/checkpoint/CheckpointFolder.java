package io.freebies.trainer.checkpoint;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run's checkpoints, one file each with its step in the name. A new one is whole on the disk before an older one is
 * deleted. The newest is kept, and the three newest from ends of epochs, to which a run that diverged can go back.
 *
 * @param folder may not exist yet
 * @param stepsPerEpoch where the ends of epochs are
 */
public record CheckpointFolder(Path folder, int stepsPerEpoch) {
    private static final Pattern NAME = Pattern.compile("step-(\\d+)\\.safetensors");
    private static final int EPOCH_ENDS = 3;

    /** Writes a checkpoint and deletes those that are no longer needed. */
    public void write(Checkpoint checkpoint) {
        checkpoint.write(file(checkpoint.step()));
        prune(checkpoint.step());
    }

    private Path file(long step) {
        return folder.resolve(String.format("step-%09d.safetensors", step));
    }

    /**
     * The newest checkpoint that is whole.
     *
     * @param damaged is told in words of every newer one that is not
     * @return nothing if no checkpoint was ever written
     * @throws Failure (data) if there are some and all are damaged
     */
    public Optional<Checkpoint> newest(Consumer<String> damaged) {
        List<String> problems = new ArrayList<>();
        List<Long> steps = new ArrayList<>(steps());
        Collections.reverse(steps);
        for (long step : steps) {
            try {
                Checkpoint checkpoint = Checkpoint.read(file(step));
                problems.forEach(damaged);
                return Optional.of(checkpoint);
            } catch (IOException e) {
                problems.add(file(step).getFileName() + " is damaged: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(
                    ExitCode.DATA, folder + ": no checkpoint to resume from; start anew elsewhere", problems);
        }
        return Optional.empty();
    }

    /**
     * Where a run that diverged goes back to: the newest end of an epoch. Where that did not help, because it diverged
     * again within two epochs, it goes back one further each time.
     *
     * @param rollbacks so far
     * @param divergedAt the step
     * @throws Failure (data) if that checkpoint is damaged
     */
    public Checkpoint forRollback(List<Rollback> rollbacks, long divergedAt) {
        int inARow = 0;
        long later = divergedAt;
        for (int i = rollbacks.size() - 1; i >= 0 && later - rollbacks.get(i).divergedAt() < 2L * stepsPerEpoch; i--) {
            later = rollbacks.get(i).divergedAt();
            inARow++;
        }
        List<Long> ends = epochEnds(steps());
        long target = ends.get(Math.max(0, ends.size() - 1 - inARow));
        try {
            return Checkpoint.read(file(target));
        } catch (IOException e) {
            throw Failure.data(file(target) + ": the run cannot go back to it: " + e.getMessage(), e);
        }
    }

    /** Deletes what is older than needed, and what is newer: damaged, or of a future that did not come. */
    private void prune(long newest) {
        NavigableSet<Long> steps = steps();
        List<Long> ends = epochEnds(steps.headSet(newest, true));
        steps.remove(newest);
        ends.subList(Math.max(0, ends.size() - EPOCH_ENDS), ends.size()).forEach(steps::remove);
        try {
            for (long step : steps) {
                Files.delete(file(step));
            }
        } catch (IOException e) {
            throw Failure.environment(folder + ": an old checkpoint cannot be deleted: " + e.getMessage(), e);
        }
    }

    private List<Long> epochEnds(NavigableSet<Long> steps) {
        return steps.stream().filter(step -> step % stepsPerEpoch == 0).toList();
    }

    private NavigableSet<Long> steps() {
        NavigableSet<Long> steps = new TreeSet<>();
        String[] names = folder.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                steps.add(Long.parseLong(matcher.group(1)));
            }
        }
        return steps;
    }
}
