package io.freebies.verifier.adapter;

import java.util.List;

/**
 * Where a model's answers are and what they mean.
 *
 * @param layout what they mean
 * @param outputs names of the outputs, in the layout's order
 * @param firstLabel the label of the first class; 1 where 0 stands for the background
 * @param strides of {@link AnswerLayout#YOLOX}, in the order of its predictions
 */
public record AnswerRule(AnswerLayout layout, List<String> outputs, int firstLabel, List<Integer> strides) {
    /** Copies the lists. */
    public AnswerRule {
        outputs = List.copyOf(outputs);
        strides = List.copyOf(strides);
    }

    /** This rule for outputs of other names. */
    public AnswerRule named(List<String> others) {
        return new AnswerRule(layout, others, firstLabel, strides);
    }

    static AnswerRule of(AnswerLayout layout, String output) {
        return new AnswerRule(layout, List.of(output), 0, List.of());
    }
}
