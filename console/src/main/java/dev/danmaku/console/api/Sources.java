package dev.danmaku.console.api;

import dev.danmaku.console.picture.History;
import dev.danmaku.console.picture.QueuePoll;
import dev.danmaku.console.picture.RateBook;
import dev.danmaku.console.picture.RegistryPoll;
import dev.danmaku.rate.RateReader;
import dev.danmaku.registry.RegistryReader;

/** What quick answers are made of. */
public record Sources(
        RegistryPoll registry,
        QueuePoll queues,
        RateBook rates,
        History history,
        RegistryReader reader,
        RateReader rateReader) {}
