package dev.danmaku.standalone.cluster;

import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.TestRedis;

import redis.clients.jedis.Jedis;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What lies in Redis, read by its public names and by nothing of the product's own. */
public final class RegistryView {
    private static final Platform KUAISHOU = Platform.KUAISHOU;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestRedis redis;

    RegistryView(TestRedis redis) {
        this.redis = redis;
    }

    /**
     * A room's record.
     *
     * @param session of its holder, empty where nobody holds it
     */
    public record Entry(String state, String job, String generation, String term, String session) {
        private static Entry of(String json) {
            var record = JSON.readTree(json);
            return new Entry(
                    text(record, "state"),
                    text(record, "job"),
                    text(record, "gen"),
                    text(record, "term"),
                    text(record, "session"));
        }

        private static String text(JsonNode record, String field) {
            return record.path(field).asString("");
        }
    }

    public void sadd(Collection<String> rooms) {
        ask(jedis -> jedis.sadd(KUAISHOU.livesKey(), rooms.toArray(String[]::new)));
    }

    public void srem(Collection<String> rooms) {
        ask(jedis -> jedis.srem(KUAISHOU.livesKey(), rooms.toArray(String[]::new)));
    }

    public Set<String> lives() {
        return ask(jedis -> jedis.smembers(KUAISHOU.livesKey()));
    }

    /** All records by room, in the order of the rooms' names. */
    public Map<String, Entry> entries() {
        var entries = new TreeMap<String, Entry>();
        ask(jedis -> jedis.hgetAll(Keys.running(KUAISHOU)))
                .forEach((room, json) -> entries.put(room, Entry.of(json)));
        return entries;
    }

    /** How many rooms have a record. */
    public long records() {
        return ask(jedis -> jedis.hlen(Keys.running(KUAISHOU)));
    }

    /** The rooms whose records name this session. */
    public List<String> heldBy(String session) {
        return entries().entrySet().stream()
                .filter(entry -> entry.getValue().session().equals(session))
                .map(Map.Entry::getKey)
                .toList();
    }

    public Optional<Entry> entry(String room) {
        return Optional.ofNullable(ask(jedis -> jedis.hget(Keys.running(KUAISHOU), room)))
                .map(Entry::of);
    }

    public Map<String, String> rejected() {
        return ask(jedis -> jedis.hgetAll(Keys.rejected(KUAISHOU)));
    }

    /** Newest first. */
    public List<String> history(String room) {
        return ask(jedis -> jedis.lrange(Keys.history(KUAISHOU, room), 0, -1));
    }

    /** Sessions with their deadlines. */
    public List<String> sessions() {
        return ask(jedis -> jedis.zrangeWithScores(Keys.SESSIONS, 0, -1)).stream()
                .map(session -> "%s until %.0f".formatted(session.getElement(), session.getScore()))
                .toList();
    }

    /** The session under which a process registered as a worker. */
    public Optional<String> sessionOf(long pid) {
        return ask(jedis -> jedis.hgetAll(Keys.WORKERS)).entrySet().stream()
                .filter(worker -> JSON.readTree(worker.getValue()).path("pid").asLong(0) == pid)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    public Optional<String> generation() {
        return Optional.ofNullable(ask(jedis -> jedis.get(Keys.GENERATION)));
    }

    private <T> T ask(Function<Jedis, T> question) {
        try (var jedis = redis.connect()) {
            return question.apply(jedis);
        }
    }
}
