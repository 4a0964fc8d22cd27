package io.freebies.bench;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.util.Arrays;
import java.util.Locale;

/** Where ONNX Runtime computes. */
enum Provider {
    /** The processor. */
    CPU,
    /** The first CUDA device. */
    CUDA;

    /**
     * The provider of a name.
     *
     * @throws Failure (usage) if there is none
     */
    static Provider named(String name) {
        for (Provider provider : values()) {
            if (provider.word().equals(name)) {
                return provider;
            }
        }
        throw Failure.usage("--provider: expected cpu or cuda, found '" + name + "'"
                + DidYouMean.hint(
                        name, Arrays.stream(values()).map(Provider::word).toList()));
    }

    /** The name as an option. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Options for one of several sessions in a process.
     *
     * @param threads of one operator
     * @throws Failure (environment) if the machine lacks the device or its libraries; there is no fallback
     */
    SessionOptions options(int threads) {
        try {
            SessionOptions options = new SessionOptions();
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // A pool that spins after its run takes the processor from the other session: 20 % bias by order.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (this == CUDA) {
                addCuda(options);
            }
            return options;
        } catch (OrtException e) {
            throw Failure.environment(
                    "provider " + word() + ": expected a usable device with its libraries (CUDA 12, cuDNN 9), ONNX"
                            + " Runtime says: " + oneLine(e) + "; build with BOF_PROFILE=gpu on a machine that has"
                            + " them, or use --provider cpu",
                    e);
        }
    }

    /** Both sessions must run the same algorithms: the default, to time them at the start, may choose differently. */
    private static void addCuda(SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("use_tf32", "1");
            options.addCUDA(cuda);
        }
    }

    /** What the runtime says, without line breaks. */
    static String oneLine(OrtException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
