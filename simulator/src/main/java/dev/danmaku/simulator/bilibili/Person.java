package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Viewer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A viewer as the platform shows one.
 *
 * @param uid 9 digits for old accounts, 16 for new ones; 0 when masked
 * @param medalLevel level of the fan medal of the room's streamer; 0 for none
 * @param guardLevel 0 none, 1 governor, 2 admiral, 3 captain
 * @param crc hex CRC-32 of the uid's decimal digits, not padded
 */
record Person(long uid, String name, int medalLevel, int guardLevel, String crc, boolean masked) {
    private static final long NEW_ACCOUNTS = 3_546_000_000_000_000L;
    private static final int FANS = 3;
    private static final int GUARDS = 15;
    private static final int LEVELS = 40;

    static Person of(Viewer viewer, boolean masked) {
        var number = viewer.number();
        var uid = number % 2 == 0 ? number : NEW_ACCOUNTS + number;
        var medal = number % FANS == 0 ? 1 + (int) (number % LEVELS) : 0;
        var guard = number % GUARDS == 0 ? 3 : 0;
        var crc = crc(uid);
        if (!masked) {
            return new Person(uid, viewer.name(), medal, guard, crc, false);
        }
        var first = viewer.name().codePointAt(0);
        return new Person(0, Character.toString(first) + "***", medal, guard, crc, true);
    }

    static String crc(long uid) {
        return Long.toHexString(crcOf(uid));
    }

    /** The same as {@code extra.user_hash} has it: decimal. */
    String crcDecimal() {
        return Long.toString(Long.parseLong(crc, 16));
    }

    boolean fan() {
        return medalLevel > 0;
    }

    String face() {
        return masked ? "https://i0.example/face/noface.jpg" : face(uid);
    }

    static String face(long uid) {
        return "https://i0.example/face/" + uid + ".jpg";
    }

    private static long crcOf(long uid) {
        var crc = new CRC32();
        crc.update(Long.toString(uid).getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
