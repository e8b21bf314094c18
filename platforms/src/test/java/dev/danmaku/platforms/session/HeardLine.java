package dev.danmaku.platforms.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.Promises;
import dev.danmaku.platforms.SessionEnd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An open socket as its dialogue sees it: keeps what the dialogue says, and checks that it may be said. */
public final class HeardLine implements Line {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    private final long nowMillis;
    private final List<Event> events = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<SessionEnd> ends = new ArrayList<>();

    public HeardLine(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** A dialogue hears the same in a stream, in whatever pieces it comes. */
    public static void sameHoweverCut(
            byte[] stream, long nowMillis, Supplier<? extends Dialogue> fresh) {
        var whole = hear(List.of(stream), nowMillis, fresh.get());
        for (var pieces : List.of(Cuts.once(stream), Cuts.often(stream))) {
            var cut = hear(pieces, nowMillis, fresh.get());
            assertThat(cut.events()).isEqualTo(whole.events());
            assertThat(cut.said()).isEqualTo(whole.said());
            assertThat(cut.ends()).isEqualTo(whole.ends());
        }
    }

    private static HeardLine hear(List<byte[]> pieces, long nowMillis, Dialogue dialogue) {
        var line = new HeardLine(nowMillis);
        dialogue.opened(line);
        pieces.forEach(piece -> line.say(piece, dialogue));
        return line;
    }

    /** Says it to the dialogue as a session does: nothing after the end. */
    public void say(byte[] bytes, Dialogue dialogue) {
        if (!isOver()) {
            dialogue.received(bytes.clone(), nowMillis, this);
        }
    }

    public boolean isOver() {
        return !ends.isEmpty();
    }

    public List<Event> events() {
        return events;
    }

    /** What the session does beside hearing events: joins, hints, names of unknown messages, in order. */
    public List<String> said() {
        return said;
    }

    public List<SessionEnd> ends() {
        return ends;
    }

    @Override
    public void send(byte[] frame) {
        said.add("sent " + frame.length);
    }

    @Override
    public void joined(Duration heartbeatInterval) {
        assertThat(heartbeatInterval).isBetween(SHORTEST_INTERVAL, LONGEST_INTERVAL);
        said.add("joined");
    }

    @Override
    public void heard(List<Event> heard) {
        Promises.events(heard, nowMillis);
        events.addAll(heard);
    }

    @Override
    public void endHinted(String reason) {
        Promises.reason(reason);
        said.add("hint");
    }

    @Override
    public void endUnhinted() {
        said.add("no hint");
    }

    @Override
    public void unknown(String name) {
        Promises.name(name);
        said.add("unknown " + name);
    }

    /** Not kept: what is bad alone may come beside something good. */
    @Override
    public void malformed(String reason) {
        Promises.reason(reason);
    }

    @Override
    public void end(SessionEnd how) {
        assertThat(ends).isEmpty();
        switch (how) {
            case SessionEnd.Malformed(var reason) -> Promises.reason(reason);
            case SessionEnd.Refused(var reason) -> Promises.reason(reason);
            case SessionEnd.Lost(var reason) -> Promises.reason(reason);
            case SessionEnd.StreamEnded(var reason) -> Promises.reason(reason);
            case SessionEnd.Silent _, SessionEnd.ClosedByUs _ ->
                throw new AssertionError("no bytes end a session like " + how);
        }
        ends.add(how);
    }
}
