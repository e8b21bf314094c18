package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Broadcast;
import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.StreamEnding;
import dev.danmaku.simulator.room.Telling;
import dev.danmaku.simulator.room.Wire;
import dev.danmaku.simulator.room.WireFrame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Messages as Bilibili's server writes them, in the packing that a socket asked for. What is small travels plain all
 * the same: one socket sees packets of several versions.
 */
final class BilibiliWire implements Wire {
    /** A packet of fewer bytes is not worth pressing. */
    private static final int WORTH_PACKING = 300;
    /** More than this travels in several packets. */
    private static final int MAX_TOGETHER = 64 << 10;

    private static final int FRAGMENTS = 3;
    private static final int UNKNOWN_OPERATION = 1_003;
    private static final int BEST = 7;
    private static final long KEYS = 1_000_000_000_000_000L;
    private static final byte[] UNREADABLE =
            "{\"cmd\":\"DANMU_MSG\",\"info\":[[0,1,25".getBytes(StandardCharsets.UTF_8);

    private final Content content;
    private final Packing packing;
    private final List<BilibiliWire> forms;

    /** The form for sockets that asked for no compression; it knows the others. */
    BilibiliWire(Content content) {
        this.content = content;
        this.packing = Packing.NONE;
        this.forms = Arrays.stream(Packing.values())
                .map(packing -> new BilibiliWire(content, packing))
                .toList();
    }

    private BilibiliWire(Content content, Packing packing) {
        this.content = content;
        this.packing = packing;
        this.forms = List.of();
    }

    static int form(Packing packing) {
        return packing.ordinal();
    }

    @Override
    public Wire in(int form) {
        return forms.get(form);
    }

    /** What the site calls a live key. */
    @Override
    public String streamId(String room, long n) {
        return "6%015d%03d"
                .formatted(Long.remainderUnsigned(content.hash("streams of " + room, n), KEYS), n);
    }

    @Override
    public List<Integer> giftIds() {
        return Gifts.IDS;
    }

    @Override
    public List<WireFrame> push(String room, Push push, Set<Quirk> quirks, long nowMillis) {
        var streamer = Streamer.of(room, content);
        var happened = new ArrayList<byte[]>();
        for (var occurrence : push.occurrences()) {
            messages(streamer, occurrence, quirks, nowMillis)
                    .forEach(json -> happened.add(Packet.message(json)));
        }
        var counters = CounterMessages.of(push.counters()).stream()
                .map(Packet::message)
                .toList();
        var frames = new ArrayList<WireFrame>();
        if (quirks.contains(Quirk.UNREADABLE)) {
            frames.add(frame(Packet.of(Packet.PLAIN, Packet.MESSAGE, UNREADABLE), quirks));
        }
        if (quirks.contains(Quirk.GLUED)) {
            frames.add(frame(glued(counters, happened, quirks), quirks));
        } else {
            together(happened)
                    .forEach(packets -> frames.add(frame(packed(packets, quirks), quirks)));
            frames.add(frame(Packet.joined(counters), quirks));
        }
        addCompanions(frames, quirks);
        return frames;
    }

    @Override
    public List<WireFrame> streamBegan(String room, long nowMillis) {
        return List.of();
    }

    /** In one message each. */
    @Override
    public List<WireFrame> streamBegan(String room, Broadcast broadcast, long nowMillis) {
        return plain(
                StateMessages.live(Streamer.of(room, content), broadcast.streamId(), nowMillis));
    }

    @Override
    public List<WireFrame> streamEnded(String room, long nowMillis) {
        return streamEnded(room, StreamEnding.ANNOUNCED, nowMillis);
    }

    @Override
    public List<WireFrame> streamEnded(String room, StreamEnding how, long nowMillis) {
        var streamer = Streamer.of(room, content);
        var preparing = StateMessages.preparing(streamer, how == StreamEnding.REPLAY);
        return plain(
                switch (how) {
                    case CUT_OFF -> List.of(StateMessages.cutOff(streamer, "违反直播分区规范"), preparing);
                    case LOCKED ->
                        List.of(StateMessages.roomLock(streamer, "2027-01-01 00:00:00"), preparing);
                    default -> List.of(preparing);
                });
    }

    @Override
    public List<WireFrame> error(int code, long nowMillis) {
        return List.of(WireFrame.binary(authReply(code, Packet.CONTROL)));
    }

