package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.OddityReports.Kind;
import dev.danmaku.registry.OddityReports.Seen;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What of a platform's protocol nobody can read yet. */
public abstract class OddityContract extends RegistryFixture {
    private OddityReports reports;
    private RegistryReader reader;

    @BeforeEach
    void open() {
        reports = new OddityReports(redis());
        reader = new RegistryReader(redis());
    }

    private static Seen seen(String name, long count, String sample) {
        return new Seen(name, count, Duration.ofSeconds(5), Duration.ofSeconds(1), sample);
    }

    @Test
    void whatWorkersTellIsAddedUp() {
        reports.tell(KS, Kind.UNKNOWN, List.of(seen("GIFT_RAIN", 3, "one"), seen("PK", 1, "")));
        reports.tell(KS, Kind.UNKNOWN, List.of(seen("GIFT_RAIN", 4, "two")));
        reports.tell(KS, Kind.MALFORMED, List.of(seen("a frame of 2 GiB", 1, "")));

        var unknown = reader.unknown(KS);

        assertThat(unknown).extracting(Oddity::name).containsExactly("GIFT_RAIN", "PK");
        assertThat(unknown.getFirst().count()).isEqualTo(7);
        assertThat(unknown.getFirst().sample()).isEqualTo("two");
        assertThat(Duration.between(
                        unknown.getFirst().first(), unknown.getFirst().last()))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
        assertThat(reader.malformed(KS))
                .extracting(Oddity::name)
                .containsExactly("a frame of 2 GiB");
        assertThat(reader.unknown(dev.danmaku.room.Platform.DOUYU)).isEmpty();
    }

    @Test
    void namesAreBounded() {
        for (var from = 0; from < 600; from += 100) {
            reports.tell(
                    KS,
                    Kind.UNKNOWN,
                    IntStream.range(from, from + 100)
                            .mapToObj(i -> seen("name" + i, 1, ""))
                            .toList());
        }

        var unknown = reader.unknown(KS);

        assertThat(unknown).hasSize(501);
        assertThat(unknown.getFirst().name()).isEqualTo("others");
        assertThat(unknown.getFirst().count()).isEqualTo(100);
    }

    @Test
    void whatAnotherHandWroteStopsNobody() {
        redis().hset(Keys.unknown(KS), "PK", "no json");
        assertThat(reader.unknown(KS)).isEmpty();

        reports.tell(KS, Kind.UNKNOWN, List.of(seen("PK", 2, "")));

        assertThat(reader.unknown(KS).getFirst().count()).isEqualTo(2);
    }
}
