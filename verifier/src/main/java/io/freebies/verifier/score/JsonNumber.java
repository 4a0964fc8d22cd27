package io.freebies.verifier.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** Scores in JSON, which has no NaN. */
public final class JsonNumber {
    private JsonNumber() {}

    /** The number; null for NaN, which is the score where there is no object to find. */
    public static JsonNode of(double value) {
        return Double.isNaN(value) ? NullNode.instance : DoubleNode.valueOf(value);
    }
}
