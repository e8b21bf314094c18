package dev.danmaku.platforms.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.config.ProxyAddress;
import dev.danmaku.config.ProxyAddress.Kind;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.proxy.ProxyConnectException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A plain socket through proxies, to a server that says what it hears. */
@Timeout(60)
class ProxiesTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final InetSocketAddress TARGET =
            InetSocketAddress.createUnresolved("room.invalid", 8601);

    private final IoLoops loops = IoLoops.start(1).lend();
    private final HostNames names = new HostNames();
    private final List<AutoCloseable> open = new ArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::echo);
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open) {
            one.close();
        }
        server.close();
        names.close();
        loops.close();
    }

    @Test
    void thereIsNoHandlerWithoutAProxy() {
        assertThat(Proxies.handler(Optional.empty(), names, PATIENT)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsWrittenAtOnceWaitsForTheTunnel(Kind kind) throws Exception {
        var proxy = closing(TestProxy.guarded(kind, "me:secret", server.getLocalPort()));

        var heard = say("hello", proxy.address("me:secret@", "localhost"), PATIENT);

        assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(proxy.asked()).containsExactly("room.invalid:8601");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRefusedLoginEndsTheChannel(Kind kind) throws Exception {
        var proxy = closing(TestProxy.guarded(kind, "me:secret", server.getLocalPort()));

        var heard = say("hello", proxy.address("me:wrong@"), PATIENT);

        assertThatThrownBy(() -> heard.get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(ProxyConnectException.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProxyThatSaysNothingEndsTheChannel(Kind kind) throws Exception {
        var proxy = closing(TestProxy.stalling(kind));

        var heard = say("hello", proxy.address(), Duration.ofMillis(200));

        assertThatThrownBy(() -> heard.get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(ProxyConnectException.class)
                .hasMessageContaining("timeout");
    }

    private CompletableFuture<String> say(String text, ProxyAddress proxy, Duration timeout) {
        var heard = new CompletableFuture<String>();
        new Bootstrap()
                .group(loops.next())
                .channel(loops.socketType())
                .disableResolver()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Proxies.handler(Optional.of(proxy), names, timeout))
                                .addLast(new Talk(text, heard));
                    }
                })
                .connect(TARGET);
        return heard;
    }

    private static final class Talk extends SimpleChannelInboundHandler<ByteBuf> {
        private final String text;
        private final CompletableFuture<String> heard;

        private Talk(String text, CompletableFuture<String> heard) {
            this.text = text;
            this.heard = heard;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(text, UTF_8));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            heard.complete(bytes.toString(UTF_8));
            ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            heard.completeExceptionally(cause);
        }
    }

    private <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }

    private void echo() {
        try (var socket = server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException over) {
            // The test is over.
        }
    }
}
