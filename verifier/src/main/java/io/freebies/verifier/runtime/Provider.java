package io.freebies.verifier.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.freebies.failure.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Where ONNX Runtime computes. What is asked for is what is used: there is no falling back. */
public enum Provider {
    /** The processor. */
    CPU,
    /** The first NVIDIA GPU. */
    CUDA,
    /** The same through TensorRT, which compiles what it can of the graph; CUDA runs the rest. */
    TENSORRT;

    /** The names on the command line. */
    public static final String OPTIONS = "cpu (default), cuda or tensorrt";

    /** By what ONNX Runtime calls itself where a node runs. */
    private static final Map<Provider, Set<String>> OWN = Map.of(
            CPU,
            Set.of("CPUExecutionProvider"),
            CUDA,
            Set.of("CUDAExecutionProvider"),
            TENSORRT,
            Set.of("TensorrtExecutionProvider", "CUDAExecutionProvider"));

    /** The name on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * From the name on the command line.
     *
     * @throws Failure (usage) for another name
     */
    public static Provider parse(String option) {
        return Arrays.stream(values())
                .filter(p -> p.option().equals(option))
                .findFirst()
                .orElseThrow(() -> Failure.usage("--provider: expected cpu, cuda or tensorrt, found '" + option + "'"));
    }

    /**
     * Tries it.
     *
     * @throws Failure (environment) if this machine or build does not have it, with what is missing
     */
    public void requireWorking() {
        try (SessionOptions options = new SessionOptions()) {
            addTo(options);
        }
    }

    /** Adds the provider to a session's options; the processor is always there. */
    void addTo(SessionOptions options) {
        if (this == CPU) {
            return;
        }
        // The list of available providers tells what was compiled in, not what works: only trying tells.
        try {
            if (this == TENSORRT) {
                addTensorRt(options);
            }
            addCuda(options);
        } catch (OrtException e) {
            String needs = this == TENSORRT ? "TensorRT 10, " : "";
            throw Failure.environment(
                    "provider " + option() + ": expected " + needs
                            + "a CUDA 12 GPU, cuDNN 9 and the GPU build of ONNX Runtime, found none (" + firstLine(e)
                            + "); build with the Maven profile 'gpu' on such a machine, or use --provider cpu",
                    e);
        }
    }

    private static void addTensorRt(SessionOptions options) throws OrtException {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(0)) {
            // Numbers of 16 or 8 bits would answer something else than the file says.
            tensorRt.add("trt_fp16_enable", "0");
            tensorRt.add("trt_int8_enable", "0");
            options.addTensorrt(tensorRt);
        }
    }

    private static void addCuda(SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
            // The default picks algorithms by timing them, so that two sessions of one graph may differ.
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        }
    }

    /** Whether that is where this provider's nodes run, by ONNX Runtime's name. */
    boolean owns(String name) {
        return Objects.requireNonNull(OWN.get(this)).contains(name);
    }

    static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
