package dev.danmaku.job;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;

/**
 * A job's bytes: {@code {"v":1,"kind":"watch","platform":"kuaishou","room":"3xabc","job":"171...","generation":"170..."}}.
 * Numbers travel as text, since they are wider than a JSON reader may keep.
 */
public final class JobMessage {
    /** Of the message. A reader refuses none that is newer: it leaves it to a worker that knows it. */
    public static final int VERSION = 1;
    /** More is no job of ours. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .build();

    private JobMessage() {}

    /** What a message turned out to be. */
    public sealed interface Reading {
        record Readable(Job job) implements Reading {}

        /** @param version higher than ours: another worker may know it */
        record FromTheFuture(int version) implements Reading {}

        /** @param reason what is wrong with it, for people */
        record Poison(String reason) implements Reading {}
    }

    /** The bytes of a job. */
    public static byte[] write(Job job) {
        return JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("v", VERSION)
                .put("kind", job.kind().label())
                .put("platform", job.room().platform().label())
                .put("room", job.room().id())
                .put("job", Long.toString(job.id()))
                .put("generation", Long.toString(job.generation())));
    }

    /** Reads a message. Never throws: whatever arrives is one of the three. */
    public static Reading read(byte[] body) {
        if (body.length > MAX_BYTES) {
            return new Reading.Poison(
                    "the body has %d bytes, a job at most %d".formatted(body.length, MAX_BYTES));
        }
        try {
            var json = JSON.readTree(body);
            if (json == null || !json.isObject()) {
                return new Reading.Poison("the body is no JSON object");
            }
            var version = json.path("v").asInt(0);
            if (version > VERSION) {
                return new Reading.FromTheFuture(version);
            }
            return version < 1
                    ? new Reading.Poison("the field v is no version of a job")
                    : new Reading.Readable(job(json));
        } catch (JacksonException e) {
            return new Reading.Poison("the body is no JSON: " + firstLine(e.getOriginalMessage()));
        } catch (BadRoomId e) {
            return new Reading.Poison(String.valueOf(e.getMessage()));
        } catch (BadField e) {
            return new Reading.Poison(String.valueOf(e.getMessage()));
        }
    }

    private static Job job(JsonNode json) {
        var kind = text(json, "kind");
        var platform = text(json, "platform");
        return new Job(
                number(json, "job"),
                number(json, "generation"),
                JobKind.find(kind)
                        .orElseThrow(
                                () -> new BadField("unknown kind '%s'".formatted(clean(kind)))),
                new RoomId(
                        Platform.find(platform)
                                .orElseThrow(() -> new BadField(
                                        "unknown platform '%s'".formatted(clean(platform)))),
                        text(json, "room")));
    }

    private static String text(JsonNode json, String field) {
        var value = json.path(field);
        if (!value.isString()) {
            throw new BadField("the field %s is no text".formatted(field));
        }
        return value.stringValue();
    }

    private static long number(JsonNode json, String field) {
        try {
            var value = Long.parseLong(text(json, field));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, the same as a number that is none of ours
        }
        throw new BadField("the field %s is no positive number".formatted(field));
    }

    private static String clean(String text) {
        return firstLine(text.length() > 60 ? text.substring(0, 60) + "..." : text);
    }

    /** Reasons go into logs and headers: one line, no control characters, plain bytes. */
    private static String firstLine(String text) {
        var line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static final class BadField extends RuntimeException {
        BadField(String message) {
            super(message, null, false, false);
        }
    }
}
