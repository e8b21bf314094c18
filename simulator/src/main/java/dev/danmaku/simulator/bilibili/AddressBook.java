package dev.danmaku.simulator.bilibili;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/** How many sockets each address has. Safe to use from any thread. */
final class AddressBook {
    private final int limit;
    private final ConcurrentHashMap<InetAddress, Integer> sockets = new ConcurrentHashMap<>();

    /** @param limit the most for one address; 0 is no bound */
    AddressBook(int limit) {
        this.limit = limit;
    }

    /** Counts a socket in. @return whether it is one too many; it is counted all the same */
    boolean opened(InetAddress address) {
        var count = sockets.merge(address, 1, Integer::sum);
        return limit > 0 && count > limit;
    }

    void closed(InetAddress address) {
        sockets.computeIfPresent(address, (a, count) -> count > 1 ? count - 1 : null);
    }
}
