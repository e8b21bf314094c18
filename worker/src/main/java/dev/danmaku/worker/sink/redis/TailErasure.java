package dev.danmaku.worker.sink.redis;

import dev.danmaku.event.BadEvent;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.Forgotten;
import dev.danmaku.output.LiveTail;

import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.StreamEntry;

import java.util.List;

/** Takes a person out of the streams that the sink {@code redis} leaves: what names them goes as a whole. */
public final class TailErasure {
    private static final int KEYS_AT_ONCE = 500;
    private static final int ENTRIES_AT_ONCE = 500;

    private final UnifiedJedis redis;
    private final Forgotten who;

    public TailErasure(UnifiedJedis redis, Forgotten who) {
        this.redis = redis;
        this.who = who;
    }

    /**
     * Goes through all streams of the person's platform, a page at a time.
     *
     * @return how many events went
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; it may be run again
     */
    public long erase() {
        var pages = new ScanParams().match(LiveTail.key(who.platform(), "*")).count(KEYS_AT_ONCE);
        var gone = 0L;
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = redis.scan(cursor, pages);
            for (var key : page.getResult()) {
                gone += erase(key);
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return gone;
    }

    private long erase(String key) {
        var gone = 0L;
        var from = new StreamEntryID(0, 0);
        List<StreamEntry> entries;
        do {
            entries = redis.xrange(key, from, StreamEntryID.MAXIMUM_ID, ENTRIES_AT_ONCE);
            var theirs = entries.stream()
                    .filter(this::names)
                    .map(StreamEntry::getID)
                    .toArray(StreamEntryID[]::new);
            if (theirs.length > 0) {
                gone += redis.xdel(key, theirs);
            }
            if (!entries.isEmpty()) {
                var last = entries.getLast().getID();
                from = new StreamEntryID(last.getTime(), last.getSequence() + 1);
            }
        } while (entries.size() == ENTRIES_AT_ONCE);
        return gone;
    }

    private boolean names(StreamEntry entry) {
        try {
            var line = entry.getFields().get(LiveTail.FIELD);
            if (line == null) {
                return false;
            }
            var event = EventParser.parse(line);
            return who.did(event) || who.without(event) != null;
        } catch (BadEvent e) {
            return false; // nobody's
        }
    }
}
