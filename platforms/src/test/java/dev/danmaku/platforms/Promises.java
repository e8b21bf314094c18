package dev.danmaku.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder.Decoded;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a decoder promises, whoever wrote the bytes. For fuzz tests, whose inputs are short. */
public final class Promises {
    /** Of what came at once; the codecs' own bounds are near 10,000. */
    private static final int MAX_EVENTS = 12_000;
    /** As lines of JSON. */
    private static final int MAX_EVENT_BYTES = 8 << 20;
    /** Garbage included, by one call: what a small heap bears. */
    private static final long MAX_ALLOCATED_BYTES = 64L << 20;
    /** A reason goes into logs, and into the record of a room. */
    private static final int MAX_REASON_CHARS = 400;
    /** A name goes into logs, and into a metric. */
    private static final int MAX_NAME_CHARS = 100;

    private static final Pattern KEY = Pattern.compile("id:.{1,64}|h:.{1,64}", Pattern.DOTALL);
    private static final JsonMapper STRICT = JsonMapper.builder().build();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Promises() {}

    /** Decodes a first frame: it gives good events or a good reason, within bounds, and stays as it was. */
    public static Decoded keptBy(Supplier<FrameDecoder> fresh, byte[] frame, long receivedAt) {
        var before = frame.clone();
        var decoded = cheap(() -> fresh.get().decode(frame, receivedAt));
        assertThat(frame).isEqualTo(before);
        return kept(decoded, receivedAt);
    }

    /** Good events or a good reason, within bounds. */
    static Decoded kept(Decoded decoded, long receivedAt) {
        switch (decoded) {
            case Decoded.Malformed(var reason) -> reason(reason);
            case Decoded.Events(var events) -> events(events, receivedAt);
        }
        return decoded;
    }

    private static Decoded cheap(Supplier<Decoded> decoding) {
        var start = THREADS.getCurrentThreadAllocatedBytes();
        var decoded = decoding.get();
        if (THREADS.getCurrentThreadAllocatedBytes() - start < MAX_ALLOCATED_BYTES) {
            return decoded;
        }
        // The first time classes were loaded, too.
        start = THREADS.getCurrentThreadAllocatedBytes();
        decoding.get();
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - start)
                .as("bytes allocated")
                .isLessThan(MAX_ALLOCATED_BYTES);
        return decoded;
    }

    /** How many of the events are chats. */
    public static long chats(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Malformed _ -> 0;
            case Decoded.Events(var events) ->
                events.stream().map(Event::body).filter(Chat.class::isInstance).count();
        };
    }

    /** Somebody can read why, and a terminal can show it. */
    public static void reason(String reason) {
        assertThat(reason).isNotBlank().doesNotEndWith(": null").matches(Promises::printable);
        assertThat(reason.length()).as("length of a reason").isLessThan(MAX_REASON_CHARS);
    }

    /** Fit to be logged and counted. */
    public static void name(String name) {
        assertThat(name).isNotEmpty().matches(Promises::printable);
        assertThat(name.length()).as("length of a name").isLessThan(MAX_NAME_CHARS);
    }

    /** They are of the schema, can be written as the sinks do, and read again: one line each. */
    public static void events(List<Event> events, long receivedAt) {
        assertThat(events.size()).as("events").isLessThan(MAX_EVENTS);
        for (var event : events) {
            assertThat(event.key()).matches(KEY);
            assertThat(event.receivedAt()).isEqualTo(receivedAt);
        }
        if (events.isEmpty()) {
            return;
        }
        var written = new ByteArrayOutputStream();
        try (var json = EventJson.generator(written)) {
            events.forEach(event -> EventJson.write(event, json));
        }
        assertThat(written.size()).as("bytes of JSON").isLessThan(MAX_EVENT_BYTES);
        var lines = written.toString(UTF_8).split("\n", -1);
        assertThat(lines).hasSameSizeAs(events);
        for (var i = 0; i < lines.length; i++) {
            line(STRICT.readTree(lines[i]), events.get(i));
        }
    }

    private static void line(JsonNode line, Event event) {
        assertThat(line.path("v").asInt()).isEqualTo(Event.SCHEMA_VERSION);
        assertThat(line.path("type").asString()).isEqualTo(event.body().type());
        assertThat(line.path("key").asString()).isEqualTo(event.key());
        assertThat(line.path("at").asLong()).isEqualTo(event.at());
        texts(line);
    }

    /** Half a surrogate pair is legal JSON, and no text: most readers refuse it. */
    private static void texts(JsonNode node) {
        if (node.isString()) {
            assertThat(UTF_8.newEncoder().canEncode(node.asString()))
                    .as("can be encoded")
                    .isTrue();
        }
        node.forEach(Promises::texts);
    }

    private static boolean printable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }
}
