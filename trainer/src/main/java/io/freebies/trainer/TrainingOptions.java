package io.freebies.trainer;

/**
 * What can be chosen for a run without changing what it learns.
 *
 * @param device of the engine: {@code cpu}, {@code gpu0}, ...
 * @param loaderThreads that prepare pictures
 * @param checkpointEvery steps, beside the end of every epoch
 * @param rollback whether a run that diverges goes back and on at a lower rate, instead of stopping
 */
record TrainingOptions(String device, int loaderThreads, int checkpointEvery, boolean rollback) {}
