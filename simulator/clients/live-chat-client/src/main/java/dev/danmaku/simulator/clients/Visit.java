package dev.danmaku.simulator.clients;

import tech.ordinaryroad.live.chat.client.commons.client.IBaseLiveChatClient;

import java.util.function.Function;

/**
 * One room to join.
 *
 * @param how in which of the ways that its client knows
 * @param client makes the client that tells what it hears
 */
record Visit(String room, String how, Function<Heard, IBaseLiveChatClient<?, ?>> client) {}
