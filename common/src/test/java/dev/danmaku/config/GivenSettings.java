package dev.danmaku.config;

import dev.danmaku.room.Platform;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as a test gives them, by flag, environment and file. */
abstract class GivenSettings {
    @TempDir
    Path folder;

    Settings load(
            Map<String, String> flags,
            Map<String, String> environment,
            @org.jspecify.annotations.Nullable Path file)
            throws BadSettings {
        return Settings.load(flags, environment, file, folder);
    }

    static Map<String, String> environment(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> SettingTable.find(e.getKey()).orElseThrow().environmentName(),
                        Map.Entry::getValue));
    }

    Path file(Map<String, String> texts) throws IOException {
        var yaml = texts.entrySet().stream()
                .map(e -> e.getKey() + ": '" + e.getValue() + "'")
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("given.yml"), yaml);
    }

    /** A value other than the default for every key; secrets by file. */
    static Map<String, String> otherTexts(Path folder) {
        var texts = new LinkedHashMap<String, String>();
        var secret = folder.resolve("secret");
        try {
            Files.writeString(secret, "read from the file\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        texts.put("danmaku.redis-url", "rediss://u:p@r:6380/3");
        texts.put("danmaku.amqp-url", "amqps://u:p@a,b:5673/live");
        texts.put("danmaku.log-level", "debug");
        texts.put("danmaku.log-format", "json");
        texts.put("danmaku.data-dir", "/var/lib/danmaku");
        texts.put("danmaku.queue.quorum", "true");
        texts.put("danmaku.queue.consumer-timeout", "2h");
        texts.put("danmaku.queue.delivery-limit", "20");
        texts.put("danmaku.queue.confirm-timeout", "800ms");
        texts.put("danmaku.queue.max-unconfirmed", "21");
        texts.put("danmaku.dispatcher.poll", "20ms");
        texts.put("danmaku.dispatcher.repair-interval", "2s");
        texts.put("danmaku.dispatcher.claimed-grace", "3s");
        texts.put("danmaku.dispatcher.queued-grace", "4s");
        texts.put("danmaku.dispatcher.queued-long-grace", "5s");
        texts.put("danmaku.dispatcher.claim-batch", "6");
        texts.put("danmaku.dispatcher.scan-batch", "7");
        texts.put("danmaku.dispatcher.opening-grace", "8s");
        texts.put("danmaku.worker.slots", "11");
        texts.put("danmaku.worker.platforms", "kuaishou,bilibili");
        texts.put("danmaku.worker.beat-interval", "300ms");
        texts.put("danmaku.worker.session-deadline", "9s");
        texts.put("danmaku.worker.io-threads", "2");
        texts.put("danmaku.worker.flush-interval", "100ms");
        texts.put("danmaku.worker.open-files", "12");
        texts.put("danmaku.worker.handoff-size", "1300");
        texts.put("danmaku.worker.shutdown-grace", "14s");
        texts.put("danmaku.worker.rebalance", "false");
        texts.put("danmaku.watch.reconnect-min", "1ms");
        texts.put("danmaku.watch.reconnect-max", "2ms");
        texts.put("danmaku.watch.give-up-after", "3ms");
        texts.put("danmaku.watch.park-for", "4ms");
        texts.put("danmaku.watch.end-confirm-delay", "5ms");
        texts.put("danmaku.watch.end-confirm-interval", "6ms");
        texts.put("danmaku.watch.quiet-after", "7ms");
        texts.put("danmaku.sinks.enabled", "jsonl,store,mine");
        texts.put("danmaku.sinks.spool-mebibytes", "64");
        texts.put("danmaku.sinks.patience", "5s");
        texts.put("danmaku.sinks.options", "mine.a=1,mine.b=x=y");
        texts.put("danmaku.sinks.jsonl.compress", "gzip");
        texts.put("danmaku.sinks.jsonl.compress-after", "2h");
        texts.put("danmaku.sinks.jsonl.fsync", "always");
        texts.put("danmaku.sinks.jsonl.fsync-interval", "200ms");
        texts.put("danmaku.sinks.redis.url", "redis://other:6381/2");
        texts.put("danmaku.sinks.redis.max-length", "50");
        texts.put("danmaku.sinks.redis.keep", "2h");
        texts.put("danmaku.sinks.amqp.url", "amqp://other/events");
        texts.put("danmaku.sinks.amqp.exchange", "live.events");
        texts.put("danmaku.sinks.amqp.persistent", "false");
        texts.put("danmaku.sinks.amqp.confirm-timeout", "4s");
        texts.put("danmaku.rates.enabled", "false");
        texts.put("danmaku.rates.seconds-kept", "10m");
        texts.put("danmaku.rates.minutes-kept", "7d");
        texts.put("danmaku.rates.redis-url", "redis://third");
        texts.put("danmaku.store.url", "postgresql://db:5433/live?sslmode=require");
        texts.put("danmaku.store.password-file", secret.toString());
        texts.put("danmaku.store.pool-size", "9");
        texts.put("danmaku.store.timeout", "31s");
        texts.put("danmaku.sinks.pseudonym-key-file", secret.toString());
        texts.put("danmaku.console.address", "::1");
        texts.put("danmaku.console.port", "81");
        texts.put("danmaku.console.look-token-file", secret.toString());
        texts.put("danmaku.console.operate-token-file", secret.toString());
        texts.put("danmaku.console.users-file", secret.toString());
        texts.put("danmaku.console.hosts", "console.example");
        texts.put("danmaku.console.behind-tls", "true");
        texts.put("danmaku.console.session-lifetime", "8h");
        texts.put("danmaku.console.audit-file", "/var/log/audit.jsonl");
        texts.put("danmaku.console.max-clients", "82");
        texts.put("danmaku.console.query-timeout", "830ms");
        texts.put("danmaku.management.address", "0.0.0.0");
        texts.put("danmaku.management.port", "84");
        for (var platform : Platform.values()) {
            texts.put("danmaku.sinks.jsonl." + platform.label() + ".keep-days", "40");
            texts.put("danmaku.sinks.jsonl." + platform.label() + ".keep-mebibytes", "41");
            texts.put("danmaku.store." + platform.label() + ".keep-days", "30");
            texts.put("danmaku.store." + platform.label() + ".keep-mebibytes", "31");
            var prefix = "danmaku.platforms." + platform.label() + ".";
            texts.put(prefix + "cookie-file", secret.toString());
            texts.put(prefix + "token-file", secret.toString());
            texts.put(prefix + "proxy", "socks5://u:p@proxy:1081");
            texts.put(prefix + "max-connections", "8");
            texts.put(prefix + "connects-per-second", "7.5");
            texts.put(prefix + "lookups-per-second", "0");
            texts.put(prefix + "lookup-timeout", "101ms");
            texts.put(prefix + "connect-timeout", "102ms");
            texts.put(prefix + "join-timeout", "103ms");
            texts.put(prefix + "silence-timeout", "104ms");
        }
        texts.put("danmaku.platforms.kuaishou.web-url", "http://localhost:1");
        texts.put("danmaku.platforms.kuaishou.mobile-url", "http://localhost:2");
        texts.put("danmaku.platforms.kuaishou.websocket-urls", "ws://h:1/x,wss://h:2");
        texts.put("danmaku.platforms.douyu.web-url", "http://localhost:3");
        texts.put("danmaku.platforms.douyu.open-api-url", "http://localhost:4");
        texts.put("danmaku.platforms.douyu.danmu-urls", "ws://localhost:5");
        texts.put("danmaku.platforms.douyu.tcp-addresses", "localhost:6,[::1]:7");
        texts.put("danmaku.platforms.douyu.transport", "tcp");
        texts.put("danmaku.platforms.bilibili.live-api-url", "http://localhost:8");
        texts.put("danmaku.platforms.bilibili.api-url", "http://localhost:9");
        texts.put("danmaku.platforms.bilibili.transport", "ws");
        return texts;
    }
}
