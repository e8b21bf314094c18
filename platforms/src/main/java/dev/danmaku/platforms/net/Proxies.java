package dev.danmaku.platforms.net;

import dev.danmaku.config.ProxyAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.address.ResolveAddressHandler;
import io.netty.handler.proxy.HttpProxyHandler;
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

    private Proxies() {}

    /**
     * A handler for one channel, null where there is no proxy.
     *
     * <p>The channel is to connect to an unresolved address, by a bootstrap without a resolver: the proxy knows the target's
     * name, we often don't. What is written waits until the proxy has connected; when it refuses, or takes longer than the
     * timeout, an {@link io.netty.handler.proxy.ProxyConnectException} goes down the pipeline and the channel closes.
     *
     * @param names finds the proxy itself
     * @param connectTimeout until the tunnel stands
     */
    public static @Nullable ChannelHandler handler(
            Optional<ProxyAddress> proxy, HostNames names, Duration connectTimeout) {
        return proxy.isEmpty() ? null : new Entrance(proxy.get(), names, connectTimeout);
    }

    /** Puts two handlers in its place: one makes a tunnel of the connection, the one before it finds the proxy's address. */
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
}
