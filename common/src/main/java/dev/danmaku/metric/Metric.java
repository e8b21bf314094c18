package dev.danmaku.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is counted. The manual has the same table, under the names that Prometheus sees: {@code danmaku.events} is {@code
 * danmaku_events_total} there.
 */
public enum Metric {
    BUILD(
            Kind.GAUGE,
            "danmaku.build.info",
            "always 1; which version runs in which role",
            "role",
            "version"),
    LIVE(Kind.GAUGE, "danmaku.live", "1 while the process makes progress, as /health/live"),
    READY(Kind.GAUGE, "danmaku.ready", "1 while it can do its work, as /health/ready"),
    REACHABLE(
            Kind.GAUGE,
            "danmaku.reachable",
            "1 while the server (redis, broker) answers this process",
            "server"),

    LIVES(Kind.GAUGE, "danmaku.lives", "rooms in a lives set, by the last patrol", "platform"),
    ROOMS(
            Kind.GAUGE,
            "danmaku.rooms",
            "records of the running registry, by the last patrol; every dispatcher tells all",
            "platform",
            "state"),
    CLAIMS(
            Kind.COUNTER,
            "danmaku.claims",
            "rooms claimed, and claims that a rebuilding registry refused",
            "platform",
            "answer"),
    JOBS_CONFIRMED(Kind.COUNTER, "danmaku.jobs.confirmed", "jobs that the broker confirmed"),
    JOBS_RELEASED(
            Kind.COUNTER, "danmaku.jobs.released", "jobs that it did not: they are claimed anew"),
    CONFIRM(Kind.TIMER, "danmaku.confirm", "from publishing a batch of jobs to its confirms"),
    REPAIRS(
            Kind.COUNTER,
            "danmaku.repairs",
            "rooms that got a fresh job, by what was wrong",
            "platform",
            "why"),
    SCALE_ROOMS(
            Kind.GAUGE,
            "danmaku.scale.rooms",
            "for how many rooms there should be slots: watched, waiting, headroom; every dispatcher tells all",
            "platform"),
    IDS_REJECTED(Kind.COUNTER, "danmaku.ids.rejected", "ids that cannot be rooms", "platform"),
    PASS(Kind.TIMER, "danmaku.pass", "passes of a dispatcher that ended well", "pass", "platform"),
    PASS_AGE(
            Kind.SECONDS,
            "danmaku.pass.age",
            "since a pass ended well, or since the start",
            "pass",
            "platform"),

    SLOTS(Kind.GAUGE, "danmaku.slots", "slots of a worker"),
    SLOTS_HELD(Kind.GAUGE, "danmaku.slots.held", "slots with a room"),
    WORKER_ROOMS(
            Kind.GAUGE,
            "danmaku.worker.rooms",
            "rooms of a worker: opening, watching, offered (to others), joining (another's), ending",
            "platform",
            "state"),
    DRAINING(
            Kind.GAUGE, "danmaku.draining", "1 while a worker gives its rooms away and takes none"),
    TAKES(
            Kind.COUNTER,
            "danmaku.takes",
            "what the registry answered to deliveries",
            "platform",
            "answer"),
    JOBS_POISON(Kind.COUNTER, "danmaku.jobs.poison", "deliveries that were no jobs"),
    CLAIM_TO_JOINED(
            Kind.TIMER,
            "danmaku.claim.to.joined",
            "from a room's claim to its first join, by Redis' clock up to its take",
            "platform"),
    HANDOVERS(
            Kind.COUNTER,
            "danmaku.handovers",
            "rooms given to and taken from others, by result: done, kept (nobody took it), declined, unheard (the other said nothing)",
            "side",
            "result"),
    ACK(Kind.TIMER, "danmaku.ack", "from the order to ack a job until the client has sent it"),
    BEAT_AGE(Kind.SECONDS, "danmaku.beat.age", "since Redis answered a beat of this worker"),
    LOOP_LAG(
            Kind.SECONDS,
            "danmaku.loop.lag",
            "how late the slowest event loop was within the last seconds"),

    JOINS(Kind.COUNTER, "danmaku.joins", "room sessions joined", "platform"),
    RECONNECTS(
            Kind.COUNTER,
            "danmaku.reconnects",
            "those of them that follow a time without data, by its cause",
            "platform",
            "cause"),
    SESSIONS_ENDED(
            Kind.COUNTER,
            "danmaku.sessions.ended",
            "room sessions that ended",
            "platform",
            "cause"),
    PARKED(Kind.COUNTER, "danmaku.rooms.parked", "rooms given up for a while", "platform"),
    EVENTS(Kind.COUNTER, "danmaku.events", "events handed to the sinks", "platform", "type"),
    GAPS(Kind.COUNTER, "danmaku.gaps", "gap events, by cause", "platform", "cause"),
    GAP_SECONDS(
            Kind.SECONDS_COUNTER,
            "danmaku.gap",
            "their length: seconds of rooms without data",
            "platform",
            "cause"),
    SILENT_LOSSES(
            Kind.COUNTER,
            "danmaku.silent.losses",
            "live rooms joined anew since they told nothing for long",
            "platform"),
    DECODE_ERRORS(
            Kind.COUNTER,
            "danmaku.decode.errors",
            "bytes that made no sense, by reason; numbers in it are N",
            "platform",
            "reason"),
    UNKNOWN_MESSAGES(
            Kind.COUNTER,
            "danmaku.unknown.messages",
            "messages that are not read yet, by name",
            "platform",
            "name"),
    STRAY_BYTES(
            Kind.BYTES_COUNTER,
            "danmaku.stray.bytes",
            "bytes between the packets of a connection",
            "platform"),

