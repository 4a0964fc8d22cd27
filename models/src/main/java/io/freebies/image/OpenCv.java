package io.freebies.image;

import io.freebies.failure.Failure;
import org.opencv.core.Core;

/** The native library, loaded once per process. */
final class OpenCv {
    private static boolean loaded;

    private OpenCv() {}

    /**
     * Makes OpenCV's classes usable; later calls do nothing.
     *
     * <p>It runs single-threaded: results must not depend on the number of cores, and the data loader's threads are the
     * parallelism.
     *
     * @throws Failure (environment) if this machine cannot run the library
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            nu.pattern.OpenCV.loadLocally();
        } catch (LinkageError | RuntimeException e) {
            throw Failure.environment(
                    "cannot load OpenCV " + Core.VERSION + " on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e.getMessage()
                            + "; Linux, macOS and Windows on x86-64 or Linux and macOS on ARM64 are supported, and "
                            + System.getProperty("java.io.tmpdir") + " must have 100 MB of room",
                    e);
        }
        Core.setNumThreads(1);
        loaded = true;
    }
}
