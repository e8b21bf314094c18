package dev.danmaku.event;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happened: one record for each type of the public schema. Null means the platform did not say. */
public sealed interface EventBody {

    /** The {@code type} of the schema, e.g. {@code chat}. */
    String type();

    /** @param color {@code #rrggbb} */
    record Chat(
            User user,
            String text,
            @Nullable String color,
            @Nullable Emote emote,
            @Nullable String replyTo)
            implements EventBody {
        @Override
        public String type() {
            return "chat";
        }
    }

    /** A picture sent as a chat. */
    record Emote(@Nullable String id, @Nullable String url) {}

    /**
     * @param count what this event adds; a combo is counted once
     * @param combo null where the gift belongs to none
     */
    record Gift(
            User user,
            @Nullable String id,
            @Nullable String name,
            long count,
            @Nullable Price price,
            @Nullable Combo combo)
            implements EventBody {
        @Override
        public String type() {
            return "gift";
        }
    }

    /**
     * @param total of the combo so far
     * @param uncertain whether it was under way when it was first heard of, so that the event's count may hold what another
     *     counted before
     */
    record Combo(String id, long total, boolean uncertain) {
        public Combo(String id, long total) {
            this(id, total, false);
        }
    }

    /** @param seconds how long it stays on the screen */
    record SuperChat(
            User user, String text, Price price, @Nullable Long seconds) implements EventBody {
        @Override
        public String type() {
            return "superchat";
        }
    }

    record SuperChatDeleted(List<String> ids) implements EventBody {
        public SuperChatDeleted {
            ids = List.copyOf(ids);
        }

        @Override
        public String type() {
            return "superchat-deleted";
        }
    }

    /** Guard, noble, subscription: one purchase is one event. */
    record Membership(
            User user,
            @Nullable String tier,
            @Nullable Integer months,
            @Nullable Price price) implements EventBody {
        @Override
        public String type() {
            return "membership";
        }
    }

    record Like(User user, long count) implements EventBody {
        @Override
        public String type() {
            return "like";
        }
    }

    record Enter(User user) implements EventBody {
        @Override
        public String type() {
            return "enter";
        }
    }

    record Follow(User user) implements EventBody {
        @Override
        public String type() {
            return "follow";
        }
    }

    record Share(User user) implements EventBody {
        @Override
        public String type() {
            return "share";
        }
    }

    /** @param display the platform's own text, where it gives only that; then count is what it says */
    record ViewerCount(
            long count, ViewerCountKind kind, @Nullable String display) implements EventBody {
        @Override
        public String type() {
            return "viewers";
        }
    }

    /** What a viewer count counts: people now, people so far, or a score. */
    enum ViewerCountKind {
        ONLINE,
        WATCHED,
        POPULARITY
    }

    /** @param count running total of likes */
    record LikeCount(long count, @Nullable String display) implements EventBody {
        @Override
        public String type() {
            return "likes";
        }
    }

    record Rank(List<Ranked> users, @Nullable String kind) implements EventBody {
        public Rank {
            users = List.copyOf(users);
        }

        @Override
        public String type() {
            return "rank";
        }
    }

    /** @param score null where the platform lists the person without one */
    record Ranked(User user, @Nullable Long score) {}

    /** Once after joining, then at each change: whatever is known. */
    record RoomChanged(
            @Nullable String title,
            @Nullable String area,
            @Nullable String host,
            @Nullable String cover)
            implements EventBody {
        @Override
        public String type() {
            return "room-changed";
        }
    }

    record StreamStart(@Nullable String reason) implements EventBody {
        @Override
        public String type() {
            return "stream-started";
        }
    }

    record StreamEnd(@Nullable String reason) implements EventBody {
        @Override
        public String type() {
            return "stream-ended";
        }
    }

    /** @param until Unix milliseconds */
    record Moderation(
            ModerationAction action,
            @Nullable User user,
            @Nullable Long until) implements EventBody {
        @Override
        public String type() {
            return "moderation";
        }
    }

    enum ModerationAction {
        MUTED,
        BLOCKED,
        WARNED,
        CUT_OFF
    }

    /** The platform's own broadcast. */
    record Notice(String text) implements EventBody {
        @Override
        public String type() {
            return "notice";
        }
    }

    /**
     * No data between two moments.
     *
     * @param from Unix milliseconds
     * @param to Unix milliseconds
     * @param dropped how many events are missing, if known
     */
    record Gap(long from, long to, String cause, @Nullable Long dropped) implements EventBody {
        @Override
        public String type() {
            return "gap";
        }
    }

    /** @param name the platform's type name of what we cannot read yet */
    record Unknown(String name) implements EventBody {
        @Override
        public String type() {
            return "unknown";
        }
    }
}
