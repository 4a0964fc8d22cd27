package io.freebies.trainer.checkpoint;

/**
 * A run diverged and went back.
 *
 * @param divergedAt the step whose loss or gradient was not finite
 * @param backTo the step it went on from, at a lower rate
 */
public record Rollback(long divergedAt, long backTo) {}
