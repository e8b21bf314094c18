package dev.danmaku.platforms.douyu;

import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.platforms.Printable;
import dev.danmaku.platforms.douyu.gift.Gifts;

import org.jspecify.annotations.Nullable;

/** The messages of one room as events. Owned by one thread. */
final class RoomEvents {
    private static final int MAX_NAME_CHARS = 80;

    private final @Nullable Place place;
    private final Users users;
    private final ChatEvents chats;
    private final GiftEvents gifts;
    private final MembershipEvents memberships;
    private final RankEvents ranks;

    /** @param place null where nobody said the room: then all are heard */
    RoomEvents(@Nullable Place place, Gifts known) {
        this.place = place;
        users = new Users(place == null ? null : place.owner());
        chats = new ChatEvents(users);
        gifts = new GiftEvents(users, known);
        memberships = new MembershipEvents(users);
        ranks = new RankEvents(users);
    }

    /**
     * Adds what a message says. What concerns another room, or only the session, adds nothing.
     *
     * @return false where nobody knows what it says: then that is the event
     */
    boolean add(String type, SttMap message, EventBatch events) throws MalformedPacket {
        if (isOfAnotherRoom(message)) {
            return true;
        }
        events.said(concerned(message));
        if (isRead(type, message, events)) {
            return true;
        }
        var key = BodyKeys.ofBody("unknown", message, events.receivedAt());
        events.add(key, new Unknown(nameOf(type)));
        return false;
    }

    /** A type that nobody reads, as it is logged and counted: whoever sends it chooses it. */
    static String nameOf(String type) {
        return Printable.of(type, MAX_NAME_CHARS);
    }

    private boolean isRead(String type, SttMap message, EventBatch events) throws MalformedPacket {
        switch (type) {
            case "chatmsg" -> chats.addChat(message, events);
            case "dgb" -> gifts.add(message, events);
            case "uenter" -> {
                var key = BodyKeys.ofBody("enter", message, events.receivedAt());
                events.add(key, new Enter(users.sender(message)));
            }
            case "srres" -> {
                var key = BodyKeys.ofBody("share", message, events.receivedAt());
                events.add(key, new Share(users.user(message, "nickname", "ic")));
            }
            case "comm_chatmsg" -> {
                return chats.addSuperChat(message, events);
            }
            case "voice_trlt" -> chats.addOnScreen(message, events);
            case "anbc", "rnewbc" -> {
                if (namesOurRoom(message)) {
                    memberships.addNoble(message, events);
                }
            }
            case "odfbc", "rndfbc" -> memberships.addDiamondFan(message, events);
            case "bc_buy_deserve" -> memberships.addLoyal(message, events);
            case "ranklist" -> ranks.addGivers(message, events);
            case "frank" -> ranks.addFans(message, "fans", events);
            case "fswrank" -> ranks.addFans(message, "fans-week", events);
            case "online_noble_list" -> ranks.addNobles(message, events);
            case "cthn", "spbc" -> {
                return !namesOurRoom(message) || NoticeEvents.addNotice(type, message, events);
            }
            case "ssd", "rsm" -> {
                return NoticeEvents.addNotice(type, message, events);
            }
            case "newblackres" -> NoticeEvents.addMuted(message, events);
            case "rss" -> addStreamState(message, events);
            case "keeplive" -> {
                var key = BodyKeys.ofBody("viewers", message, events.receivedAt());
                addPopularity(key, message.text("hot"), events);
            }
            case "loginreq",
                    "loginres",
                    "loginresp",
                    "joingroup",
                    "logout",
                    "mrkl",
                    "pingreq",
                    "error",
                    "setmsggroup",
                    "msgrepeaterlist",
                    "msgrepeaterproxylist",
                    "sub",
                    "qrl",
                    "qtlnq" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A hint, as long as nobody asked the platform's pages. */
    private static void addStreamState(SttMap message, EventBatch events) {
        var on = message.number("ss") == 1;
        var reason = on ? "rss ss=1" : "rss ss=0";
        events.add(
                BodyKeys.ofBody("stream", message),
                Times.near(message.number("cts"), events.receivedAt()),
                on ? new StreamStart(reason) : new StreamEnd(reason));
    }

    /** A score; the platform tells no number of people. */
    static void addPopularity(String key, @Nullable String display, EventBatch events) {
        var count = display == null ? -1 : Popularity.parse(display);
        if (display != null && count >= 0) {
            events.add(
                    key,
                    new ViewerCount(
                            count,
                            ViewerCountKind.POPULARITY,
                            Popularity.isPlain(display) ? null : display));
        }
    }

    /** Whose room it concerns: site-wide messages have it in a field of its own. */
    private static long concerned(SttMap message) {
        var elsewhere = message.number("drid");
        return elsewhere > 0 ? elsewhere : message.number("rid");
    }

    /** Some messages name a room that cannot be, the last of two; those are not another room's. */
    private boolean isOfAnotherRoom(SttMap message) {
        var concerned = concerned(message);
        return place != null && concerned > 0 && concerned != place.rid();
    }

    private boolean namesOurRoom(SttMap message) {
        return place == null || concerned(message) == place.rid();
    }
}
