package dev.danmaku.platforms.session;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class PulseTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochMilli(1_711_694_322_407L), ZoneOffset.UTC);
    private static final Duration BEAT = Duration.ofSeconds(20);

    private final List<Object> told = new ArrayList<>();
    private final MockTicker time = Ticker.newMockTicker();
    private final Pulse pulse = new Pulse(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            now -> Long.toString(now).getBytes(UTF_8),
            Packing.WEBSOCKET,
            CLOCK);
    private final EmbeddedChannel channel = EmbeddedChannel.builder()
            .ticker(time)
            .handlers(pulse, new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                    told.add(event);
                }
            })
            .build();

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void withoutAJoinTheTimeIsUp() {
        pass(9_999);
        assertThat(told).isEmpty();

        pass(1);
        assertThat(told).containsExactly(new Pulse.JoinTimedOut(Duration.ofSeconds(10)));
    }

    @Test
    void theFirstBeatComesAfterOneInterval() {
        joined();

        pass(19_999);
        assertThat(beats()).isZero();

        pass(1);
        assertThat(beats()).isEqualTo(1);

        pass(20_000);
        assertThat(beats()).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aBeatTellsTheTime() {
        joined();
        pass(20_000);

        var frame = (BinaryWebSocketFrame) channel.readOutbound();

        assertThat(frame.content().toString(UTF_8)).isEqualTo("1711694322407");
        frame.release();
    }

    @Test
    void silenceIsToldAfterALastChance() {
        joined();
        pass(5_000);
        hear();

        pass(60_000);
        assertThat(told).isEmpty();

        pass(1_000);
        assertThat(told).containsExactly(new Pulse.Silence(Duration.ofSeconds(61)));
    }

    @Test
    void aWordAtTheLastMomentIsEnough() {
        joined();
        pass(60_500);

        hear();
        pass(60_000);

        assertThat(told).isEmpty();
    }

    @Test
    void whileWeDoNotReadTheHeartBeatsAndNobodyIsSilent() {
        joined();
        pulse.paused(channel.pipeline().context(pulse), true);

        for (var i = 0; i < 10; i++) {
            pass(20_000);
        }
        assertThat(beats()).isEqualTo(10);
        assertThat(told).isEmpty();

        pulse.paused(channel.pipeline().context(pulse), false);
        pass(60_000);
        assertThat(told).isEmpty();
        pass(1_000);
        assertThat(told).hasSize(1);
    }

    @Test
    void aClosedChannelHasNoTimerLeft() {
        joined();

        channel.close();
        pass(600_000);

        assertThat(told).isEmpty();
        assertThat(channel.hasPendingTasks()).isFalse();
    }

    private void joined() {
        pulse.joined(channel.pipeline().context(pulse), BEAT);
    }

    private void hear() {
        channel.writeInbound(new BinaryWebSocketFrame(Unpooled.EMPTY_BUFFER));
        channel.releaseInbound();
    }

    /** Heartbeats sent since last asked. */
    private int beats() {
        var count = 0;
        for (var frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            ((BinaryWebSocketFrame) frame).release();
            count++;
        }
        return count;
    }

    private void pass(long millis) {
        time.advance(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }
}
