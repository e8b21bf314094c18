package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The packets of one WebSocket message or of one packet, uncompressed and in order.
 *
 * @param strayBytes at ends, that are no whole packet
 * @param trouble why the packets end early; null where they do not
 */
record Unpacked(
        List<Packet> packets, int strayBytes, @Nullable String trouble) {}
