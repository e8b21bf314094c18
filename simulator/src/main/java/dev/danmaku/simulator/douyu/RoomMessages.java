package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Viewer;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What happened, as messages with the fields and the order of recorded ones. Pure. */
final class RoomMessages {
    /** Every so many-th account wears the room's badge, has a rank, moderates, writes in colour. */
    private static final int FANS = 5;

    private static final int NOBLES = 40;
    private static final int MODERATORS = 97;
    private static final int COLOURFUL = 7;
    private static final int COLOURS = 6;
    private static final int RANK_LIST = 40;
    private static final long YEARS_MILLIS = 20L * 365 * 86_400_000;

    private final Content content;

    RoomMessages(Content content) {
        this.content = content;
    }

    /** Nothing for likes: the platform has none. */
    List<Stt> of(String room, Occurrence occurrence, Set<Quirk> quirks, long nowMillis) {
        return switch (occurrence) {
            case Occurrence.Chat chat -> List.of(chat(room, chat, quirks, nowMillis));
            case Occurrence.Like like -> List.of();
            case Occurrence.Gift gift -> List.of(gift(room, gift));
            case Occurrence.Enter enter -> List.of(enter(room, enter.from()));
            case Occurrence.SuperChat superChat -> List.of(superChat(room, superChat, nowMillis));
            case Occurrence.Membership membership ->
                List.of(nobleOpened(room, membership, nowMillis));
        };
    }

    private Stt chat(String room, Occurrence.Chat chat, Set<Quirk> quirks, long nowMillis) {
        var from = chat.from();
        var message = Stt.type("chatmsg").put("rid", room).put("ct", from.number() % 3);
        if (quirks.contains(Quirk.UNKNOWN_FIELDS)) {
            message.put("neu@1", "a/b@=c").put("", "");
        }
        message.put("uid", from.number())
                .put("nn", from.name())
                .put("txt", chat.text())
                .put("cid", chatId(room, chat.sequence()))
                .put("ic", avatar(from))
                .put("level", level(from));
        if (from.number() % NOBLES == 0) {
            message.put("nl", 1 + from.number() % 9);
        }
        if (from.number() % MODERATORS == 0) {
            message.put("rg", 4);
        }
        message.put("sahf", 0);
        if (from.number() % COLOURFUL == 0) {
            message.put("col", 1 + from.number() % COLOURS);
        }
        if (quirks.contains(Quirk.FAR_TIMES)) {
            message.put("cst", nowMillis - YEARS_MILLIS);
        } else if (!quirks.contains(Quirk.NO_TIME)) {
            message.put("cst", nowMillis - from.number() % 1_000);
        }
        badge(message, room, from);
        message.put("hc", from.number() % FANS == 0 ? "%032x".formatted(from.number()) : "");
        if (from.number() % FANS == 0) {
            message.put("hl", 1).put("ifs", 1);
        }
        message.put("lk", "").put("dms", 4).put("pdg", 26).put("pdk", 89);
        if (from.number() % NOBLES == 0) {
            message.put("ail", new Stt().add("6065").add("4143"));
        }
        return message.put("ext", "").put("if", 1);
    }

    private Stt gift(String room, Occurrence.Gift gift) {
        var from = gift.from();
        var known = Gifts.find(gift.giftId());
        var prop = known.filter(k -> k.kind() == Gifts.Kind.PROP).isPresent();
        var noise = content.hash(room, gift.combo() * 1_000_003 + gift.comboCount());
        var message = Stt.type("dgb")
                .put("rid", room)
                .put("gfid", prop ? 0 : gift.giftId())
                .put("gs", 1)
                .put("uid", from.number())
                .put("nn", from.name())
                .put("ic", avatar(from))
                .put("eid", 0)
                .put("eic", 0)
                .put("level", level(from))
                .put("gfcnt", gift.batchSize())
                .put("hits", (long) gift.batchSize() * gift.comboCount())
                .put("bcnt", gift.comboCount())
                .put("bst", gift.comboCount() > 9 ? 3 : 2)
                .put("ct", from.number() % 3);
        badge(message, room, from);
        message.put("hc", "").put("sahf", 0).put("fc", 0);
        if (prop) {
            message.put("gpf", 1).put("pid", gift.giftId());
        }
        return message.put("bnid", 1)
                .put("bnl", 1)
                .put("receive_uid", streamerId(room))
                .put("receive_nn", content.streamer(room))
                .put("from", prop ? 2 : 1)
                .put("pfm", noise >>> 40)
                .put("pma", noise >>> 20 & 0xFFFFF)
                .put("mss", noise & 0xFFFFF)
                .put("bcst", 1)
                .put("ce", 1)
                .put("gfn", known.map(Gifts.Gift::name).orElse(""))
                .put("fl", 1)
                .put("bnidv2", 1);
    }

    private Stt enter(String room, Viewer from) {
        var message = Stt.type("uenter")
                .put("rid", room)
                .put("uid", from.number())
                .put("nn", from.name())
                .put("level", level(from))
                .put("ic", avatar(from));
        if (from.number() % NOBLES == 0) {
            message.put("nl", 1 + from.number() % 9);
        }
        message.put("sahf", 0).put("fl", 0);
        badge(message, room, from);
        return message.put("ntpid", 0).put("if", 1);
    }

