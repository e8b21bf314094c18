package dev.danmaku.standalone.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;

import dev.danmaku.job.AboutJob;
import dev.danmaku.job.Job;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/**
 * A JSON object a line: {@code at}, {@code level}, {@code logger}, {@code thread}, {@code message}, and where they are known {@code
 * worker} (the session), {@code platform}, {@code room}, {@code job} and {@code error}. What a line is about is read off the arguments of
 * its message. Every text has a bound, so a line has one, too.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    /** Of the process, where it is a worker. */
    static final String WORKER = "worker";

    static final int MAX_MESSAGE_CHARS = 8 * 1024;
    static final int MAX_ERROR_CHARS = 16 * 1024;
    private static final int MAX_NAME_CHARS = 200;
    private static final String CUT = "... (cut)";

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = json.createObjectNode()
                .put("at", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", cut(shortName(event.getLoggerName()), MAX_NAME_CHARS))
                .put("thread", cut(event.getThreadName(), MAX_NAME_CHARS))
                .put("message", cut(event.getFormattedMessage(), MAX_MESSAGE_CHARS));
        var worker = event.getLoggerContextVO().getPropertyMap().get(WORKER);
        if (worker != null) {
            line.put(WORKER, worker);
        }
        about(event.getArgumentArray(), line);
        error(event.getThrowableProxy(), line);
        return (json.writeValueAsString(line) + "\n").getBytes(UTF_8);
    }

    /** The first argument that names a room, a job or a platform tells it. */
    private static void about(@Nullable Object @Nullable [] arguments, ObjectNode line) {
        if (arguments == null) {
            return;
        }
        for (var argument : arguments) {
            switch (argument) {
                case AboutJob about -> room(about.room(), line).put("job", about.jobId());
                case Job job -> room(job.room(), line).put("job", job.id());
                case RoomId room when !line.has("room") -> room(room, line);
                case Platform platform
                when !line.has("platform") -> line.put("platform", platform.label());
                case null, default -> {}
            }
        }
    }

    private static ObjectNode room(RoomId room, ObjectNode line) {
        return line.put("platform", room.platform().label()).put("room", room.toString());
    }

    private static void error(@Nullable IThrowableProxy error, ObjectNode line) {
        if (error != null) {
            line.put("error", cut(ThrowableProxyUtil.asString(error), MAX_ERROR_CHARS));
        }
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String cut(@Nullable String text, int most) {
        if (text == null) {
            return "";
        }
        return text.length() <= most ? text : text.substring(0, most) + CUT;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
