package dev.danmaku.simulator.net;

import io.netty.channel.ChannelHandler;

/** A site whose rooms can be reached by plain TCP too, on a port of its own. */
public interface TcpSite extends Site {

    /** The port to listen on; 0 takes a free one. */
    int wantedTcpPort();

    /** It listens; called once, before the first request. */
    default void listens(int tcpPort) {}

    /** What speaks with a new TCP connection; one for each. */
    ChannelHandler tcpSession();
}