    @Override
    public List<WireFrame> tell(Telling telling, long nowMillis) {
        return plain(Tellings.of(telling, Streamer.of(telling.room(), content), nowMillis));
    }

    @Override
    public List<WireFrame> hostile(String room, HostileBytes kind, long nowMillis) {
        return HostilePackets.of(kind, packing);
    }

    static byte[] authReply(int code, int version) {
        var body = "{\"code\":" + code + "}";
        return Packet.of(version, Packet.AUTH_REPLY, body.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> messages(
            Streamer streamer, Occurrence occurrence, Set<Quirk> quirks, long nowMillis) {
        var from = Person.of(occurrence.from(), quirks.contains(Quirk.MASKED));
        return switch (occurrence) {
            case Occurrence.Chat chat -> {
                var id = content.hash("chats of " + streamer.room(), chat.sequence());
                yield List.of(ChatMessage.of(streamer, from, chat.text(), id, quirks, nowMillis));
            }
            case Occurrence.Like like ->
                List.of(PeopleMessages.likes(Person.of(like.from(), false)));
            case Occurrence.Gift gift -> GiftMessages.of(streamer, from, gift, quirks, nowMillis);
            case Occurrence.Enter enter -> enters(streamer, from, quirks, nowMillis);
            case Occurrence.SuperChat said ->
                PaidMessages.superChat(streamer, from, said, quirks, nowMillis);
            case Occurrence.Membership joined ->
                PaidMessages.guard(streamer, from, joined, nowMillis);
        };
    }

    /** A guard is welcomed a second time. */
    private static List<String> enters(
            Streamer streamer, Person from, Set<Quirk> quirks, long nowMillis) {
        var entry =
                PeopleMessages.interacts(streamer, from, PeopleMessages.ENTERS, quirks, nowMillis);
        return from.guardLevel() == 0
                ? List.of(entry)
                : List.of(entry, PeopleMessages.entryEffect(streamer, from, nowMillis));
    }

    /** Counters in front as they are, then what happened: the first half as it is, the second packed. */
    private byte[] glued(List<byte[]> counters, List<byte[]> happened, Set<Quirk> quirks) {
        var half = happened.size() / 2;
        var all = new ArrayList<>(counters);
        all.addAll(happened.subList(0, half));
        together(happened.subList(half, happened.size()))
                .forEach(packets -> all.add(packed(packets, quirks)));
        return Packet.joined(all);
    }

    private void addCompanions(List<WireFrame> frames, Set<Quirk> quirks) {
        if (quirks.contains(Quirk.UNKNOWN_TYPES)) {
            var unknown = StateMessages.unknown().stream().map(Packet::message).toList();
            frames.add(frame(Packet.joined(unknown), quirks));
            frames.add(frame(
                    Packet.of(Packet.CONTROL, UNKNOWN_OPERATION, new byte[] {1, 2, 3}), quirks));
        }
        if (quirks.contains(Quirk.AUDIENCE_LIST)) {
            var best = content.viewers().stream()
                    .limit(BEST)
                    .map(viewer -> Person.of(viewer, quirks.contains(Quirk.MASKED)))
                    .toList();
            frames.add(frame(Packet.message(StateMessages.rank(best)), quirks));
        }
    }

    private byte[] packed(byte[] packets, Set<Quirk> quirks) {
        return packets.length < WORTH_PACKING || quirks.contains(Quirk.UNPACKED)
                ? packets
                : packing.pack(packets);
    }

    /** Packets end to end, in portions that a client may be asked to take at once. */
    private static List<byte[]> together(List<byte[]> packets) {
        var portions = new ArrayList<byte[]>();
        var portion = new ArrayList<byte[]>();
        var size = 0;
        for (var packet : packets) {
            if (size > 0 && size + packet.length > MAX_TOGETHER) {
                portions.add(Packet.joined(portion));
                portion.clear();
                size = 0;
            }
            portion.add(packet);
            size += packet.length;
        }
        if (size > 0) {
            portions.add(Packet.joined(portion));
        }
        return portions;
    }

    private static List<WireFrame> plain(List<String> messages) {
        return messages.stream()
                .map(json -> WireFrame.binary(Packet.message(json)))
                .toList();
    }

    private static WireFrame frame(byte[] packets, Set<Quirk> quirks) {
        return quirks.contains(Quirk.FRAGMENTED)
                ? WireFrame.fragmented(packets, FRAGMENTS)
                : WireFrame.binary(packets);
    }
}
