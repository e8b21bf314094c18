package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.HostileBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HexFormat;
import java.util.List;

/** Bytes that try a client's bounds. */
class HostilePacketsTest extends SpokenBytes {
    @ParameterizedTest
    @EnumSource(HostileBytes.class)
    void hostileBytesAreTheSameEveryTime(HostileBytes kind) {
        var once = kept(wire.hostile(ROOM, kind, TIME)).getFirst();
        var again = kept(wire.hostile(ROOM, kind, TIME + 1)).getFirst();

        assertThat(once.bytes().readableBytes()).isPositive();
        assertThat(once.bytes()).isEqualTo(again.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "ZERO_LENGTH,0000000000000000",
        "SHORT_LENGTH,0800000008000000",
        "NEGATIVE_LENGTH,0000008000000080"
    })
    void lyingHeadersLieAsTheySay(HostileBytes kind, String header) {
        var lie = message(kept(wire.hostile(ROOM, kind, TIME)).getFirst());

        assertThat(HexFormat.of().formatHex(lie, 0, 8)).isEqualTo(header);
        assertThat(HexFormat.of().formatHex(lie, 8, 12)).isEqualTo("b2020000");
    }

    @Test
    void otherHostilePacketsAreWhatTheySay() {
        var differ = message(
                kept(wire.hostile(ROOM, HostileBytes.LENGTHS_DIFFER, TIME)).getFirst());
        assertThat(differ[4] - differ[0]).isEqualTo(1);

        var open = message(kept(wire.hostile(ROOM, HostileBytes.NO_END, TIME)).getFirst());
        assertThat(open[open.length - 1]).isNotZero();

        var truncated =
                message(kept(wire.hostile(ROOM, HostileBytes.TRUNCATED, TIME)).getFirst());
        assertThat(truncated[0] + 4).isGreaterThan(truncated.length);

        for (var big : List.of(HostileBytes.BOMB, HostileBytes.NESTED)) {
            var bytes = message(kept(wire.hostile(ROOM, big, TIME)).getFirst());
            assertThat(DouyuGuest.bodies(bytes)).hasSize(1);
            assertThat(bytes.length).isBetween(200_000, 1 << 20);
        }
    }

    @Test
    void nestingIsReadableAllTheWayDown() {
        var inner = bodies(kept(wire.hostile(ROOM, HostileBytes.NESTED, TIME))).getFirst();

        var depth = 0;
        for (; inner.contains("el@="); depth++) {
            inner = DouyuGuest.field(inner, "el");
        }
        assertThat(depth).isEqualTo(501);
    }
}
