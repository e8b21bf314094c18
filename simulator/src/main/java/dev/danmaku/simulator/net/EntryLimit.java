package dev.danmaku.simulator.net;

import io.netty.channel.ChannelHandlerContext;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A client has only so long to say what it wants. */
public final class EntryLimit {
    private EntryLimit() {}

    /** @param entered asked once, on the socket's loop, when the time is over */
    public static void closeUnless(
            BooleanSupplier entered, ChannelHandlerContext ctx, Duration limit) {
        var late = ctx.executor()
                .schedule(
                        () -> {
                            if (!entered.getAsBoolean()) {
                                ctx.close();
                            }
                        },
                        limit.toNanos(),
                        TimeUnit.NANOSECONDS);
        ctx.channel().closeFuture().addListener(closed -> late.cancel(false));
    }
}
