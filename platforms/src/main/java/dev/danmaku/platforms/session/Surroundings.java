package dev.danmaku.platforms.session;

import dev.danmaku.config.PlatformSettings;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.platforms.net.HostNames;
import dev.danmaku.platforms.net.IoLoops;

import io.netty.handler.ssl.SslContext;

import java.time.Clock;
import java.util.Set;

/**
 * What the sessions of one platform in this process share.
 *
 * @param connects how many sockets may open
 * @param open the sessions that have not ended
 */
record Surroundings(
        SocketRules rules,
        PlatformSettings settings,
        IoLoops loops,
        HostNames names,
        SslContext tls,
        Budget connects,
        UnknownMessages unknown,
        Clock clock,
        Set<SocketSession> open) {}
