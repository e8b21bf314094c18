package dev.danmaku.simulator.douyu;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** The answer to an anonymous login, with every field that one was recorded with. */
final class Welcome {
    private static final List<String> EMPTY_BEFORE =
            List.of("roomgroup", "pg", "sessionid", "username", "nickname");
    private static final List<String> ZERO_BEFORE =
            List.of("live_stat", "is_illegal", "ill_ct", "ill_ts");
    private static final List<String> ZERO_AFTER =
            List.of("ps", "es", "it", "its", "npv", "best_dlev", "cur_lev", "nrc", "ih");

    private Welcome() {}

    /** @param client whose address it is told */
    static Stt loginres(SocketAddress client, long nowMillis) {
        var message = Stt.type("loginres").put("userid", 0);
        EMPTY_BEFORE.forEach(key -> message.put(key, ""));
        ZERO_BEFORE.forEach(key -> message.put(key, 0));
        message.put("now", nowMillis / 1_000);
        ZERO_AFTER.forEach(key -> message.put(key, 0));
        return message.put("sid", 70_712)
                .put("sahf", 0)
                .put("sceneid", 0)
                .put("newrg", 0)
                .put("regts", 0)
                .put("ip", ((InetSocketAddress) client).getAddress().getHostAddress())
                .put("rn", "")
                .put("rct", 0);
    }
}
