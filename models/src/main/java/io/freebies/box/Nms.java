package io.freebies.box;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Greedy non-maximum suppression per class. */
public final class Nms {
    private Nms() {}

    /**
     * Keeps a box unless a kept one of its class with a higher score overlaps it by more than the threshold.
     *
     * @param candidates in any order; equal scores keep theirs
     * @return kept detections by falling score: idempotent, and a subset of the input
     */
    public static List<Detection> apply(List<Detection> candidates, NmsSettings settings) {
        List<Detection> sorted = candidates.stream()
                .filter(d -> d.score() > settings.scoreThreshold())
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .limit(settings.candidates())
                .toList();
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : sorted) {
            if (kept.size() == settings.maxDetections()) {
                break;
            }
            if (kept.stream().noneMatch(better -> suppresses(better, candidate, settings.iouThreshold()))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static boolean suppresses(Detection better, Detection candidate, double threshold) {
        return better.label() == candidate.label() && better.box().iou(candidate.box()) > threshold;
    }
}
