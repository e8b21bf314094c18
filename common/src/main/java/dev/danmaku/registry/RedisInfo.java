package dev.danmaku.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lines of INFO, {@code name:value}, and what they mean for us. */
final class RedisInfo {
    private static final int OLDEST_MAJOR = 6;
    private static final int OLDEST_MINOR = 2;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Map<String, String> values;

    private RedisInfo(Map<String, String> values) {
        this.values = values;
    }

    static RedisInfo parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            var colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new RedisInfo(values);
    }

    /** The server that lives in this process says so. */
    boolean embedded() {
        return says("danmaku_embedded", "1");
    }

    Optional<Duration> uptime() {
        return find("uptime_in_seconds").map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** Of memory; 0 where it does not tell. */
    long bytes(String name) {
        return find(name)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong)
                .orElse(0L);
    }

    RedisFitness fitness() {
        var refusals = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        if (!embedded()) {
            checkMode(refusals);
            checkEviction(refusals, warnings);
            checkVersion(refusals, warnings);
        }
        return new RedisFitness(refusals, warnings);
    }

    private void checkMode(List<String> refusals) {
        if (says("cluster_enabled", "1")) {
            refusals.add(
                    "this Redis is a Redis Cluster, where the lives sets and the registry fall into different"
                            + " slots: use one primary (replicas and Sentinel are fine), 'cluster-enabled no'");
        }
        if (says("role", "slave")) {
            refusals.add(
                    "this Redis is a replica, which takes no writes: give the address of its primary, or of the Sentinels");
        }
    }

    private void checkEviction(List<String> refusals, List<String> warnings) {
        var policy = find("maxmemory_policy");
        if (policy.isEmpty()) {
            warnings.add(
                    "Redis does not tell its eviction policy: see to it that it is 'maxmemory-policy noeviction'");
        } else if (!policy.get().equals("noeviction")) {
            refusals.add(
                    ("this Redis may evict keys ('maxmemory-policy %s'), and with them who watches what:"
                                    + " set 'maxmemory-policy noeviction'")
                            .formatted(policy.get()));
        }
    }

    private void checkVersion(List<String> refusals, List<String> warnings) {
        var version = find("redis_version");
        if (version.isEmpty()) {
            warnings.add("Redis does not tell its version: it must be %d.%d or newer"
                    .formatted(OLDEST_MAJOR, OLDEST_MINOR));
        } else if (tooOld(version.get())) {
            refusals.add("this Redis is %s: update it to %d.%d or newer"
                    .formatted(version.get(), OLDEST_MAJOR, OLDEST_MINOR));
        }
    }

    private static boolean tooOld(String version) {
        var parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        var major = Integer.parseInt(parts.group(1));
        var minor = Integer.parseInt(parts.group(2));
        return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private boolean says(String name, String value) {
        return value.equals(values.get(name));
    }
}
