package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.session.Dialogue;
import dev.danmaku.platforms.session.Line;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Enters one room, and hears it as events. */
final class KuaishouDialogue implements Dialogue {
    private static final Logger LOG = LoggerFactory.getLogger(KuaishouDialogue.class);

    private final String live;
    private final byte[] enterRoom;
    private final RoomEvents events;
    private final BroadcastMemory memory;

    private boolean joined;
    private long lastErrorCode;

    /**
     * @param live the broadcast that is entered
     * @param enterRoom the first frame to send
     * @param memory where to leave what the next socket to this broadcast is to know
     */
    KuaishouDialogue(String live, byte[] enterRoom, RoomEvents events, BroadcastMemory memory) {
        this.live = live;
        this.enterRoom = enterRoom;
        this.events = events;
        this.memory = memory;
    }

    @Override
    public void opened(Line line) {
        line.send(enterRoom);
    }

    @Override
    public void received(byte[] bytes, long nowMillis, Line line) {
        try {
            var frame = Frame.read(bytes);
            var message = Message.read(frame);
            var heard = events.of(message, frame.timeMillis(), nowMillis);
            react(message, line);
            line.heard(heard);
        } catch (MalformedFrame e) {
            line.malformed(e.reason());
        }
    }

    private void react(Message message, Line line) {
        switch (message) {
            case Message.Joined(var interval) -> {
                joined = true;
                line.joined(interval);
            }
            case Message.Failed failed -> {
                lastErrorCode = failed.code();
                line.end(
                        joined
                                ? new SessionEnd.Lost(failed.toString())
                                : new SessionEnd.Refused(failed.toString()));
            }
            case Message.TrafficZero(var name) -> line.endHinted(name);
            case Message.Resumed _ -> line.endUnhinted();
            case Message.Info(var code, var text) -> LOG.debug("info {}: {}", code, text);
            case Message.Unread(var name) -> line.unknown(name);
            case Message.Alive _,
                    Message.FromClient _,
                    Message.Feed _,
                    Message.Audience _,
                    Message.RedPacks _,
                    Message.RichText _,
                    Message.Warning _,
                    Message.Moderated _,
                    Message.Announced _,
                    Message.ForPage _ -> {}
        }
    }

    @Override
    public byte[] heartbeat(long nowMillis) {
        return ClientFrames.heartbeat(nowMillis);
    }

    @Override
    public List<byte[]> goodBye() {
        return List.of(ClientFrames.userExit());
    }

    @Override
    public void over() {
        memory.keep(live, new BroadcastMemory.Kept(events.combos(), lastErrorCode));
    }
}
