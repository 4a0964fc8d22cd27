package io.freebies.bench.report;

import io.freebies.run.RunDirectory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a report compares.
 *
 * @param baseline the first model
 * @param candidate the second
 * @param data what both are scored on, as after {@code --data}
 * @param seed of the inputs that are timed and of the pictures that are resampled
 */
public record Pair(Subject baseline, Subject candidate, String data, long seed) {
    /**
     * One model.
     *
     * @param title for people
     * @param model its file
     * @param run where it was trained, if that is known
     */
    public record Subject(String title, Path model, Optional<RunDirectory> run) {}

    /** The model of one side. */
    public Subject of(Side side) {
        return side == Side.BASELINE ? baseline : candidate;
    }
}
