package dev.danmaku.look;

import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.Transition;
import dev.danmaku.registry.WorkerView;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The answer as people read it: the sentence, then what it is made of, then the room's last transitions. */
public final class WhyText {
    private final RoomAnswer answer;
    private final Words words;
    private final StringBuilder text = new StringBuilder();

    private WhyText(RoomAnswer answer, ZoneId zone) {
        this.answer = answer;
        this.words = new Words(answer.facts().room().state().now(), zone);
    }

    /** Its lines, each with its end. */
    public static String of(RoomAnswer answer, ZoneId zone) {
        return new WhyText(answer, zone).write();
    }

    private String write() {
        var facts = answer.facts();
        var room = facts.room();
        text.append(answer.sentence()).append("\n\n");
        line("room", room.platform().label() + ":" + Words.clean(room.id()));
        line(room.platform().livesKey(), room.wanted() ? "it is in it" : "it is not in it");
        if (room.rejected() != null) {
            line("rejected", Words.clean(room.rejected()));
        }
        record(room.record());
        worker("holder", room.holder());
        worker("joining", room.joining());
        room.history().reversed().stream()
                .filter(transition -> transition.reason() != null)
                .findFirst()
                .ifPresent(last -> line("last reason", reason(last)));
        queue(facts);
        line("workers", "%d living, %d free slots".formatted(facts.living(), facts.freeSlots()));
        line("registry", registry(room.state()));
        history(room.history());
        return text.toString();
    }

    private void record(@Nullable RoomRecord record) {
        if (record == null) {
            line("record", "none");
            return;
        }
        line(
                "record",
                "%s since %s".formatted(Words.clean(record.state()), words.when(record.since())));
        line(
                "epoch",
                "%d-%d-%d (generation, job, term)"
                        .formatted(record.generation(), record.job(), record.term()));
        if (record.until() != null) {
            line("next retry", words.when(record.until()));
        }
        if (record.parked() > 0) {
            line("parked", record.parked() + " times so far");
        }
    }

    private void worker(String label, @Nullable WorkerView worker) {
        if (worker == null) {
            return;
        }
        var about = new ArrayList<String>();
        about.add(Words.clean(worker.session()));
        if (!worker.host().isEmpty()) {
            about.add("on %s (pid %d, %s)"
                    .formatted(
                            Words.clean(worker.host()),
                            worker.pid(),
                            Words.clean(worker.version())));
        }
        about.add(worker.alive() ? "alive" : "dead");
        if (worker.draining()) {
            about.add(worker.health().standingBy() ? "holding" : "draining");
        }
        var beat = worker.lastBeat();
        if (beat != null) {
            about.add("last beat " + words.distance(beat));
        }
        line(label, String.join(", ", about));
    }

    private String reason(Transition last) {
        return "%s (%s, %s)"
                .formatted(
                        Words.clean(last.reason()),
                        Words.clean(last.what()),
                        words.distance(last.at()));
    }

    private void queue(RoomAnswer.Facts facts) {
        var queue = facts.queue();
        if (facts.brokerAway() != null) {
            line("queue", "RabbitMQ does not answer: " + Words.clean(facts.brokerAway()));
        } else if (queue != null) {
            line(
                    queue.queue(),
                    queue.exists()
                            ? "%s waiting, %s"
                                    .formatted(
                                            Objects.requireNonNullElse(queue.waiting(), "some"),
                                            Words.count(queue.consumers(), "consumer"))
                            : "there is no such queue yet");
        }
    }

    private static String registry(RegistryState state) {
        var generation = state.rebuilding() ? "being rebuilt" : "generation " + state.generation();
        return state.dispatchers().isEmpty()
                ? generation
                : generation + ", " + Words.count(state.dispatchers().getAsInt(), "dispatcher");
    }

    private void history(List<Transition> history) {
        if (history.isEmpty()) {
            line("history", "none");
            return;
        }
        text.append('\n');
        var table = Table.of("WHEN", "what", "worker", "reason");
        history.forEach(transition -> table.row(
                words.when(transition.at()),
                Words.clean(transition.what()),
                Words.clean(transition.session()),
                Words.clean(transition.reason())));
        text.append(table);
    }

    private void line(String label, String value) {
        text.append("%-12s %s\n".formatted(label, value));
    }
}
