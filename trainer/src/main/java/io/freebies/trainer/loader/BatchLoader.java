package io.freebies.trainer.loader;

import io.freebies.data.SeedTree;
import io.freebies.trainer.augment.Sample;
import io.freebies.trainer.schedule.InputSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Batches in an order that depends on the seed and the epoch alone. Threads make whole batches ahead of time; how many
 * there are changes nothing but the speed. The last incomplete batch of an epoch is dropped, another one each epoch.
 *
 * @param <T> the form of the targets
 */
public final class BatchLoader<T> implements AutoCloseable {
    private static final int AHEAD_PER_THREAD = 2;

    private final SampleMaker samples;
    private final List<String> ids;
    private final int batchSize;
    private final InputSize inputSize;
    private final BatchTargets<T> targets;
    private final EpochOrder order;
    private final int threads;
    private final ExecutorService workers;

    /**
     * A loader over all samples.
     *
     * @param samples makes one picture
     * @param ids by index, for messages
     * @param batchSize pictures per batch; fewer if there are not so many
     * @param inputSize per batch
     * @param targets what the network should answer
     * @param threads at least 1
     */
    public BatchLoader(
            SampleMaker samples,
            List<String> ids,
            int batchSize,
            InputSize inputSize,
            BatchTargets<T> targets,
            SeedTree seeds,
            int threads) {
        this.samples = samples;
        this.ids = List.copyOf(ids);
        this.batchSize = Math.min(batchSize, ids.size());
        this.inputSize = inputSize;
        this.targets = targets;
        this.order = new EpochOrder(seeds, ids.size());
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "loader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Batches of one epoch. */
    public int batchesPerEpoch() {
        return ids.size() / batchSize;
    }

    /**
     * Batches in order, made ahead.
     *
     * @param from the first one's step, counted from 0 over all epochs
     * @param to the last one's step plus 1
     */
    public Iterator<Batch<T>> batches(long from, long to) {
        Deque<Future<Batch<T>>> ahead = new ArrayDeque<>();
        return new Iterator<>() {
            private long submitted = from;
            private int[] indices = order.of((int) (from / batchesPerEpoch()));

            @Override
            public boolean hasNext() {
                return submitted < to || !ahead.isEmpty();
            }

            @Override
            public Batch<T> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the batches end before step " + to);
                }
                while (submitted < to && ahead.size() < threads * AHEAD_PER_THREAD) {
                    submit(submitted++);
                }
                return await(ahead.remove());
            }

            private void submit(long step) {
                int epoch = (int) (step / batchesPerEpoch());
                int index = (int) (step % batchesPerEpoch());
                if (index == 0) {
                    indices = order.of(epoch);
                }
                int[] current = indices;
                ahead.add(workers.submit(() -> make(epoch, index, current)));
            }
        };
    }

    /** The ids of all pictures that a batch was made of, also where several were mixed into one; reads them again. */
    public List<String> sources(Batch<T> batch) {
        int[] indices = order.of(batch.epoch());
        return IntStream.range(0, batchSize)
                .mapToObj(i -> indices[batch.index() * batchSize + i])
                .flatMap(sample -> samples.sources(batch.epoch(), sample).stream())
                .map(ids::get)
                .toList();
    }

    private static <T> Batch<T> await(Future<Batch<T>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Batch<T> make(int epoch, int index, int[] indices) {
        int size = inputSize.at(epoch, index);
        ByteBuffer images = ByteBuffer.allocateDirect(batchSize * 3 * size * size * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        FloatBuffer floats = images.asFloatBuffer();
        List<Sample> made = new ArrayList<>();
        List<String> batchIds = new ArrayList<>();
        for (int i = 0; i < batchSize; i++) {
            int picture = indices[index * batchSize + i];
            Sample sample = samples.make(epoch, picture, size);
            floats.put(sample.planes().data());
            made.add(sample);
            batchIds.add(ids.get(picture));
        }
        return new Batch<>(epoch, index, size, images, targets.of(epoch, index, made, floats), batchIds);
    }

    /** Stops the threads; batches being made are dropped. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
