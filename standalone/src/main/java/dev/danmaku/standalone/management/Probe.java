package dev.danmaku.standalone.management;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks a server again and again whether it is there, on a thread of its own: one that hangs holds up nobody. */
public final class Probe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** A question that takes longer is as good as refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String server;
    private final Question question;
    private final ScheduledExecutorService thread;
    private volatile long answeredNanos;
    private volatile String trouble = "not asked yet";

    /** Returns where the server answered, else throws. May take long. */
    @FunctionalInterface
    public interface Question {
        void ask();
    }

    private Probe(String server, Question question) {
        this.server = server;
        this.question = question;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("probe-" + server).daemon().factory());
    }

    /** @param server its name, e.g. {@code redis} */
    public static Probe start(String server, Question question) {
        var probe = new Probe(server, question);
        probe.thread.scheduleWithFixedDelay(probe::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return probe;
    }

    private void ask() {
        try {
            question.ask();
            answeredNanos = System.nanoTime();
            trouble = "";
        } catch (RuntimeException e) {
            LOG.debug("{} does not answer", server, e);
            trouble = String.valueOf(e.getMessage());
        }
    }

    /** How it is, for a role that cannot do its work without the server. */
    public Sign sign(String role) {
        var said = trouble;
        var ago = Duration.ofNanos(System.nanoTime() - answeredNanos);
        var silent = said.isEmpty() && ago.compareTo(PATIENCE) > 0;
        return new Sign(
                role,
                server,
                Sign.Weight.READINESS,
                said.isEmpty() && !silent,
                silent ? "no answer for " + ago.toSeconds() + " s" : said);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
