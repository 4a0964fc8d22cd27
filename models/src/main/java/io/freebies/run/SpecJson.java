package io.freebies.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.zoo.DetectorSpec;

/** The text form of a {@link DetectorSpec} in the metadata of weights and ONNX files. Reading inverts writing. */
public final class SpecJson {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        return JSON.readValue(json, DetectorSpec.class);
    }
}
