package dev.danmaku.platforms.douyu;

import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.session.Dialogue;
import dev.danmaku.platforms.session.Line;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Enters one room, and hears it as events.
 *
 * <pre>
 *   WebSocket  C: loginreq, joingroup      S: loginres: joined
 *   TCP        C: loginreq                 S: loginres: joined      C: joingroup, which would be lost any earlier
 *   both       C: mrkl, each 45 s          S: mrkl; rss when the broadcast ends     C: logout
 * </pre>
 *
 * <p>Nothing ever answers {@code joingroup}.
 */
final class DouyuDialogue implements Dialogue {
    /** The platform wants one in 45 s: a little early is never too late. */
    static final Duration HEARTBEAT = Duration.ofSeconds(44);

    private static final long NO_ERROR = 0;
    /** In practice: log in again. The platform leaves the socket open and falls silent. */
    private static final long NO_MORE = 51;

    private static final long SHUTTING_DOWN = 52;
    private static final long NO_SUCH_ROOM = 204;

    private final Place place;
    private final boolean joinsAtOnce;
    private final @Nullable String popularity;
    private final RoomEvents events;
    private final Messages messages = new Messages();

    private boolean joined;
    private boolean over;
    /** Something of what came last was no nonsense. */
    private boolean good;

    /**
     * @param joinsAtOnce without waiting for the answer to the login: on WebSocket, not on TCP
     * @param popularity as the look-up found it, told once after the join; null where it did not say
     */
    DouyuDialogue(
            Place place, boolean joinsAtOnce, @Nullable String popularity, RoomEvents events) {
        this.place = place;
        this.joinsAtOnce = joinsAtOnce;
        this.popularity = popularity;
        this.events = events;
    }

    @Override
    public void opened(Line line) {
        line.send(ClientMessages.login(rid()));
        if (joinsAtOnce) {
            line.send(ClientMessages.joinGroup(rid()));
        }
    }

    @Override
    public void received(byte[] bytes, long nowMillis, Line line) {
        var heard = new EventBatch(place, nowMillis);
        good = false;
        try {
            var bad = messages.read(bytes, (type, message) -> {
                react(type, message, heard, line);
                good = true;
                return !over;
            });
            if (over) {
                return;
            }
            // A bad one beside a good one costs itself.
            if (good || !heard.all().isEmpty()) {
                line.heard(heard.all());
            } else if (bad != null) {
                line.malformed(bad);
            }
        } catch (OutOfStep e) {
            line.heard(heard.all());
            end(new SessionEnd.Malformed(e.reason()), line);
        }
    }

    private void react(String type, SttMap message, EventBatch heard, Line line)
            throws MalformedPacket {
        switch (type) {
            case "loginres", "loginresp" -> join(heard, line);
            case "error" -> fail(message.number("code"), heard, line);
            case "rss" -> hint(message, line);
            default -> {
                if (!events.add(type, message, heard)) {
                    line.unknown(RoomEvents.nameOf(type));
                }
            }
        }
    }

    private void join(EventBatch heard, Line line) {
        if (joined) {
            return;
        }
        joined = true;
        if (!joinsAtOnce) {
            line.send(ClientMessages.joinGroup(rid()));
        }
        line.joined(HEARTBEAT);
        RoomEvents.addPopularity(
                "h:popularity-" + place.live() + "-" + popularity, popularity, heard);
    }

    /** Who ends an error is us: the platform often leaves the socket open. */
    private void fail(long code, EventBatch heard, Line line) {
        if (code == NO_ERROR) {
            return;
        }
        line.heard(heard.all());
        end(
                code == NO_SUCH_ROOM
                        ? new SessionEnd.Refused("error 204: no such room")
                        : new SessionEnd.Lost("error " + code + meaning(code)),
                line);
    }

    private static String meaning(long code) {
        if (code == NO_MORE) {
            return ": the platform goes on no more";
        }
        return code == SHUTTING_DOWN ? ": the server shuts down" : "";
    }

    /** The start and end of the broadcast; some messages concern another room. */
    private void hint(SttMap message, Line line) {
        if (message.number("rid") != place.rid()) {
            return;
        }
        if (message.number("ss") == 1) {
            line.endUnhinted();
        } else {
            line.endHinted("rss ss=0");
        }
    }

    private void end(SessionEnd how, Line line) {
        over = true;
        line.end(how);
    }

    @Override
    public byte[] heartbeat(long nowMillis) {
        return ClientMessages.heartbeat();
    }

    @Override
    public List<byte[]> goodBye() {
        return List.of(ClientMessages.logout());
    }

    private String rid() {
        return Long.toString(place.rid());
    }
}
