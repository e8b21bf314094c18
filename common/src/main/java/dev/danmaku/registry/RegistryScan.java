package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All rooms of a platform as pages show them, read in steps of a bounded size: Redis answers others in between. What changes meanwhile is
 * told as it was or as it is; a room may be told twice. Calls throw {@link RegistryUnavailable} where Redis does not answer.
 */
public final class RegistryScan {
    private static final int PAGE = 500;

    private final UnifiedJedis redis;

    public RegistryScan(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * What a platform said of a room when it was last looked up.
     *
     * @param title of the stream
     * @param streamer the streamer's name
     * @param cover address of a picture
     * @param live the platform's id of the broadcast
     */
    public record Said(
            @Nullable String title,
            @Nullable String streamer,
            @Nullable String cover,
            @Nullable String live) {}

    /**
     * People have paused a platform.
     *
     * @param who null where it is not known
     */
    public record Pause(@Nullable String who, @Nullable Instant since) {}

    /** The ids in the lives set; some may be none that can be a room. */
    public void wanted(Platform platform, Consumer<String> each) {
        pages(
                "lives",
                cursor -> redis.sscan(platform.livesKey(), cursor, new ScanParams().count(PAGE)),
                each);
    }

    /** The rooms that have a record, with it; null where no script of ours can have written it. */
    public void records(Platform platform, BiConsumer<String, @Nullable RoomRecord> each) {
        entries(
                Keys.running(platform),
                (id, json) -> each.accept(id, RoomRecord.read(json).orElse(null)));
    }

    /** What is known of rooms from their last look-up. */
    public void said(Platform platform, BiConsumer<String, Said> each) {
        entries(
                Keys.found(platform),
                (id, json) -> JsonFields.read(json)
                        .ifPresent(fields -> each.accept(
                                id,
                                new Said(
                                        fields.text("title"),
                                        fields.text("streamer"),
                                        fields.text("cover"),
                                        fields.text("live")))));
    }

    /** The ids in the lives set that cannot be rooms, with the reason. */
    public long rejected(Platform platform) {
        return ask("rejected", () -> redis.hlen(Keys.rejected(platform)));
    }

    /** Null where nobody has paused it. */
    public @Nullable Pause pause(Platform platform) {
        var fields = ask("paused", () -> redis.hgetAll(Keys.paused(platform)));
        if (fields.isEmpty()) {
            return null;
        }
        var since = fields.get("at");
        return new Pause(
                fields.get("by"),
                since != null && since.matches("[0-9]{1,15}")
                        ? Instant.ofEpochMilli(Long.parseLong(since))
                        : null);
    }

    private void entries(String key, BiConsumer<String, String> each) {
        pages(
                key,
                cursor -> redis.hscan(key, cursor, new ScanParams().count(PAGE)),
                (Map.Entry<String, String> entry) -> each.accept(entry.getKey(), entry.getValue()));
    }

    private static <T> void pages(
            String what, Function<String, ScanResult<T>> read, Consumer<T> each) {
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var from = cursor;
            var page = ask(what, () -> read.apply(from));
            page.getResult().forEach(each);
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private interface Step<T> {
        T ask();
    }

    private static <T> T ask(String what, Step<T> question) {
        try {
            return question.ask();
        } catch (JedisException e) {
            throw new RegistryUnavailable(what, e);
        }
    }
}