    private Stt superChat(String room, Occurrence.SuperChat superChat, long nowMillis) {
        var from = superChat.from();
        var inner = new Stt()
                .put("nn", from.name())
                .put("uid", from.number())
                .put("txt", superChat.text())
                .put("ic", avatar(from))
                .put("level", level(from))
                .put("nl", 0)
                .put("rid", room);
        return new Stt()
                .put("btype", "voiceDanmu")
                .put("chatmsg", inner)
                .put("cprice", superChat.priceCents())
                .put("crealPrice", superChat.priceCents())
                .put("cet", superChat.shown().toSeconds())
                .put("now", nowMillis)
                .put("vrid", superChatId(room, superChat.number()))
                .put("rid", room)
                .put("uid", from.number())
                .put("type", "comm_chatmsg");
    }

    /** Told to the whole site; the room is named beside. */
    private Stt nobleOpened(String room, Occurrence.Membership membership, long nowMillis) {
        var from = membership.from();
        return Stt.type("anbc")
                .put("rid", 0)
                .put("gid", 0)
                .put("bt", membership.months())
                .put("uid", from.number())
                .put("unk", from.name())
                .put("uic", avatar(from))
                .put("drid", room)
                .put("donk", content.streamer(room))
                .put("nl", membership.tier())
                .put("ts", nowMillis / 1_000);
    }

    /** The number of paid seats, not of viewers. */
    Stt seats(String room, long nowMillis) {
        var list = new Stt();
        for (var level = 1; level <= 3; level++) {
            list.add(new Stt().put("num", 100 * level).put("sl", level));
        }
        return Stt.type("oni")
                .put("rid", room)
                .put("vn", 17_000 + nowMillis / 1_000 % 100)
                .put("list", list)
                .put("un", 0);
    }

    /** @param live whether a broadcast begins, else one ends */
    Stt streamState(String room, boolean live, long nowMillis) {
        return Stt.type("rss")
                .put("rt", 0)
                .put("rtv", 0)
                .put("rid", room)
                .put("gid", 0)
                .put("ss", live ? 1 : 0)
                .put("code", 0)
                .put("notify", 0)
                .put("endtime", live ? 0 : nowMillis / 1_000)
                .put("nc", 0)
                .put("ivl", 0)
                .put("sid", 0)
                .put("cts", nowMillis);
    }

    /** What no client knows; its type is not its first field. */
    Stt activity(Viewer from) {
        return new Stt()
                .put("fishId", 12)
                .put("uid", from.number())
                .put("subType", "gain")
                .put("wei", 2)
                .put("type", "actFishing");
    }

    /** The room first, then another value for the same key. */
    Stt repeatedKey(String room) {
        return new Stt()
                .put("rid", room)
                .put("sc", 1_311_900)
                .put("sctn", 0)
                .put("rid", -1)
                .put("type", "qausrespond");
    }

    /** A big gift that the whole site is told of. */
    Stt siteWide(Viewer from, String inRoom) {
        return Stt.type("spbc")
                .put("rid", 0)
                .put("gid", 0)
                .put("sn", from.name())
                .put("dn", content.streamer(inRoom))
                .put("gn", "超级火箭")
                .put("gc", 1)
                .put("drid", inRoom)
                .put("gs", 6)
                .put("gb", 1)
                .put("es", 101)
                .put("gfid", 20_005)
                .put("bgl", 3)
                .put("sid", from.number());
    }

    Stt foreignChat(String otherRoom, Viewer from, long nowMillis) {
        return Stt.type("chatmsg")
                .put("rid", otherRoom)
                .put("uid", from.number())
                .put("nn", from.name())
                .put("txt", "别的房间的话")
                .put("cid", chatId(otherRoom, nowMillis))
                .put("level", level(from))
                .put("cst", nowMillis)
                .put("if", 1);
    }

    /** Three lists of some kilobytes each. */
    Stt rankList(String room, long nowMillis) {
        var list = new Stt();
        var place = 0;
        for (var viewer : content.viewers().subList(0, RANK_LIST)) {
            list.add(new Stt()
                    .put("uid", viewer.number())
                    .put("crk", ++place)
                    .put("lrk", 32_767)
                    .put("rs", 0)
                    .put("nickname", viewer.name())
                    .put("gold", 100_000 - place)
                    .put("level", level(viewer))
                    .put("icon", avatar(viewer))
                    .put("ail", new Stt().add("6065"))
                    .put("pg", 1)
                    .put("rg", 1)
                    .put("ne", 0));
        }
        return Stt.type("ranklist")
                .put("rid", room)
                .put("ts", nowMillis / 1_000)
                .put("gid", 0)
                .put("list_all", list)
                .put("list", list)
                .put("list_day", list);
    }

    static long streamerId(String room) {
        return 200_000_000L + Integer.toUnsignedLong(room.hashCode()) % 100_000_000;
    }

    private static void badge(Stt message, String room, Viewer from) {
        var fan = from.number() % FANS == 0;
        message.put("bnn", fan ? "粉丝团" : "")
                .put("bl", fan ? 1 + from.number() % 30 : 0)
                .put("brid", fan ? room : "0");
    }

    /** A path; its slashes are escaped, not a list's. */
    private static String avatar(Viewer viewer) {
        return "avatar_v3/202009/%032x".formatted(viewer.number());
    }

    private static long level(Viewer viewer) {
        return 1 + viewer.number() % 60;
    }

    /** A server's prefix, then a counter; its lowest byte is first. */
    private String chatId(String room, long sequence) {
        return HexFormat.of().toHexDigits(content.hash("chats of " + room, 0))
                + HexFormat.of().toHexDigits(Long.reverseBytes(sequence));
    }

    private String superChatId(String room, long number) {
        return Long.toUnsignedString(content.hash("super chats of " + room, number));
    }
}
