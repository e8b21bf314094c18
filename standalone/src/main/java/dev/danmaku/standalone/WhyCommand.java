package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.look.RoomAnswer;
import dev.danmaku.look.RoomAnswer.Facts;
import dev.danmaku.look.WhyJson;
import dev.danmaku.look.WhyText;
import dev.danmaku.queue.QueueLook;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.RoomView;
import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.ZoneId;
import java.util.concurrent.Callable;

/** Tells why a room is watched, or is not. */
@Command(
        name = "why",
        description =
                "Says in plain words why a room is being watched, or is not, and what happened to it lately.",
        footer = {
            "",
            "Exit codes: 0 the room is watched; 3 it is not; 1 that could not be found out;"
                    + " 2 wrong usage or settings, or no id of a room."
        })
final class WhyCommand implements Callable<Integer> {
    private static final String CONNECTION = "danmaku-why";

    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    @Parameters(
            paramLabel = "ROOM",
            description = "platform:id, e.g. kuaishou:3xabcdef or ks:3xabcdef.")
    private String room = "";

    @Option(names = "--json", description = "One JSON object, for scripts.")
    private boolean json;

    WhyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var settings = flags.loadQuietly(shell);
        var badId = badId();
        RoomAnswer answer;
        try (var redis = RedisConnections.open(settings.redis(), CONNECTION)) {
            var reader = new RegistryReader(redis);
            var view = view(reader);
            if (badId != null && !view.wanted()) {
                throw badId;
            }
            answer = RoomAnswer.of(facts(view, badId, reader, settings), ZoneId.systemDefault());
        } catch (RegistryUnavailable e) {
            shell.err().println("danmaku: not known, Redis does not answer: " + e.getMessage());
            return Exit.FAILED;
        }
        if (json) {
            shell.out().println(WhyJson.of(answer));
        } else {
            shell.out().print(WhyText.of(answer, ZoneId.systemDefault()));
        }
        return switch (answer.watched()) {
            case YES -> Exit.OK;
            case NO -> Exit.NOT_WATCHED;
            case UNKNOWN -> Exit.FAILED;
        };
    }

    /** Why it cannot be a room; null if it can. Somebody may have put it into the lives set all the same. */
    private @Nullable BadRoomId badId() {
        try {
            RoomId.parse(room);
            return null;
        } catch (BadRoomId e) {
            RoomId.parsePlatform(platform(e));
            return e;
        }
    }

    private String platform(BadRoomId otherwise) {
        var colon = room.indexOf(':');
        if (colon < 0) {
            throw otherwise;
        }
        return room.substring(0, colon);
    }

    private RoomView view(RegistryReader reader) {
        var colon = room.indexOf(':');
        return reader.room(
                RoomId.parsePlatform(room.substring(0, colon)), room.substring(colon + 1));
    }

    private static Facts facts(
            RoomView view, @Nullable BadRoomId badId, RegistryReader reader, Settings settings) {
        var workers = reader.workers();
        if (badId != null || !RoomAnswer.dependsOnTheQueue(view)) {
            return new Facts(view, workers, null, null, badId == null ? null : badId.getMessage());
        }
        try (var queues = new QueueReader(settings.amqp(), settings.queue(), CONNECTION)) {
            QueueLook look = queues.look(view.platform().jobQueue());
            return new Facts(view, workers, look, null, null);
        } catch (QueueUnavailable e) {
            return new Facts(view, workers, null, e.getMessage(), null);
        }
    }
}
