package io.freebies.trainer.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import io.freebies.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starting the engine. */
public final class DjlEngine {
    /** How the engine gets its CUDA libraries; there is no other way. */
    public static final String WAYS_TO_CUDA = """
            for CUDA, on a machine with an NVIDIA driver:
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
                        + engine.getGpuCount() + "; name others with --devices, or\n" + WAYS_TO_CUDA);
            }
            return NDManager.newBaseManager(Device.gpu(number), "PyTorch");
        } catch (EngineException e) {
            throw Failure.environment("the PyTorch engine does not start: " + e.getMessage(), e);
        }
    }

    /**
     * What is there, for people: names and values, in the order to print them.
     *
     * @throws Failure (environment) if the engine cannot start
     */
    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        try (NDManager manager = open("cpu")) {
            Engine engine = manager.getEngine();
            facts.put("engine", "PyTorch " + engine.getVersion() + " through DJL " + Engine.getDjlVersion());
            facts.put("natives", LibUtils.getLibtorchPath());
            facts.put("threads", System.getProperty("ai.djl.pytorch.num_threads", "all") + " (BOF_THREADS)");
            for (String variable : List.of("OMP_WAIT_POLICY", "ONEDNN_MAX_CPU_ISA")) {
                facts.put(variable, String.valueOf(System.getenv(variable)));
            }
            facts.put("CUDA devices", String.valueOf(engine.getGpuCount()));
            for (int i = 0; i < engine.getGpuCount(); i++) {
                facts.put(
                        "CUDA device " + i,
                        "compute capability " + CudaUtils.getComputeCapability(i) + ", memory "
                                + CudaUtils.getGpuMemory(Device.gpu(i)));
            }
        }
        return facts;
    }

    /**
     * Tries each device.
     *
     * @throws Failure (environment) if the engine cannot start or has no such device
     */
    public static void requireThere(Devices devices) {
        for (String device : Set.copyOf(devices.each())) {
            open(device).close();
        }
    }

    /** What decides how sums are rounded: {@code PyTorch 2.7.1, cpu, 1 threads}. */
    public static String describe(Devices devices) {
        String threads = System.getProperty("ai.djl.pytorch.num_threads", "all");
        return "PyTorch " + Engine.getEngine("PyTorch").getVersion() + ", " + devices.text() + ", " + threads
                + " threads";
    }
}
