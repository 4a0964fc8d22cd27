package io.freebies.score;

/**
 * One class under one or more thresholds: which detections hit, and in which images there are objects to find.
 * Everything is by rank: by falling score, ties in the order of the metric.
 *
 * <p>Each outcome is a set of bits: bit t is a hit at threshold t; bit {@link #IGNORED} + t is a match that is neither
 * demanded nor punished there. A detection with neither is a miss.
 */
final class ClassMatches {
    /** From this bit on an outcome says what is ignored; there can be as many thresholds. */
    static final int IGNORED = 16;

    private final int thresholds;
    private final Ranking ranking;
    private final int[] outcomes;
    private final int[] objects;
    private final int[] hits;

    /**
     * Takes over its arrays.
     *
     * @param thresholds how many there are, 1 to {@link #IGNORED}
     * @param ranking the detections
     * @param outcomes what each of them is
     * @param objects the image of each object to find
     */
    ClassMatches(int thresholds, Ranking ranking, int[] outcomes, int[] objects) {
        this.thresholds = thresholds;
        this.ranking = ranking;
        this.outcomes = outcomes;
        this.objects = objects;
        hits = new int[thresholds];
        for (int outcome : outcomes) {
            for (int bits = outcome & ~ignoredAtAll(thresholds); bits != 0; bits &= bits - 1) {
                hits[Integer.numberOfTrailingZeros(bits)]++;
            }
        }
    }

    /** The outcome of a detection that is ignored at all of so many thresholds. */
    static int ignoredAtAll(int thresholds) {
        return ((1 << thresholds) - 1) << IGNORED;
    }

    /**
     * The curves over the images, image i counted {@code times[i]} times.
     *
     * <p>Counting an image twice is the same as having a second copy of it: the copies' detections are neighbours in
     * the order of scores, and no interpolation looks at the points between neighbours of equal outcome.
     *
     * @param most only so many best detections of each image
     * @return one curve a threshold; none if these images have no object of this class to find
     */
    PrecisionRecall[] curves(int[] times, int most) {
        long positives = 0;
        for (int image : objects) {
            positives += times[image];
        }
        if (positives == 0) {
            return new PrecisionRecall[0];
        }
        PrecisionRecall[] curves = new PrecisionRecall[thresholds];
        for (int t = 0; t < thresholds; t++) {
            curves[t] = new PrecisionRecall(positives, hits[t]);
        }
        int ignored = ignoredAtAll(thresholds);
        long[] spared = new long[thresholds];
        long counted = 0;
        for (int rank = 0; rank < outcomes.length; rank++) {
            int count = times[ranking.image(rank)];
            if (count > 0 && ranking.place(rank) < most && outcomes[rank] != ignored) {
                counted += count;
                for (int bits = outcomes[rank]; bits != 0; bits &= bits - 1) {
                    int bit = Integer.numberOfTrailingZeros(bits);
                    if (bit < IGNORED) {
                        curves[bit].hit(count, counted - spared[bit]);
                    } else {
                        spared[bit - IGNORED] += count;
                    }
                }
            }
        }
        return curves;
    }
}
