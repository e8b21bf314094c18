package dev.danmaku.console.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Pulls a {@link Flow} into a channel: one piece at a time, and only while the channel can be written to. */
final class Outflow extends ChannelInboundHandlerAdapter
        implements Publisher<ByteBuf>, Subscription, Flow.Reader {
    private static final String NAME = "console-outflow";

    private final Channel channel;
    private final Flow flow;
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable Subscriber<? super ByteBuf> subscriber;
    private long demand;
    private boolean draining;
    private boolean over;

    private Outflow(Channel channel, Flow flow) {
        this.channel = channel;
        this.flow = flow;
    }

    /** Sends all of it; completes when it has ended or its reader is gone. */
    static Publisher<Void> send(HttpServerResponse response, Flow flow) {
        var made = new AtomicReference<Outflow>();
        response.withConnection(connection -> {
            var outflow = new Outflow(connection.channel(), flow);
            made.set(outflow);
            connection.channel().pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, outflow);
        });
        return response.send(Objects.requireNonNull(made.get()), piece -> true);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuf> asked) {
        subscriber = asked;
        asked.onSubscribe(this);
        flow.start(this);
        wake();
    }

    @Override
    public void drop() {
        channel.close();
    }

    @Override
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> {
                woken.set(false);
                drain();
            });
        }
    }

    @Override
    public void request(long more) {
        channel.eventLoop().execute(() -> {
            demand = Math.addExact(
                    Math.min(demand, Integer.MAX_VALUE), Math.min(more, Integer.MAX_VALUE));
            drain();
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        drain();
        context.fireChannelWritabilityChanged();
    }

    /** Writing a piece may change whether the channel can be written to, which calls this again. */
    private void drain() {
        var to = subscriber;
        if (to == null || over || draining) {
            return;
        }
        draining = true;
        try {
            while (!over && demand > 0 && channel.isWritable()) {
                var piece = flow.next();
                if (piece == null) {
                    if (flow.ended()) {
                        end();
                        to.onComplete();
                    }
                    return;
                }
                demand--;
                to.onNext(Unpooled.wrappedBuffer(piece));
            }
        } catch (RuntimeException e) {
            end();
            to.onError(e);
        } finally {
            draining = false;
        }
    }

    @Override
    public void cancel() {
        channel.eventLoop().execute(this::end);
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        flow.close();
        if (channel.pipeline().context(this) != null) {
            channel.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }
}
