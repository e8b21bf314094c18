package dev.danmaku.event;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * A person who is to be forgotten, and what of an event has to go for that: all that they did, their places in lists of ranks, and that
 * somebody answered to a name of theirs. What others say of them in a text is not found. For one thread.
 */
public final class Forgotten {
    private final Platform platform;
    private final Set<String> ids;
    private final Set<String> names = new HashSet<>();

    /** @param ids that the person has there, pseudonyms among them */
    public Forgotten(Platform platform, Set<String> ids) {
        this.platform = platform;
        this.ids = Set.copyOf(ids);
    }

    public Platform platform() {
        return platform;
    }

    public Set<String> ids() {
        return ids;
    }

    /** Names that the person had, as far as {@link #did} was asked of their events. */
    public Set<String> names() {
        return names;
    }

    /** Whether the person did it: then it goes. The name that they did it under is remembered. */
    public boolean did(Event event) {
        var user = event.user();
        if (event.platform() != platform
                || user == null
                || user.id() == null
                || !ids.contains(user.id())) {
            return false;
        }
        if (user.name() != null && !user.masked()) {
            names.add(user.name());
        }
        return true;
    }

    /** The same event without them; null where they are not in it. Without the platform's own message, which names them, too. */
    public @Nullable Event without(Event event) {
        if (event.platform() != platform) {
            return null;
        }
        return switch (event.body()) {
            case Rank rank -> {
                var others = rank.users().stream()
                        .filter(ranked -> ranked.user().id() == null
                                || !ids.contains(ranked.user().id()))
                        .toList();
                yield others.size() == rank.users().size()
                        ? null
                        : event.saying(new Rank(others, rank.kind())).withoutRaw();
            }
            case Chat chat
            when chat.replyTo() != null && names.contains(chat.replyTo()) ->
                event.saying(new Chat(chat.user(), chat.text(), chat.color(), chat.emote(), null))
                        .withoutRaw();
            default -> null;
        };
    }
}
