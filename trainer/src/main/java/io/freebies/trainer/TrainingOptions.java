package io.freebies.trainer;

import io.freebies.trainer.djl.Devices;

/**
 * What can be chosen for a run without changing what it learns, but for norms that see their device's pictures only.
 *
 * @param devices of the engine
 * @param loaderThreads that prepare pictures
 * @param checkpointEvery steps, beside the end of every epoch
 * @param weightsEvery epochs between weights that are left behind on the way; 0 for none
 * @param rollback whether a run that diverges goes back and on at a lower rate, instead of stopping
 */
record TrainingOptions(Devices devices, int loaderThreads, int checkpointEvery, int weightsEvery, boolean rollback) {}
