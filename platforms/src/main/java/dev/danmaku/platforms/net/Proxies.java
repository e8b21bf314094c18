package dev.danmaku.platforms.net;

import dev.danmaku.config.ProxyAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.address.ResolveAddressHandler;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** The way through a proxy, as the first handler of a channel's pipeline: by CONNECT, also for plain HTTP, or by SOCKS5. */
public final class Proxies {
    private static final String PROXY = "proxy";
    private static final String PROXY_NAME = "proxy-name";
    private static final String TUNNEL_WAIT = "tunnel-wait";

    private Proxies() {}

    /**
     * A handler for one channel, null where there is no proxy.
     *
     * <p>The channel is to connect to an unresolved address, by a bootstrap without a resolver: the proxy knows the target's
     * name, we often don't. The channel becomes active for the handlers behind this one when the proxy has connected; when it
     * refuses, or takes longer than the timeout, an {@link io.netty.handler.proxy.ProxyConnectException} goes down the pipeline and the channel closes.
     *
     * @param names finds the proxy itself
     * @param connectTimeout until the tunnel stands
     */
    public static @Nullable ChannelHandler handler(
            Optional<ProxyAddress> proxy, HostNames names, Duration connectTimeout) {
        return proxy.isEmpty() ? null : new Entrance(proxy.get(), names, connectTimeout);
    }

    /** Puts three handlers in its place: they find the proxy's address, make a tunnel, and wait for it. */
    private static final class Entrance extends ChannelInitializer<Channel> {
        private final ProxyAddress proxy;
        private final HostNames names;
        private final Duration connectTimeout;

        private Entrance(ProxyAddress proxy, HostNames names, Duration connectTimeout) {
            this.proxy = proxy;
            this.names = names;
            this.connectTimeout = connectTimeout;
        }

        @Override
        protected void initChannel(Channel channel) {
            var pipeline = channel.pipeline();
            var here = pipeline.context(this).name();
            var tunnel = tunnel();
            tunnel.setConnectTimeoutMillis(connectTimeout.toMillis());
            pipeline.addAfter(here, TUNNEL_WAIT, new TunnelWait());
            pipeline.addAfter(here, PROXY, tunnel);
            pipeline.addAfter(here, PROXY_NAME, new ResolveAddressHandler(names.group()));
        }

        private ProxyHandler tunnel() {
            var address = InetSocketAddress.createUnresolved(
                    proxy.address().host(), proxy.address().port());
            var user = proxy.user();
            var password = proxy.password() == null ? "" : proxy.password();
            return switch (proxy.kind()) {
                case HTTP ->
                    user == null
                            ? new HttpProxyHandler(address)
                            : new HttpProxyHandler(address, user, password);
                case SOCKS5 -> new Socks5ProxyHandler(address, user, password);
            };
        }
    }

    /** A connection to the proxy is not yet one to the target: who waits for that is told when the tunnel stands. */
    private static final class TunnelWait extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {}

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ProxyConnectionEvent) {
                ctx.fireChannelActive();
                ctx.pipeline().remove(this);
            } else {
                ctx.fireUserEventTriggered(event);
            }
        }
    }
}
