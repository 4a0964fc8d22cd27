package io.freebies.bench;

import io.freebies.verifier.runtime.Provider;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What a measurement counts. */
enum Clock {
    /** Time as on the wall. */
    WALL("wall time"),
    /**
     * The processor time of the calling thread. ONNX Runtime with one thread computes on the caller, so on an idle
     * machine this is the wall time; on a busy one it leaves out the time during which other processes ran.
     */
    THREAD("processor time of the one thread");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String text;

    Clock(String text) {
        this.text = text;
    }

    /** The clock with the least noise that still sees all of the work. */
    static Clock of(Provider provider, int threads) {
        boolean onCaller = provider == Provider.CPU && threads == 1;
        return onCaller && THREADS.isCurrentThreadCpuTimeSupported() ? THREAD : WALL;
    }

    /** Nanoseconds since a moment that is the same for one thread. */
    long nanos() {
        return this == THREAD ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    @Override
    public String toString() {
        return text;
    }
}
