package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

class HandedOnTest {
    private static final long NOW = 1_790_000_000_000L;

    private final HandedOn handedOn = new HandedOn();

    @Test
    void whatIsRememberedKeepsItsOrderHoweverMuchItIs() {
        for (var n = 1; n <= 1_000; n++) {
            add(n, NOW + n);
        }

        assertThat(since(NOW))
                .isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(since(NOW + 990))
                .isEqualTo(LongStream.rangeClosed(990, 1_000).boxed().toList());
    }

    @Test
    void theOldIsForgotten() {
        add(1, NOW);
        add(2, NOW + 1);
        add(3, NOW + 1 + HandedOn.MAX_AGE.toMillis());

        assertThat(since(0)).containsExactly(2L, 3L);
    }

    @Test
    void theNumberIsBounded() {
        for (var n = 1; n <= 3 * HandedOn.MAX_EVENTS; n++) {
            add(n, NOW);
        }

        assertThat(handedOn.size()).isEqualTo(HandedOn.MAX_EVENTS);
        assertThat(since(0).getFirst()).isEqualTo(2 * HandedOn.MAX_EVENTS + 1L);
        assertThat(since(0).getLast()).isEqualTo(3L * HandedOn.MAX_EVENTS);
    }

    @Test
    void aMarkIsFoundByTheKeysItNamesAndOnlySinceThen() {
        add(1, NOW);
        add(2, NOW + 5);
        var mark = new Mark(List.of(9L, 2L), 0);

        assertThat(handedOn.firstOf(mark, NOW)).isEqualTo(NOW + 5);
        assertThat(handedOn.firstOf(mark, NOW + 6)).isEqualTo(Long.MAX_VALUE);
        assertThat(handedOn.firstOf(new Mark(List.of(3L), 0), 0)).isEqualTo(Long.MAX_VALUE);
    }

    private void add(long key, long millis) {
        handedOn.add(new Fingerprint(key, -key), millis);
    }

    private List<Long> since(long millis) {
        var keys = new ArrayList<Long>();
        handedOn.since(millis, (event, at) -> {
            assertThat(event.content()).isEqualTo(-event.key());
            assertThat(at).isGreaterThanOrEqualTo(millis);
            keys.add(event.key());
        });
        return keys;
    }
}
