package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.platforms.Printable;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The messages of one connection as events. Keeps what a connection keeps: the counters last told, and what will be told again.
 * Owned by one thread.
 */
final class RoomMessages {
    private static final int MAX_NAME_CHARS = 80;

    private final @Nullable String room;
    private final @Nullable String live;
    private final ChatEvents chats;
    private final GiftEvents gifts;
    private final GuardEvents guards;
    private final SuperChatEvents superChats;
    private final PeopleEvents people;
    private final CounterEvents counters;
    private final StateEvents state;

    /**
     * @param room the real id; null where nobody said it
     * @param streamer the streamer's uid; 0 where nobody said it
     */
    RoomMessages(@Nullable String room, @Nullable String live, long streamer) {
        this.room = room;
        this.live = live;
        var users = new Users(streamer);
        chats = new ChatEvents(users);
        gifts = new GiftEvents(users);
        guards = new GuardEvents(users);
        superChats = new SuperChatEvents(users);
        people = new PeopleEvents(users);
        counters = new CounterEvents(users);
        state = new StateEvents(room, users);
    }

    /** @param trouble why some of it made no sense, the first reason; null where all did */
    record Heard(List<Event> events, @Nullable String trouble) {}

    /** Control packets have no events; one bad message does not spoil the others. */
    Heard hear(Unpacked unpacked, long receivedAt, Notes notes) {
        var events = new Gathered(room, live, receivedAt);
        var trouble = unpacked.trouble();
        for (var packet : unpacked.packets()) {
            try {
                if (events.isFull()) {
                    throw new MalformedFrame("more than %d events".formatted(Gathered.MAX_EVENTS));
                }
                add(packet, events, notes);
            } catch (MalformedFrame e) {
                trouble = trouble == null ? e.reason() : trouble;
            }
        }
        if (unpacked.strayBytes() > 0) {
            notes.stray(unpacked.strayBytes());
        }
        return new Heard(events.all(), trouble);
    }

    private void add(Packet packet, Gathered events, Notes notes) throws MalformedFrame {
        switch (packet.operation()) {
            case Packet.MESSAGE -> add(Command.of(PacketJson.read(packet)), events, notes);
            case Packet.HEARTBEAT_REPLY -> {
                events.beginPlain();
                counters.addPopularity(packet.bodyNumber(), events);
            }
            case Packet.AUTH_REPLY, Packet.HEARTBEAT, Packet.AUTH, Packet.ACK -> {}
            default -> {
                events.beginPlain();
                addUnread(
                        "operation " + Integer.toUnsignedString(packet.operation()), events, notes);
            }
        }
    }

    private void add(Command command, Gathered events, Notes notes) throws MalformedFrame {
        events.begin(command);
        switch (command.name()) {
            case "DANMU_MSG", "DANMU_MSG_MIRROR" -> chats.add(command, events);

            case "SEND_GIFT" -> gifts.add(command, events);
            case "SEND_GIFT_V2" -> gifts.addV2(command, events);
            // Sums of gifts that were told one by one.
            case "COMBO_SEND", "COMBO_END" -> {}

            case "GUARD_BUY" -> guards.addBuy(command, events);
            case "USER_TOAST_MSG" -> guards.addToast(command, events);
            case "USER_TOAST_MSG_V2" -> guards.addToastV2(command, events);

            case "SUPER_CHAT_MESSAGE", "SUPER_CHAT_MESSAGE_JPN" -> superChats.add(command, events);
            case "SUPER_CHAT_MESSAGE_DELETE" -> superChats.addDeleted(command, events);

            case "INTERACT_WORD" -> people.addInteract(command, events);
            case "INTERACT_WORD_V2" -> people.addInteractV2(command, events);
            case "LIKE_INFO_V3_CLICK" -> people.addLike(command, events);
            case "WELCOME", "WELCOME_GUARD" -> people.addWelcome(command, events);
            // Shown beside an entry that is told anyway.
            case "ENTRY_EFFECT", "ENTRY_EFFECT_MUST_RECEIVE" -> {}

            case "WATCHED_CHANGE" -> counters.addWatched(command, events);
            case "ONLINE_RANK_COUNT" -> counters.addOnline(command, events);
            case "LIKE_INFO_V3_UPDATE" -> counters.addLikes(command, events);
            case "ONLINE_RANK_V2" -> counters.addRank(command, events);
            // Numbers and places that the schema has no event for.
            case "ONLINE_RANK_TOP3",
                    "ROOM_REAL_TIME_MESSAGE_UPDATE",
                    "POPULARITY_CHANGE",
                    "HOT_ROOM_NOTIFY" -> {}

            case "LIVE" -> state.addLive(command, events, notes);
            case "PREPARING" -> state.addPreparing(command, notes);
            case "CUT_OFF", "CUT_OFF_V2" -> state.addCutOff(command, events, notes);
            case "ROOM_LOCK" -> state.addLock(command, events, notes);
            case "STOP_LIVE_ROOM_LIST" -> state.addStopped(command, notes);
            case "WARNING" -> state.addWarning(command, events);
            case "ROOM_BLOCK_MSG" -> state.addBlocked(command, events);
            case "ROOM_SILENT_ON" -> state.addSilent(command, events);
            case "ROOM_CHANGE" -> state.addChange(command, events);
            case "LOG_IN_NOTICE" -> state.addNotice(command.data(), events);
            case "NOTICE_MSG", "SYS_MSG", "SYS_GIFT", "GUARD_MSG" ->
                state.addNotice(command.root(), events);
            // For the site's own player.
            case "ROOM_SILENT_OFF", "REENTER_LIVE_ROOM", "PLAYURL_RELOAD" -> {}

            default -> addUnread(Printable.of(command.name(), MAX_NAME_CHARS), events, notes);
        }
    }

    private static void addUnread(String name, Gathered events, Notes notes) {
        notes.unknown(name);
        events.add(new Unknown(name), name);
    }
}
