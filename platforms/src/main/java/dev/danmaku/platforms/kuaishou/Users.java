package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.wire.AudienceAssistantType;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.WebLiveAssistantType;

import org.jspecify.annotations.Nullable;

/** The platform's people as ours. What it leaves out, nearly all of it in nearly every frame, is null. */
final class Users {
    private static final String MASK = "***";
    private static final String FAN_BADGE = "fans";

    /** A room's id is its streamer's; null where we don't know the room. */
    private final @Nullable String host;

    Users(@Nullable String host) {
        this.host = host;
    }

    User user(Comment comment) {
        var state = comment.senderState();
        return user(
                textOrNull(comment.principalId()),
                textOrNull(comment.userName()),
                textOrNull(comment.headUrl()),
                level(state),
                badge(state),
                moderates(state));
    }

    User user(SimpleUserInfo who, LiveAudienceState state) {
        return user(who, level(state), badge(state), moderates(state));
    }

    User user(SimpleUserInfo who, LiveAudienceState state, WebLiveAssistantType assistant) {
        return user(who, level(state), badge(state), moderates(state) || moderates(assistant));
    }

    User user(SimpleUserInfo who, WebLiveAssistantType assistant) {
        return user(who, null, null, moderates(assistant));
    }

    private User user(
            SimpleUserInfo who, @Nullable Integer level, @Nullable Badge badge, boolean moderates) {
        return user(
                Texts.orNull(who.getPrincipalId()),
                Texts.orNull(who.getUserName()),
                Texts.orNull(who.getHeadUrl()),
                level,
                badge,
                moderates);
    }

    private User user(
            @Nullable String id,
            @Nullable String name,
            @Nullable String avatar,
            @Nullable Integer level,
            @Nullable Badge badge,
            boolean moderates) {
        var masked = name != null && name.endsWith(MASK);
        return new User(id, name, avatar, level, badge, role(id, moderates), masked);
    }

    private static @Nullable String textOrNull(Slice text) {
        return text.isEmpty() ? null : text.text();
    }

    private @Nullable Role role(@Nullable String id, boolean moderates) {
        if (id != null && id.equals(host)) {
            return Role.HOST;
        }
        return moderates ? Role.MODERATOR : null;
    }

    private static boolean moderates(LiveAudienceState state) {
        return state.getAssistantType() == AudienceAssistantType.AUDIENCE_SUPER
                || state.getAssistantType() == AudienceAssistantType.AUDIENCE_JUNIOR;
    }

    private static boolean moderates(WebLiveAssistantType assistant) {
        return assistant == WebLiveAssistantType.SUPER || assistant == WebLiveAssistantType.JUNIOR;
    }

    private static @Nullable Integer level(LiveAudienceState state) {
        return positive(state.getWealthGrade());
    }

    /** The fan club's badge, else the name plate of a game. */
    private static @Nullable Badge badge(LiveAudienceState state) {
        var level = positive(state.getLiveFansGroupState().getIntimacyLevel());
        if (level == null) {
            level = positive(state.getFansGroupIntimacyLevel());
        }
        var name = fanBadgeName(state);
        if (name == null && level == null) {
            name = Texts.orNull(state.getNameplate().getName());
        }
        return name == null && level == null ? null : new Badge(name, level);
    }

    private static @Nullable String fanBadgeName(LiveAudienceState state) {
        for (var segment : state.getUserStateSegmentList()) {
            if (segment.getBadge().getBadgeIcon().startsWith(FAN_BADGE)) {
                return Texts.orNull(segment.getBadge().getBadgeName());
            }
        }
        return null;
    }

    private static @Nullable Integer positive(int number) {
        return number > 0 ? number : null;
    }
}
