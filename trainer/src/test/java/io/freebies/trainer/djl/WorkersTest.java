package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachReplicaHasItsOwnThreadAndAllWorkAtTheSameTime() {
        try (Workers workers = new Workers(3)) {
            String[] first = new String[3];
            String[] second = new String[3];
            CountDownLatch together = new CountDownLatch(3);
            workers.all(
                    replica -> {
                        first[replica] = Thread.currentThread().getName();
                        together.countDown();
                        await(together);
                    },
                    () -> {});
            workers.all(replica -> second[replica] = Thread.currentThread().getName(), () -> {});
            assertThat(second).isEqualTo(first);
            assertThat(new HashSet<>(Arrays.asList(first))).isEqualTo(Set.of("replica 0", "replica 1", "replica 2"));
        }
    }

    @Test
    void oneReplicaWorksInTheCallersThread() {
        try (Workers workers = new Workers(1)) {
            Thread[] seen = new Thread[1];
            workers.all(replica -> seen[replica] = Thread.currentThread(), () -> {});
            assertThat(seen[0]).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void theFirstFailureIsTheOneThatIsSeenAfterAllHaveStopped() {
        for (int failing = 0; failing < 3; failing++) {
            try (Workers workers = new Workers(3)) {
                int culprit = failing;
                IllegalStateException cause = new IllegalStateException("replica " + culprit);
                CountDownLatch released = new CountDownLatch(1);
                AtomicInteger stopped = new AtomicInteger();
                assertThatThrownBy(() -> workers.all(
                                replica -> {
                                    if (replica == culprit) {
                                        throw cause;
                                    }
                                    await(released);
                                    stopped.incrementAndGet();
                                    workers.requireNoFailure();
                                },
                                released::countDown))
                        .isSameAs(cause);
                assertThat(stopped).hasValue(2);
            }
        }
    }

    @Test
    void anErrorOfTheMachineIsNotSwallowed() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.all(
                            replica -> {
                                throw new OutOfMemoryError("heap");
                            },
                            () -> {}))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void afterAFailureTheyWorkOn() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.all(replica -> List.of().get(replica), () -> {}))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            AtomicInteger done = new AtomicInteger();
            workers.all(
                    replica -> {
                        workers.requireNoFailure();
                        done.incrementAndGet();
                    },
                    () -> {});
            assertThat(done).hasValue(2);
        }
    }

    @Test
    void whoIsInterruptedWhileTheyWorkGetsThemStopped() {
        try (Workers workers = new Workers(2)) {
            Thread caller = Thread.currentThread();
            CountDownLatch released = new CountDownLatch(1);
            assertThatThrownBy(() -> workers.all(
                            replica -> {
                                caller.interrupt();
                                await(released);
                                assertThatThrownBy(workers::requireNoFailure).isInstanceOf(CancellationException.class);
                            },
                            released::countDown))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
