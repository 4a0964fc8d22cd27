package io.freebies.verifier.onnx;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an attribute of an operator is where the file does not say, so that saying it makes no other network. Source: the
 * operators' specification in ONNX, of those whose defaults have been the same in every version; for others, an attribute
 * that is there differs from one that is not.
 */
final class AttributeDefaults {
    private static final String FALSE = "0";
    private static final String TRUE = "1";
    /** As many as the picture has axes. */
    private static final String ONES = "\\[1(, 1)*]";

    private static final String ZEROS = "\\[0(, 0)*]";

    private static final Map<String, String> WINDOW = Map.of(
            "auto_pad", "'NOTSET'",
            "ceil_mode", FALSE,
            "dilations", ONES,
            "pads", ZEROS,
            "strides", ONES);

    private static final Map<String, String> CONVOLUTION = Map.of(
            "auto_pad", "'NOTSET'",
            "dilations", ONES,
            "group", "1",
            "output_padding", ZEROS,
            "pads", ZEROS,
            "strides", ONES);

    private static final Map<String, String> REDUCTION = Map.of("keepdims", TRUE, "noop_with_empty_axes", FALSE);

    private static final Map<String, String> RESIZE = Map.of(
            "antialias",
            FALSE,
            "coordinate_transformation_mode",
            "'half_pixel'",
            "cubic_coeff_a",
            "-0\\.75",
            "exclude_outside",
            FALSE,
            "extrapolation_value",
            "0\\.0",
            "keep_aspect_ratio_policy",
            "'stretch'",
            "mode",
            "'nearest'",
            "nearest_mode",
            "'round_prefer_floor'");

    /** By operator and attribute, a pattern of the default's text. */
    private static final Map<String, Map<String, String>> BY_OPERATOR = Map.ofEntries(
            Map.entry("AveragePool", WINDOW),
            Map.entry("BatchNormalization", Map.of("epsilon", "1\\.0E-5", "momentum", "0\\.9", "training_mode", FALSE)),
            Map.entry("Conv", CONVOLUTION),
            Map.entry("ConvTranspose", CONVOLUTION),
            Map.entry("Elu", Map.of("alpha", "1\\.0")),
            Map.entry("Flatten", Map.of("axis", "1")),
            Map.entry("Gather", Map.of("axis", "0")),
            Map.entry("Gemm", Map.of("alpha", "1\\.0", "beta", "1\\.0", "transA", FALSE, "transB", FALSE)),
            Map.entry("HardSigmoid", Map.of("alpha", "0\\.2", "beta", "0\\.5")),
            Map.entry("LeakyRelu", Map.of("alpha", "0\\.01")),
            Map.entry("MaxPool", WINDOW),
            Map.entry("NonMaxSuppression", Map.of("center_point_box", FALSE)),
            Map.entry("Pad", Map.of("mode", "'constant'")),
            Map.entry("ReduceMax", REDUCTION),
            Map.entry("ReduceMean", REDUCTION),
            Map.entry("ReduceMin", REDUCTION),
            Map.entry("ReduceSum", REDUCTION),
            Map.entry("Reshape", Map.of("allowzero", FALSE)),
            Map.entry("Resize", RESIZE),
            Map.entry("TopK", Map.of("axis", "-1", "largest", TRUE, "sorted", TRUE)));

    private AttributeDefaults() {}

    /** Whether the operator would do the same without this attribute, whose value reads like this. */
    static boolean holds(String operator, String attribute, String value) {
        String pattern = BY_OPERATOR.getOrDefault(operator, Map.of()).get(attribute);
        return pattern != null && Pattern.matches(pattern, value);
    }
}
