package io.freebies.trainer;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM ask a run to stop; the process ends only when the run has closed this. The exit status is then the
 * signal's, 128 + n (130, 143), which tells shells and schedulers that the work is not done: 0 would claim that it is.
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "stop signal");
    private volatile boolean requested;

    /** Listens from now on. */
    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onShutdown() {
        requested = true;
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was asked to end. */
    boolean requested() {
        return requested;
    }

    /** Lets the process end, if it was asked to. */
    @Override
    public void close() {
        closed.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came this very moment; the hook finds the latch open.
            }
        }
    }
}
