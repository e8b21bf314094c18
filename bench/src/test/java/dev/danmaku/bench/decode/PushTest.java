package dev.danmaku.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/** What is measured is what the platforms say, and all of it is read. */
class PushTest {

    @ParameterizedTest
    @EnumSource
    void everyItemOfAPushGivesItsEvent(Push push) {
        var bodies = events(push).stream().map(Event::body).toList();

        var counters = push.platform() == Platform.KUAISHOU ? 2 : 0;
        assertThat(bodies).hasSize(push.items() + counters).noneMatch(Unknown.class::isInstance);
        var chats = push.platform() == Platform.BILIBILI ? 6 : push.items();
        assertThat(texts(bodies)).hasSize(chats);
        assertThat(new HashSet<>(texts(bodies))).hasSize(chats);
    }

    @Test
    void packedPushesSayWhatTheyPack() {
        assertThat(bodies(Push.BILIBILI_ZLIB)).isEqualTo(bodies(Push.BILIBILI_PLAIN));
        assertThat(bodies(Push.BILIBILI_BROTLI)).isEqualTo(bodies(Push.BILIBILI_PLAIN));
        assertThat(bodies(Push.KUAISHOU_10_GZIP)).isEqualTo(bodies(Push.KUAISHOU_10));
        assertThat(bodies(Push.DOUYU_TCP_4)).isEqualTo(bodies(Push.DOUYU_WS_4));
    }

    @Test
    void thePushOfOneCommentIsThePublishedOne() {
        assertThat(Push.KUAISHOU_1.reads())
                .containsExactly(HexFormat.of()
                        .parseHex("08b60210011a540a0433333039120739382e35e4b8872a4312220a0f3378"
                                + "6668613878"
                                + "6e70787773636a67120fe6809de5a6b9e5a6b9e5be88e985b71a0f4b504ce586b2"
                                + "e586b2e586b2efbc8122083836504b46773d3d38014200208691a1d0bf33"));
    }

    private static List<EventBody> bodies(Push push) {
        return events(push).stream().map(Event::body).toList();
    }

    private static List<String> texts(List<EventBody> bodies) {
        return bodies.stream()
                .filter(Chat.class::isInstance)
                .map(body -> ((Chat) body).text())
                .toList();
    }

    private static List<Event> events(Push push) {
        var decoder = Platforms.decoder(push.platform());
        var events = new ArrayList<Event>();
        push.reads().forEach(read -> events.addAll(Decoders.events(decoder, read)));
        return events;
    }
}
