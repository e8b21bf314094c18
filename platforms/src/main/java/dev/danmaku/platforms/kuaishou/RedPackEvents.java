package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.Price;
import dev.danmaku.platforms.kuaishou.wire.SCWebCurrentRedPackFeed;
import dev.danmaku.platforms.kuaishou.wire.WebLiveAssistantType;
import dev.danmaku.platforms.kuaishou.wire.WebRedPackInfo;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;

/**
 * Red packs: coins that one person gives to the audience. Every push lists all that are open, so each counts the first time
 * it is seen. Owned by one thread.
 */
final class RedPackEvents {
    /** Remembered at once; a room has a few open. */
    static final int MAX_OPEN = 100;

    private static final String NAME = "红包";
    private static final int MAX_ID_CHARS = 128;

    private final Users users;
    // Most rooms never see a red pack.
    private @Nullable LinkedHashSet<String> seen;

    RedPackEvents(Users users) {
        this.users = users;
    }

    void add(SCWebCurrentRedPackFeed packs, FrameEvents events) {
        for (var i = 0; i < packs.getRedPackCount(); i++) {
            var pack = packs.getRedPack(i);
            if (isNew(pack)) {
                add(pack, i, events);
            }
        }
    }

    private void add(WebRedPackInfo pack, int ordinal, FrameEvents events) {
        var who = pack.getAuthor().getPrincipalId();
        var key = events.key("red-pack", pack.getId(), 0, who, "", ordinal);
        var price = pack.getBalance() > 0 ? new Price(pack.getBalance(), Texts.COIN, true) : null;
        var user = users.user(pack.getAuthor(), WebLiveAssistantType.UNKNOWN_ASSISTANT_TYPE);
        events.add(key, new Gift(user, null, NAME, 1, price, null));
    }

    private boolean isNew(WebRedPackInfo pack) {
        var id = pack.getId();
        if (id.isEmpty() || id.length() > MAX_ID_CHARS) {
            return true;
        }
        if (seen == null) {
            seen = new LinkedHashSet<>();
        }
        if (!seen.add(id)) {
            return false;
        }
        if (seen.size() > MAX_OPEN) {
            seen.removeFirst();
        }
        return true;
    }
}
