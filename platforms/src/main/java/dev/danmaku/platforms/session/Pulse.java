package dev.danmaku.platforms.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * A room's one timer: until the join it waits for the platform's word; after it, it beats as the platform asked and listens
 * for silence. Tells by user events.
 */
final class Pulse extends ChannelInboundHandlerAdapter {
    static final String NAME = "pulse";

    /** After a silence as long as the budget: what waits in the socket while we were late is read first. */
    private static final long LAST_CHANCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Duration joinTimeout;
    private final long silenceNanos;
    private final LongFunction<byte[]> heartbeat;
    private final Packing packing;
    private final Clock clock;

    private @Nullable ScheduledFuture<?> timer;
    private boolean joined;
    private boolean paused;
    private boolean lastChance;
    private long heardNanos;
    private long beatNanos;
    private long nextBeatNanos;

    /** No acknowledgement came within the join timeout. */
    record JoinTimedOut(Duration limit) {}

    /** Nothing came for longer than the silence budget. */
    record Silence(Duration lasted) {}

    /** @param heartbeat one beat's bytes, of the time in Unix milliseconds */
    Pulse(
            Duration joinTimeout,
            Duration silenceTimeout,
            LongFunction<byte[]> heartbeat,
            Packing packing,
            Clock clock) {
        this.joinTimeout = joinTimeout;
        this.silenceNanos = silenceTimeout.toNanos();
        this.heartbeat = heartbeat;
        this.packing = packing;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        heardNanos = now(ctx);
        schedule(ctx, joinTimeout.toNanos());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancel();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        heardNanos = now(ctx);
        lastChance = false;
        ctx.fireChannelRead(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancel();
        ctx.fireChannelInactive();
    }

    /** From now on beats: the first time after one whole interval. */
    void joined(ChannelHandlerContext ctx, Duration heartbeatInterval) {
        joined = true;
        beatNanos = heartbeatInterval.toNanos();
        nextBeatNanos = now(ctx) + beatNanos;
        scheduleNext(ctx);
    }

    /** While we do not read, nobody is silent; but the heart beats on. */
    void paused(ChannelHandlerContext ctx, boolean on) {
        paused = on;
        heardNanos = now(ctx);
        lastChance = false;
        if (joined) {
            scheduleNext(ctx);
        }
    }

    private void tick(ChannelHandlerContext ctx) {
        if (!joined) {
            ctx.fireUserEventTriggered(new JoinTimedOut(joinTimeout));
            return;
        }
        var silent = now(ctx) - heardNanos;
        if (!paused && silent >= silenceNanos) {
            if (lastChance) {
                ctx.fireUserEventTriggered(new Silence(Duration.ofNanos(silent)));
                return;
            }
            lastChance = true;
        }
        if (now(ctx) - nextBeatNanos >= 0) {
            beat(ctx);
        }
        scheduleNext(ctx);
    }

    private void beat(ChannelHandlerContext ctx) {
        nextBeatNanos = now(ctx) + beatNanos;
        ctx.writeAndFlush(packing.pack(heartbeat.apply(clock.millis())));
    }

    private void scheduleNext(ChannelHandlerContext ctx) {
        var toBeat = nextBeatNanos - now(ctx);
        var toSilence = lastChance
                ? Math.min(LAST_CHANCE_NANOS, silenceNanos)
                : heardNanos + silenceNanos - now(ctx);
        schedule(ctx, paused ? toBeat : Math.min(toBeat, toSilence));
    }

    private void schedule(ChannelHandlerContext ctx, long nanos) {
        cancel();
        timer = ctx.executor().schedule(() -> tick(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
