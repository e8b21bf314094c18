package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.User;

/**
 * By what two holders of a room know that they heard the same event. 64 bits each: among the tens of thousands of a handover no two
 * events are taken for one by chance.
 *
 * @param key of the event's key, which is the same for both wherever the platform says an id or a time
 * @param content of what the event says, for where it says neither: then the key may hold a holder's own clock. {@link #NONE} where
 *     the key is enough
 */
record Fingerprint(long key, long content) {
    static final long NONE = 0;

    private static final String PLATFORM_ID = "id:";
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * A platform's time that happens to be ours adds a content that nobody needs: the key is looked at first. The same content
     * twice is two events, so it counts as often as it was heard.
     */
    static Fingerprint of(Event event) {
        var ownClock = event.at() == event.receivedAt() && !event.key().startsWith(PLATFORM_ID);
        return new Fingerprint(hash(event.key()), ownClock ? content(event.body()) : NONE);
    }

    /** Who bought what: several messages may tell of one purchase, each with another key. */
    static long purchase(Membership membership) {
        return hash("membership\n" + who(membership.user()) + '\n' + membership.tier());
    }

    /** Without what depends on what a holder knew before: counts of combos, names and prices from lists. */
    private static long content(EventBody body) {
        return switch (body) {
            case Gift gift ->
                hash("gift\n" + who(gift.user()) + '\n' + gift.id() + '\n' + amount(gift));
            case Membership membership -> purchase(membership);
            default -> hash(body.type() + '\n' + body);
        };
    }

    private static String amount(Gift gift) {
        var combo = gift.combo();
        return combo == null ? "x" + gift.count() : combo.id() + '\n' + combo.total();
    }

    private static String who(User user) {
        return user.id() == null ? "named " + user.name() : user.id();
    }

    /** FNV-1a, with the last step of MurmurHash3 so that near texts are far apart. Never {@link #NONE}. */
    static long hash(String text) {
        var hash = FNV_BASIS;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == NONE ? 1 : hash;
    }
}
