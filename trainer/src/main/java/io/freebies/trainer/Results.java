package io.freebies.trainer;

import io.freebies.data.Dataset;
import io.freebies.run.RunDirectory;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.djl.AveragedWeights;
import io.freebies.trainer.djl.DjlNetwork;
import io.freebies.trainer.djl.EngineState;
import io.freebies.trainer.djl.NormPass;
import io.freebies.trainer.djl.Probe;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.schedule.Averaging;
import io.freebies.trainer.schedule.Epochs;
import io.freebies.zoo.Detector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a run that is done leaves behind: its last weights and every average, each with a probe.
 *
 * @param run where they go
 * @param detector the architecture
 * @param dataset whose first pictures are the probe's
 * @param provenance what goes into the weights' metadata
 */
record Results(RunDirectory run, Detector detector, Dataset dataset, Map<String, String> provenance) {
    /**
     * Writes them all. The network ends up with other weights.
     *
     * @param loader for averages whose norms need one more pass over the data
     * @param stop whether to stop before the next batch of that pass
     * @return false if it was stopped
     */
    boolean write(EngineState state, BatchLoader<?> loader, Epochs epochs, BooleanSupplier stop) {
        DjlNetwork network = state.network();
        write("last", network);
        for (AveragedWeights average : state.averages()) {
            network.restore(average.weights());
            if (average.averaging().norms() == Averaging.Norms.RECOMPUTED
                    && !NormPass.over(
                            loader.batches(epochs.steps(), epochs.steps() + epochs.stepsPerEpoch()),
                            detector,
                            network,
                            stop)) {
                return false;
            }
            write(average.averaging().kind(), network);
        }
        return true;
    }

    /** Writes the weights as they are after an epoch, without a probe. */
    void write(int epoch, DjlNetwork network) {
        writeWeights(RunDirectory.ofEpoch(epoch), network);
    }

    private void write(String kind, DjlNetwork network) {
        writeWeights(kind, network);
        Probe.write(run.probe(kind), detector, network, dataset);
    }

    private void writeWeights(String kind, DjlNetwork network) {
        Map<String, String> metadata = new LinkedHashMap<>();
        provenance.forEach((key, value) -> metadata.put("provenance." + key, value));
        metadata.put("provenance.weights", kind);
        new TrainedDetector(detector, network.weights().withMetadata(metadata)).write(run.weights(kind));
    }
}
