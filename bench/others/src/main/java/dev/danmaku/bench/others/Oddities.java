package dev.danmaku.bench.others;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Inputs that a client meets in the wild, and what this one makes of them: notes, no figures. */
final class Oddities {
    private static final long LIMIT_MILLIS = 3_000;

    private Oddities() {}

    static List<String> of(Path dir, List<String> pushes) throws IOException, InterruptedException {
        var notes = new ArrayList<String>();
        if (pushes.contains("douyu_ws_4")) {
            var client = new Client("douyu_ws_4");
            client.read(Files.readAllBytes(dir.resolve("douyu_ws_4")));
            notes.add("# the other client reads the Douyu chat '比分1/2了' as '"
                    + client.listener().last() + "'");
        }
        if (pushes.contains("bilibili_zlib")) {
            var whole = Files.readAllBytes(dir.resolve("bilibili_zlib"));
            notes.add("# the other client, given a zlib message that is cut off, " + cut(whole));
        }
        return notes;
    }

    /** Half of the packed bytes, in a packet of the right length. */
    private static String cut(byte[] whole) throws InterruptedException {
        var half = Arrays.copyOf(whole, whole.length / 2);
        ByteBuffer.wrap(half).putInt(half.length);
        var how = new String[] {"reads on"};
        var reader = new Thread(() -> {
            try {
                new Client("bilibili_zlib").read(half);
            } catch (RuntimeException e) {
                how[0] = "fails: " + e.getMessage();
            }
        });
        reader.setDaemon(true);
        reader.start();
        reader.join(LIMIT_MILLIS);
        return reader.isAlive()
                ? String.format(Locale.ROOT, "still spins after %d ms", LIMIT_MILLIS)
                : how[0];
    }
}
