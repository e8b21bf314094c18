package dev.danmaku.worker.sink.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.BadEvent;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.Forgotten;
import dev.danmaku.worker.sink.jsonl.LineEdit;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.io.JsonStringEncoder;

import java.util.List;
import java.util.stream.Stream;

/** What becomes of a line that holds an event when a person is forgotten. Only lines that have their id or a name in it are parsed. */
final class PersonEdit implements LineEdit {
    private final Forgotten who;
    private List<byte[]> marks = List.of();
    private int knownNames = -1;

    PersonEdit(Forgotten who) {
        this.who = who;
    }

    @Override
    public byte @Nullable [] of(byte[] line) {
        if (!mayBeAbout(line)) {
            return null;
        }
        Event event;
        try {
            event = EventParser.parse(new String(line, UTF_8));
        } catch (BadEvent e) {
            return null; // nobody's
        }
        if (who.did(event)) {
            return GONE;
        }
        var without = who.without(event);
        return without == null ? null : EventJson.toJson(without).getBytes(UTF_8);
    }

    /** Learns the names that the person had from a line, without changing anything. Says whether it is theirs. */
    boolean learn(byte[] line) {
        return of(line) == GONE;
    }

    private boolean mayBeAbout(byte[] line) {
        if (knownNames != who.names().size()) {
            knownNames = who.names().size();
            marks = Stream.concat(who.ids().stream(), who.names().stream())
                    .map(text -> ('"' + escaped(text) + '"').getBytes(UTF_8))
                    .toList();
        }
        for (var mark : marks) {
            if (contains(line, mark)) {
                return true;
            }
        }
        return false;
    }

    /** As our own writer escapes it. */
    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }

    private static boolean contains(byte[] line, byte[] mark) {
        var last = line.length - mark.length;
        for (var from = 0; from <= last; from++) {
            var i = 0;
            while (i < mark.length && line[from + i] == mark[i]) {
                i++;
            }
            if (i == mark.length) {
                return true;
            }
        }
        return false;
    }
}
