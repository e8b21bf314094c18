package dev.danmaku.platforms.kuaishou;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.platforms.net.HostNames;
import dev.danmaku.platforms.net.IoLoops;

import io.netty.handler.ssl.SslContext;

import java.time.Clock;
import java.util.Set;

/**
 * What the sessions of a process share.
 *
 * @param connects how many sockets may open
 * @param open the sessions that have not ended
 */
record Surroundings(
        KuaishouSettings settings,
        IoLoops loops,
        HostNames names,
        SslContext tls,
        Budget connects,
        BroadcastMemory memory,
        UnknownMessages unknown,
        Clock clock,
        Set<KuaishouSession> open) {}
