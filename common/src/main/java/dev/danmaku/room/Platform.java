package dev.danmaku.room;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A site with live rooms. Knows its names in Redis and on RabbitMQ; knows nothing of its wire. */
public enum Platform {
    KUAISHOU("ks", "[A-Za-z0-9_-]{1,64}", "1 to 64 of A-Z a-z 0-9 _ -"),
    DOUYU("dy", "[A-Za-z0-9_]{1,64}", "digits, or an alias of 1 to 64 letters, digits, _"),
    BILIBILI("bili", "[0-9]{1,19}", "1 to 19 digits");

    private final String keyPrefix;
    private final Pattern idPattern;
    private final String idRule;

    Platform(String keyPrefix, String idPattern, String idRule) {
        this.keyPrefix = keyPrefix;
        this.idPattern = Pattern.compile(idPattern);
        this.idRule = idRule;
    }

    /** The name people and JSON use, e.g. {@code kuaishou}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its Redis keys begin with, e.g. {@code ks}. */
    public String keyPrefix() {
        return keyPrefix;
    }

    /** The Redis SET of rooms that should be watched: the public interface, e.g. {@code ks_lives}. */
    public String livesKey() {
        return keyPrefix + "_lives";
    }

    /** The queue its jobs travel on, e.g. {@code jobs.kuaishou}. */
    public String jobQueue() {
        return "jobs." + label();
    }

    /** The queue of jobs whose holders give them away, e.g. {@code handover.kuaishou}. */
    public String handoverQueue() {
        return "handover." + label();
    }

    boolean accepts(String id) {
        return idPattern.matcher(id).matches();
    }

    String idRule() {
        return idRule;
    }

    /** Finds a platform by its label or its key prefix. */
    public static Optional<Platform> find(String name) {
        return Arrays.stream(values())
                .filter(p -> p.label().equals(name) || p.keyPrefix.equals(name))
                .findFirst();
    }
}
