package dev.danmaku.bench.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Chats with the fields that today's have, some 400 bytes each; one of four has a text that needs escaping. */
final class DouyuPushes {
    private static final int HEADER_BYTES = 12;
    private static final int LENGTH_BYTES = 4;
    private static final int FROM_SERVER = 690;
    private static final List<String> NAMES = List.of("安静的大叔", "阿呆", "Lucky星", "快乐的小鱼儿呀");
    private static final List<String> TEXTS = List.of("主播好", "666666", "这把稳了哈哈哈哈", "比分1@S2了");

    private DouyuPushes() {}

    static byte[] withChats(int chats) {
        var push = new ByteArrayOutputStream();
        for (var i = 0; i < chats; i++) {
            push.writeBytes(packet(chat(i)));
        }
        return push.toByteArray();
    }

    /** In the middle of its second packet. */
    static List<byte[]> cut(byte[] push) {
        var at = push.length * 3 / 8;
        return List.of(Arrays.copyOf(push, at), Arrays.copyOfRange(push, at, push.length));
    }

    private static String chat(int number) {
        var uid = 123_456_789 + number * 7;
        return "type@=chatmsg/rid@=3125893/ct@=1/uid@=" + uid
                + "/nn@=" + NAMES.get(number % NAMES.size())
                + "/txt@=" + TEXTS.get(number % TEXTS.size())
                + "/cid@=b7f3a3f7e2a04d1c" + String.format("%016x", number)
                + "/ic@=avatar_v3@S202401@S0c8f1f0f6f2b4c7e/level@=" + (12 + number)
                + "/sahf@=0/cst@=1790814385555/bnn@=小狐狸/bl@=" + (3 + number)
                + "/brid@=3125893/hc@=0f1e2d3c4b5a69788796a5b4c3d2e1f0/hl@=1/ifs@=1"
                + "/el@=/lk@=/fl@=9/dms@=4/pdg@=26/pdk@=89/";
    }

    private static byte[] packet(String stt) {
        var body = stt.getBytes(UTF_8);
        var packet =
                ByteBuffer.allocate(HEADER_BYTES + body.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        var length = packet.capacity() - LENGTH_BYTES;
        return packet.putInt(length)
                .putInt(length)
                .putInt(FROM_SERVER)
                .put(body)
                .array();
    }
}
