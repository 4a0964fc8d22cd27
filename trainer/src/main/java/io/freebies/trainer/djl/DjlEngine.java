package io.freebies.trainer.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.freebies.failure.Failure;

/** Starting the engine. */
public final class DjlEngine {
    /** What a machine needs for CUDA; the engine's natives come in no other way. */
    private static final String CUDA = """
            name others with --devices, or give the engine its CUDA libraries, on a machine with an NVIDIA driver:
              - with a network: BOF_PROFILE=gpu fetches libtorch 2.7.1 for CUDA 12.8 on first use;
              - without one: pip install torch==2.7.1 (its CUDA 12.8 build), then BOF_PROFILE=gpu with
                PYTORCH_LIBRARY_PATH=<site-packages>/torch/lib PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128;
              - from Maven Central alone: DJL 0.32.0 with pytorch-jni 2.5.1-0.32.0 and pytorch-native-cu124 2.5.1 in
                pom.xml""";

    private DjlEngine() {}

    /**
     * A manager on a device.
     *
     * @param device {@code cpu} or the number of a CUDA device, as {@link Devices} has them
     * @throws Failure (environment) if the engine cannot start or has no such device
     */
    public static NDManager open(String device) {
        try {
            Engine engine = Engine.getEngine("PyTorch");
            if (device.equals("cpu")) {
                return NDManager.newBaseManager(Device.cpu(), "PyTorch");
            }
            int number = Integer.parseInt(device);
            if (number >= engine.getGpuCount()) {
                throw Failure.environment("CUDA device " + number + " is not there, the engine finds "
                        + engine.getGpuCount() + "; " + CUDA);
            }
            return NDManager.newBaseManager(Device.gpu(number), "PyTorch");
        } catch (EngineException e) {
            throw Failure.environment("the PyTorch engine does not start: " + e.getMessage(), e);
        }
    }

    /** What decides how sums are rounded: {@code PyTorch 2.7.1, cpu, 1 threads}. */
    public static String describe(Devices devices) {
        String threads = System.getProperty("ai.djl.pytorch.num_threads", "all");
        return "PyTorch " + Engine.getEngine("PyTorch").getVersion() + ", " + devices.text() + ", " + threads
                + " threads";
    }
}
