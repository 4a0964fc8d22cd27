package io.freebies.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.freebies.zoo.DetectorSpec;

/** The text form of a {@link DetectorSpec} in the metadata of weights and ONNX files. Reading inverts writing. */
public final class SpecJson {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SpecJson() {}

    /** One line. */
    public static String write(DetectorSpec spec) {
        try {
            return JSON.writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The spec that {@link #write} wrote; its exception says what else was found. */
    public static DetectorSpec read(String json) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(json);
        if (!tree.isObject()) {
            throw MismatchedInputException.from(null, DetectorSpec.class, "expected an object, found " + tree);
        }
        return JSON.treeToValue(tree, DetectorSpec.class);
    }
}
