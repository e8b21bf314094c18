package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.CrewSums;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.ManualScheduler;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a worker is alone: one that thinks so closes its rooms when it drains. */
class CrewTest {
    private static final CrewSums NOBODY = new CrewSums(0, 0, 7, 0, 7, true);
    private static final CrewSums ANOTHER = new CrewSums(10, 1, 7, 0, 7, true);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Boolean> askedAnew = new ArrayList<>();
    private CrewSums shared = NOBODY;
    private CrewSums anew = NOBODY;
    private boolean reachable = true;

    private final WorkerRegistry registry = (WorkerRegistry) Proxy.newProxyInstance(
            WorkerRegistry.class.getClassLoader(),
            new Class<?>[] {WorkerRegistry.class},
            (_, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("sums");
                if (!reachable) {
                    throw new RegistryUnavailable("sums", new IllegalStateException("test"));
                }
                askedAnew.add((Boolean) arguments[1]);
                return (Boolean) arguments[1] ? anew : shared;
            });

    private final Crew crew = new Crew(
            "w1",
            new WorkerThread(new ManualScheduler(new ManualClock(Instant.EPOCH)), nanos::get),
            registry,
            new Slots(10));

    private void looksLater() {
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        crew.look();
    }

    @Test
    void whoHasJustComeIsSeenBeforeAWorkerBelievesItIsAlone() {
        anew = ANOTHER;

        looksLater();

        assertThat(crew.alone()).isTrue();
        assertThat(crew.certainlyAlone()).isFalse();
        assertThat(crew.share().others()).isEqualTo(1);
        assertThat(askedAnew).containsExactly(false, true);
    }

    @Test
    void nobodyIsCertainlyAloneWhileSomebodyMayBeMissing() {
        anew = new CrewSums(0, 0, 7, 0, 7, false);
        looksLater();
        assertThat(crew.certainlyAlone()).isFalse();

        anew = NOBODY;
        looksLater();
        assertThat(crew.certainlyAlone()).isTrue();
    }

    @Test
    void whoeverCannotAskIsNotAlone() {
        looksLater();
        reachable = false;

        assertThat(crew.certainlyAlone()).isFalse();
        assertThat(crew.alone()).isFalse();
    }

    @Test
    void whereOthersAreNothingIsAskedTwice() {
        shared = ANOTHER;

        looksLater();

        assertThat(crew.certainlyAlone()).isFalse();
        assertThat(askedAnew).containsExactly(false);
    }
}
