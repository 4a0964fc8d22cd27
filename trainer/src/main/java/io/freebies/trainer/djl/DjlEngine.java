package io.freebies.trainer.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.freebies.failure.Failure;

/** Starting the engine. */
public final class DjlEngine {
    private DjlEngine() {}

    /**
     * A manager on a device.
     *
     * @param device {@code cpu} or {@code gpu0}, {@code gpu1} ...
     * @throws Failure (environment) if the engine cannot start or has no such device
     */
    public static NDManager open(String device) {
        try {
            Engine engine = Engine.getEngine("PyTorch");
            if (device.equals("cpu")) {
                return NDManager.newBaseManager(Device.cpu(), "PyTorch");
            }
            int number = Integer.parseInt(device.replaceFirst("^gpu", ""));
            if (number >= engine.getGpuCount()) {
                throw Failure.environment("device " + device + ": the engine finds " + engine.getGpuCount()
                        + " CUDA devices; use --device cpu, or build with BOF_PROFILE=gpu on a machine with CUDA");
            }
            return NDManager.newBaseManager(Device.gpu(number), "PyTorch");
        } catch (NumberFormatException e) {
            throw Failure.usage("--device " + device + ": expected cpu or gpu0, gpu1, ...");
        } catch (EngineException e) {
            throw Failure.environment("the PyTorch engine does not start: " + e.getMessage(), e);
        }
    }

    /**
     * What decides how sums are rounded: {@code PyTorch 2.7.1, cpu, 1 threads}.
     *
     * @param device {@code cpu}, {@code gpu0}, ...
     */
    public static String describe(String device) {
        String threads = System.getProperty("ai.djl.pytorch.num_threads", "all");
        return "PyTorch " + Engine.getEngine("PyTorch").getVersion() + ", " + device + ", " + threads + " threads";
    }
}
