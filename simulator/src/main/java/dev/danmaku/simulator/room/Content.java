package dev.danmaku.simulator.room;

import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is there and what they say: a pure function of a seed, so that two runs with one seed tell the same story.
 * Immutable; one for all rooms.
 */
public final class Content {
    private static final int VIEWERS = 512;
    private static final List<String> FAMILY =
            List.of("小", "阿", "大", "老", "一只", "快乐的", "东北", "深夜", "追风的", "🐟", "爱笑的", "隔壁");
    private static final List<String> GIVEN = List.of(
            "明", "芳芳", "强", "咖啡猫", "柠檬🍋", "橘子", "二哥", "丽丽", "程序员", "小熊", "冲冲冲", "月亮", "Tom");
    private static final List<String> WORDS = List.of(
            "你好",
            "主播好厉害",
            "666",
            "来了来了",
            "哈哈哈哈",
            "这是什么歌",
            "KPL冲冲冲！",
            "晚上好😀",
            "加油[加油]",
            "太好看了👍🏻",
            "第一次来",
            "求翻牌",
            "[奸笑][奸笑]",
            "声音有点小",
            "从北京来的朋友",
            "生日快乐🎂",
            "explain please",
            "别下播",
            "𠮷野家走起",
            "打卡；签到");

    private final long seed;
    private final List<Viewer> viewers;

    public Content(long seed) {
        this.seed = seed;
        this.viewers = IntStream.range(0, VIEWERS).mapToObj(this::makeViewer).toList();
    }

    /** The n-th viewer to act in a room. */
    public Viewer viewer(String room, long n) {
        return viewers.get(below(VIEWERS, hash(room, n)));
    }

    /** All who can ever act, e.g. for an audience list. */
    public List<Viewer> viewers() {
        return viewers;
    }

    /** What is said in a room's n-th chat, without its number. */
    public String words(String room, long n) {
        return pick(WORDS, hash(room, ~n));
    }

    /** The streamer's name; always with a semicolon, which breaks readers that cut scripts at the first one. */
    public String streamer(String room) {
        return pick(FAMILY, hash(room, 1)) + pick(GIVEN, hash(room, 2)) + ";直播间";
    }

    public String title(String room) {
        return pick(WORDS, hash(room, 3)) + " " + pick(WORDS, hash(room, 4));
    }

    /** The room's size after so many things happened in it. */
    public Counters counters(String room, long happened) {
        var watching = 200 + Long.remainderUnsigned(hash(room, 5), 60_000) + happened % 17;
        var likes = Long.remainderUnsigned(hash(room, 6), 2_000_000) + happened;
        return new Counters(display(watching), display(likes));
    }

    /** A number that depends on nothing but the seed, the room and n. */
    public long hash(String room, long n) {
        return mix(seed + mix(room.hashCode() * 0x9E3779B97F4A7C15L + n));
    }

    private Viewer makeViewer(int n) {
        var bits = mix(seed ^ mix(n + 1L));
        var id = new StringBuilder("3x");
        for (var i = 0; i < 13; i++) {
            id.append("abcdefghijkmnpqrstuvwxyz23456789".charAt((int) (mix(bits + i) & 31)));
        }
        var device = new byte[] {
            (byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)
        };
        var name = pick(FAMILY, bits) + pick(GIVEN, mix(bits)) + n;
        return new Viewer(
                id.toString(), 100_000_000L + n, name, Base64.getEncoder().encodeToString(device));
    }

    /** As platforms show numbers: exact below ten thousand, then in tens of thousands with one digit. */
    private static String display(long number) {
        return number < 10_000
                ? Long.toString(number)
                : "%d.%d万".formatted(number / 10_000, number / 1_000 % 10);
    }

    private static String pick(List<String> from, long bits) {
        return from.get(below(from.size(), bits));
    }

    private static int below(int bound, long bits) {
        return (int) Long.remainderUnsigned(bits, bound);
    }

    /** The finaliser of SplitMix64: every input bit moves every output bit. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
