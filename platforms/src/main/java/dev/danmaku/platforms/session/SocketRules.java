package dev.danmaku.platforms.session;

/**
 * What all sockets of a platform have in common.
 *
 * @param origin of the upgrade request, as the platform's page sends it
 * @param userAgent of the upgrade request; the same as the look-ups'
 * @param maxMessageBytes of one WebSocket message; a longer one ends the session
 */
public record SocketRules(String origin, String userAgent, int maxMessageBytes) {}
