package io.freebies.verifier.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.freebies.failure.Failure;
import java.util.Arrays;
import java.util.Locale;

/** Where ONNX Runtime computes. What is asked for is what is used: there is no falling back. */
public enum Provider {
    /** The processor. */
    CPU,
    /** The first NVIDIA GPU. */
    CUDA;

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
                .orElseThrow(() -> Failure.usage("--provider: expected cpu or cuda, found '" + option + "'"));
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
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
            // The default picks algorithms by timing them, so that two sessions of one graph may differ.
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        } catch (OrtException e) {
            throw Failure.environment(
                    "provider cuda: expected a CUDA 12 GPU, cuDNN 9 and the GPU build of ONNX Runtime, found none ("
                            + firstLine(e) + "); build with the Maven profile 'gpu' on such a machine, or use"
                            + " --provider cpu",
                    e);
        }
    }

    static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
