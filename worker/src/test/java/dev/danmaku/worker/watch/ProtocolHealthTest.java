package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.registry.OddityReports.Kind;
import dev.danmaku.registry.OddityReports.Seen;
import dev.danmaku.room.Platform;
import dev.danmaku.worker.watch.ProtocolHealth.Key;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class ProtocolHealthTest {
    private static final Key UNKNOWN = new Key(Platform.KUAISHOU, Kind.UNKNOWN);

    private final AtomicLong nanos = new AtomicLong();
    private final ProtocolHealth health = new ProtocolHealth(nanos::get);

    private void hears(String name, @Nullable String raw) {
        var body = new EventBody.Unknown(name);
        health.unknown(
                new Event(Platform.KUAISHOU, "3xa", 1, 1, "id:1", null, null, body, raw), name);
    }

    @Test
    void whatIsTakenIsForgotten() {
        hears("PK", "{\"type\":\"PK\"}");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        hears("PK", "later");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        health.malformed(Platform.DOUYU, "a frame of 2 GiB");

        assertThat(health.take().get(UNKNOWN))
                .containsExactly(new Seen(
                        "PK",
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        "{\"type\":\"PK\"}"));
        assertThat(health.take()).isEmpty();
    }

    @Test
    void namesAndSamplesAreBoundedAndPrintable() {
        for (var i = 0; i < ProtocolHealth.NAMES + 5; i++) {
            hears("name" + i, null);
        }
        hears("\u001b[31m" + "x".repeat(10_000), "y".repeat(10_000));

        var seen = health.take().get(UNKNOWN);

        assertThat(seen).hasSize(ProtocolHealth.NAMES + 1);
        assertThat(seen)
                .filteredOn(one -> one.name().equals("others"))
                .singleElement()
                .satisfies(others -> assertThat(others.count()).isEqualTo(6));
        hears("\u001b" + "x".repeat(10_000), "y\n" + "y".repeat(10_000));
        var odd = health.take().get(UNKNOWN).getFirst();
        assertThat(odd.name()).startsWith("?xxx").hasSize(100);
        assertThat(odd.sample()).startsWith("y?yyy").hasSize(200);
    }
}
