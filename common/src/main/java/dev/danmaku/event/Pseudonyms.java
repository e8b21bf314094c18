package dev.danmaku.event;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Users without their ids and names: in their place stands what an operator's key makes of them (HMAC-SHA-256). The same id of a
 * platform always gives the same pseudonym, and so does the same name, in answers to it, too; without the key nobody can tell whose
 * they are, nor try. A pseudonym stays as it is. Pictures and the platform's raw message are left out.
 *
 * <p>Not covered: what is said in chats and notices, the names of fan medals and of streamers, a person's level, badge and
 * role, an event's key, which is the platform's id of it or a hash of who said what and when, and what was stored before there
 * was a key for pseudonyms.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String MARK = "p:";
    private static final int KEPT_BYTES = 15;
    /** No platform's ids look like that; somebody who calls themselves so has given nothing away. */
    private static final Pattern PSEUDONYM = Pattern.compile("p:[A-Za-z0-9_-]{20}");

    private final SecretKeySpec key;

    /** @param key of the operator's, some characters long */
    public Pseudonyms(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The same event of somebody unknown. */
    public Event of(Event event) {
        var body = of(event.platform(), event.body());
        return new Event(
                event.platform(),
                event.room(),
                event.at(),
                event.receivedAt(),
                event.key(),
                event.live(),
                event.epoch(),
                body,
                null);
    }

    /** What stands for a user's id. */
    public String ofId(Platform platform, String id) {
        return pseudonym("id", platform, id);
    }

    private EventBody of(Platform platform, EventBody body) {
        return switch (body) {
            case Chat c ->
                new Chat(
                        of(platform, c.user()),
                        c.text(),
                        c.color(),
                        c.emote(),
                        ofName(platform, c.replyTo()));
            case Gift g ->
                new Gift(of(platform, g.user()), g.id(), g.name(), g.count(), g.price(), g.combo());
            case SuperChat s ->
                new SuperChat(of(platform, s.user()), s.text(), s.price(), s.seconds());
            case Membership m ->
                new Membership(of(platform, m.user()), m.tier(), m.months(), m.price());
            case Like l -> new Like(of(platform, l.user()), l.count());
            case Enter e -> new Enter(of(platform, e.user()));
            case Follow f -> new Follow(of(platform, f.user()));
            case Share s -> new Share(of(platform, s.user()));
            case Rank r ->
                new Rank(
                        r.users().stream()
                                .map(ranked ->
                                        new Ranked(of(platform, ranked.user()), ranked.score()))
                                .toList(),
                        r.kind());
            case Moderation m ->
                new Moderation(
                        m.action(), m.user() == null ? null : of(platform, m.user()), m.until());
            case EventBody.SuperChatDeleted _,
                    EventBody.ViewerCount _,
                    EventBody.LikeCount _,
                    EventBody.RoomChanged _,
                    EventBody.StreamStart _,
                    EventBody.StreamEnd _,
                    EventBody.Notice _,
                    EventBody.Gap _,
                    EventBody.Unknown _ -> body;
        };
    }

    private User of(Platform platform, User user) {
        if (user.id() != null && PSEUDONYM.matcher(user.id()).matches()) {
            return user;
        }
        var id = user.id() == null || user.id().isEmpty() ? null : ofId(platform, user.id());
        return new User(
                id,
                ofName(platform, user.name()),
                null,
                user.level(),
                user.badge(),
                user.role(),
                user.masked());
    }

    private @Nullable String ofName(Platform platform, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        return PSEUDONYM.matcher(name).matches() ? name : pseudonym("name", platform, name);
    }

    private String pseudonym(String kind, Platform platform, String text) {
        var said = kind + ':' + platform.label() + ':' + text;
        var bytes = new byte[said.length() * Character.BYTES];
        ByteBuffer.wrap(bytes).asCharBuffer().put(said);
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return MARK
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Arrays.copyOf(mac.doFinal(bytes), KEPT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
