package dev.danmaku.console.who;

import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Caller;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;

/** What people did: one JSON object a line. What cannot be written there goes to the log. */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Clock clock;

    public AuditLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Writes a line.
     *
     * @param caller who did it
     * @param action e.g. {@code pause}
     * @param what it was done to
     * @param outcome e.g. {@code done 3, refused 1}
     */
    public synchronized void write(
            Call call, Caller caller, String action, Map<String, ?> what, String outcome) {
        var json = JSON.createObjectNode().put("at", clock.millis());
        if (caller.user() != null) {
            json.put("who", caller.user());
        }
        if (caller.role() != null) {
            json.put("role", caller.role().label());
        }
        json.put("address", call.remote()).put("action", action);
        json.set("what", JSON.valueToTree(what));
        json.put("outcome", outcome);
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(
                    file,
                    (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("an action was not written to {}: {}; it was {}", file, e, json);
        }
    }
}
