package dev.danmaku.console.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Something to hear of. */
class Topic {
    final String name;
    final Ring ring;
    final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();

    Topic(String name, Ring ring) {
        this.name = name;
        this.ring = ring;
    }

    /** As {@link Ring#add}, and tells everybody who listens. */
    void publish(String event, String data, int events) {
        ring.add(event, data, events);
        clients.forEach(LiveClient::wake);
    }

    /** Where somebody begins who was never here. */
    Ring.Place beginning() {
        return ring.beforeLast();
    }
}
