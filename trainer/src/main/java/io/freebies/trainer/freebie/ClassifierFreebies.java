package io.freebies.trainer.freebie;

import java.util.Optional;

/**
 * What a classifier's recipe may switch on, each by the presence of its key.
 *
 * @param mixup of batches
 * @param labelSmoothing of the classes' targets
 * @param cosine instead of the step schedule
 * @param noDecayOnBiasAndNorm only kernels decay
 */
public record ClassifierFreebies(
        Optional<BatchMixup> mixup,
        Optional<LabelSmoothing> labelSmoothing,
        Optional<Cosine> cosine,
        Optional<NoDecay> noDecayOnBiasAndNorm) {}
