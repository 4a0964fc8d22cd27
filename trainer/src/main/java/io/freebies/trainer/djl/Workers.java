package io.freebies.trainer.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One thread per replica, each always the same replica's; where there is one replica, the caller's. */
final class Workers implements AutoCloseable {
    private final List<ExecutorService> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    /** Starts them. */
    Workers(int replicas) {
        for (int replica = 0; replicas > 1 && replica < replicas; replica++) {
            String name = "replica " + replica;
            threads.add(Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    /**
     * Does a task for every replica at the same time and waits for all, also after a failure: native code may still work
     * on the arrays.
     *
     * @param task is given the replica's number; long ones call {@link #requireNoFailure} now and then
     * @param release lets go of those that wait for one that failed
     * @throws RuntimeException the first task's that failed
     */
    void all(IntConsumer task, Runnable release) {
        if (threads.isEmpty()) {
            task.accept(0);
            return;
        }
        first.set(null);
        CountDownLatch left = new CountDownLatch(threads.size());
        for (int i = 0; i < threads.size(); i++) {
            int replica = i;
            threads.get(replica).execute(() -> {
                try {
                    task.accept(replica);
                } catch (Throwable e) {
                    fail(e, release);
                } finally {
                    left.countDown();
                }
            });
        }
        await(left, release);
        if (first.get() instanceof Error error) {
            throw error;
        }
        if (first.get() instanceof RuntimeException cause) {
            throw cause;
        }
    }

    private void fail(Throwable cause, Runnable release) {
        first.compareAndSet(null, cause);
        release.run();
    }

    private void await(CountDownLatch left, Runnable release) {
        boolean interrupted = false;
        while (left.getCount() > 0) {
            try {
                left.await();
            } catch (InterruptedException e) {
                interrupted = true;
                fail(new IllegalStateException("interrupted while replicas worked", e), release);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends a task whose result nobody will want.
     *
     * @throws CancellationException if another one of the same call has failed
     */
    void requireNoFailure() {
        if (first.get() != null) {
            throw new CancellationException("another replica failed");
        }
    }

    /** Ends the threads, which have nothing to do. */
    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdown);
    }
}