    SINK_WAITING(Kind.GAUGE, "danmaku.sink.waiting", "events in the lanes to a sink", "sink"),
    SINK_LAG(
            Kind.SECONDS,
            "danmaku.sink.lag",
            "how long the oldest events that a sink has not taken in wait for it",
            "sink"),
    SINK_WRITTEN(Kind.COUNTER, "danmaku.sink.written", "events that a sink has taken in", "sink"),
    SINK_FAILURES(
            Kind.COUNTER,
            "danmaku.sink.failures",
            "writes that failed; they are tried again",
            "sink"),
    SINK_REFUSED(
            Kind.COUNTER, "danmaku.sink.refused", "events that a sink will never take", "sink"),
    SINK_DROPPED(
            Kind.COUNTER,
            "danmaku.sink.dropped",
            "events that found no place; a gap tells their number",
            "sink"),
    SINK_SPOOL(Kind.BYTES, "danmaku.sink.spool.bytes", "what waits on disk for a sink", "sink"),
    SINK_AWAY(Kind.GAUGE, "danmaku.sink.away", "1 while a sink cannot write", "sink"),

    JSONL_HELD(Kind.BYTES, "danmaku.jsonl.held.bytes", "encoded and not written yet"),
    JSONL_SYNC_ERRORS(
            Kind.COUNTER, "danmaku.jsonl.sync.errors", "times the disk refused to make files safe"),
    JSONL_MENDED_FILES(
            Kind.COUNTER, "danmaku.jsonl.mended.files", "files whose last line was torn"),
    JSONL_MENDED_BYTES(Kind.BYTES_COUNTER, "danmaku.jsonl.mended.bytes", "cut off them"),
    JSONL_COMPRESSED(
            Kind.BYTES_COUNTER, "danmaku.jsonl.compressed.bytes", "lines that were compressed"),
    JSONL_DROPPED_FILES(
            Kind.COUNTER, "danmaku.jsonl.dropped.files", "files that are kept no longer"),
    JSONL_DROPPED_BYTES(Kind.BYTES_COUNTER, "danmaku.jsonl.dropped.bytes", "their length"),
    JSONL_HOUSEKEEPING_ERRORS(
            Kind.COUNTER,
            "danmaku.jsonl.housekeeping.errors",
            "files that could not be put in order; it is tried again"),

    RATES_WRITTEN(
            Kind.COUNTER, "danmaku.rates.written", "parts of seconds and minutes told to Redis"),
    RATES_DROPPED(Kind.COUNTER, "danmaku.rates.dropped", "parts that could not be told in time"),
    RATES_WAITING(Kind.GAUGE, "danmaku.rates.waiting", "parts that wait for Redis"),

    CONSOLE_CLIENTS(Kind.GAUGE, "danmaku.console.clients", "pages that hear live data");

    /** What a number means. */
    public enum Kind {
        COUNTER(null),
        /** A counter of seconds. */
        SECONDS_COUNTER("seconds"),
        BYTES_COUNTER("bytes"),
        GAUGE(null),
        /** A gauge in seconds. */
        SECONDS("seconds"),
        BYTES("bytes"),
        /** How often, how long in all, and how often up to a bound: seconds. */
        TIMER(null);

        private final @Nullable String unit;

        Kind(@Nullable String unit) {
            this.unit = unit;
        }
    }

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10)
    };

    private final Kind kind;
    private final String meter;
    private final String doc;
    private final List<String> labels;

    Metric(Kind kind, String meter, String doc, String... labels) {
        this.kind = kind;
        this.meter = meter;
        this.doc = doc;
        this.labels = List.of(labels);
    }

    public Kind kind() {
        return kind;
    }

    /** What it is measured in; null for a number of things. */
    public @Nullable String unit() {
        return kind.unit;
    }

    /** Its name in Micrometer. */
    public String meter() {
        return meter;
    }

    /** What it counts, for people. */
    public String doc() {
        return doc;
    }

    /** The names of its labels, in the order in which values are given. */
    public List<String> labels() {
        return labels;
    }

    public Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(meter)
                .description(doc)
                .baseUnit(kind.unit)
                .tags(tags(values))
                .register(registry);
    }

    /** Keeps what is asked: Micrometer alone would forget it. */
    public <T> void gauge(
            MeterRegistry registry, T of, ToDoubleFunction<T> value, String... values) {
        Gauge.builder(meter, of, value)
                .description(doc)
                .baseUnit(kind.unit)
                .tags(tags(values))
                .strongReference(true)
                .register(registry);
    }

    public Timer timer(MeterRegistry registry, String... values) {
        return Timer.builder(meter)
                .description(doc)
                .serviceLevelObjectives(BOUNDS)
                .tags(tags(values))
                .register(registry);
    }

    private Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException("%s has the labels %s".formatted(meter, labels));
        }
        var tags = Tags.empty();
        for (var i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i), values[i]);
        }
        return tags;
    }
}
