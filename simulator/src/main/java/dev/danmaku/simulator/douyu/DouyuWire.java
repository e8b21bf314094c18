package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Wire;
import dev.danmaku.simulator.room.WireFrame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Pushes as Douyu's gateway writes them: all that was collected, as one frame of several packets. */
final class DouyuWire implements Wire {
    private static final int FRAGMENTS = 3;
    private static final String OTHER_ROOM = "3898464";
    /** Chats between two messages of each kind that come now and then. */
    private static final int NOW_AND_THEN = 40;

    private final Content content;
    private final RoomMessages messages;

    DouyuWire(Content content) {
        this.content = content;
        this.messages = new RoomMessages(content);
    }

    /** Rooms are entered by their number; this is for the simulator's own books. */
    @Override
    public String streamId(String room, long n) {
        return room + "-" + n;
    }

    @Override
    public List<Integer> giftIds() {
        return Gifts.IDS;
    }

    @Override
    public List<WireFrame> push(String room, Push push, Set<Quirk> quirks, long nowMillis) {
        var all = new ArrayList<Stt>();
        if (push.occurrences().isEmpty()) {
            all.add(messages.seats(room, nowMillis));
        }
        for (var occurrence : push.occurrences()) {
            all.addAll(messages.of(room, occurrence, quirks, nowMillis));
            if (occurrence instanceof Occurrence.Chat chat) {
                addNowAndThen(all, room, chat);
            }
        }
        addCompanions(all, room, quirks, nowMillis);
        if (all.isEmpty()) {
            return List.of();
        }
        if (quirks.contains(Quirk.GLUED)) {
            var half = all.size() / 2;
            return List.of(WireFrame.glued(
                    WireFrame.binary(Packet.all(all.subList(0, half), quirks)),
                    WireFrame.binary(Packet.all(all.subList(half, all.size()), quirks))));
        }
        var packets = Packet.all(all, quirks);
        if (quirks.contains(Quirk.SPLIT)) {
            var cut = packets.length / 2;
            return List.of(
                    WireFrame.binary(Arrays.copyOf(packets, cut)),
                    WireFrame.binary(Arrays.copyOfRange(packets, cut, packets.length)));
        }
        return List.of(
                quirks.contains(Quirk.FRAGMENTED)
                        ? WireFrame.fragmented(packets, FRAGMENTS)
                        : WireFrame.binary(packets));
    }

    @Override
    public List<WireFrame> streamBegan(String room, long nowMillis) {
        return frame(messages.streamState(room, true, nowMillis));
    }

    @Override
    public List<WireFrame> streamEnded(String room, long nowMillis) {
        return frame(messages.streamState(room, false, nowMillis));
    }

    @Override
    public List<WireFrame> error(int code, long nowMillis) {
        return frame(Stt.type("error").put("code", code));
    }

    @Override
    public List<WireFrame> hostile(String room, HostileBytes kind, long nowMillis) {
        return HostilePackets.of(room, kind);
    }

    /** What a busy room has between its chats, by their numbers: the same for every socket. */
    private void addNowAndThen(List<Stt> all, String room, Occurrence.Chat chat) {
        switch ((int) (chat.sequence() % NOW_AND_THEN)) {
            case 10 -> all.add(messages.activity(chat.from()));
            case 20 -> all.add(messages.repeatedKey(room));
            case 30 -> all.add(messages.siteWide(chat.from(), OTHER_ROOM));
            default -> {}
        }
    }

    private void addCompanions(List<Stt> all, String room, Set<Quirk> quirks, long nowMillis) {
        var someone = content.viewers().getFirst();
        if (quirks.contains(Quirk.UNREADABLE)) {
            all.addFirst(new Stt().add("type").add("no map at all"));
        }
        if (quirks.contains(Quirk.UNKNOWN_TYPES)) {
            all.add(messages.activity(someone));
            all.add(Stt.type("neverSeen2027").put("list", new Stt().add(new Stt().put("a", 1))));
        }
        if (quirks.contains(Quirk.REPEATED_KEYS)) {
            all.add(messages.repeatedKey(room));
        }
        if (quirks.contains(Quirk.SITE_WIDE)) {
            all.add(messages.siteWide(someone, OTHER_ROOM));
        }
        if (quirks.contains(Quirk.FOREIGN_ROOMS)) {
            all.add(messages.foreignChat(OTHER_ROOM, someone, nowMillis));
            all.add(messages.streamState(OTHER_ROOM, false, nowMillis));
        }
        if (quirks.contains(Quirk.AUDIENCE_LIST)) {
            all.add(messages.rankList(room, nowMillis));
        }
    }

    private static List<WireFrame> frame(Stt message) {
        return List.of(WireFrame.binary(Packet.of(message)));
    }
}
