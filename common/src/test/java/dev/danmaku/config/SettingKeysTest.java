package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which settings there are, what they are by default, and where they end up. */
class SettingKeysTest extends GivenSettings {
    @Test
    void everyDefaultIsKnown() {
        var defaults = SettingTable.all().stream()
                .map(setting -> setting.key().replaceFirst("^danmaku\\.", "") + "="
                        + setting.printedFallback())
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(defaults).isEqualTo("""
                redis-url=redis://localhost:6379
                amqp-url=amqp://localhost:5672
                log-level=info
                data-dir=data
                queue.quorum=false
                queue.delivery-limit=10000
                queue.consumer-timeout=30d
                queue.confirm-timeout=10s
                queue.max-unconfirmed=10000
                dispatcher.poll=1s
                dispatcher.repair-interval=1s
                dispatcher.claimed-grace=10s
                dispatcher.queued-grace=10s
                dispatcher.queued-long-grace=10m
                dispatcher.opening-grace=1m
                dispatcher.claim-batch=200
                dispatcher.scan-batch=500
                worker.slots=1000
                worker.platforms=
                worker.beat-interval=1s
                worker.session-deadline=5s
                worker.io-threads=0
                worker.flush-interval=500ms
                worker.open-files=500
                worker.handoff-size=100000
                worker.shutdown-grace=1m
                worker.rebalance=true
                watch.reconnect-min=500ms
                watch.reconnect-max=30s
                watch.give-up-after=5m
                watch.park-for=10m
                watch.end-confirm-delay=2s
                watch.end-confirm-interval=30s
                watch.quiet-after=5m
                sinks.enabled=jsonl
                sinks.spool-mebibytes=1024
                sinks.patience=30s
                sinks.options=
                sinks.pseudonym-key=
                sinks.pseudonym-key-file=
                sinks.jsonl.compress=zstd
                sinks.jsonl.compress-after=1h
                sinks.jsonl.fsync=never
                sinks.jsonl.fsync-interval=1s
                sinks.jsonl.kuaishou.keep-days=0
                sinks.jsonl.kuaishou.keep-mebibytes=0
                sinks.jsonl.douyu.keep-days=0
                sinks.jsonl.douyu.keep-mebibytes=0
                sinks.jsonl.bilibili.keep-days=0
                sinks.jsonl.bilibili.keep-mebibytes=0
                sinks.redis.url=
                sinks.redis.max-length=1000
                sinks.redis.keep=1d
                sinks.amqp.url=
                sinks.amqp.exchange=danmaku.events
                sinks.amqp.persistent=true
                sinks.amqp.confirm-timeout=10s
                rates.enabled=true
                rates.seconds-kept=1h
                rates.minutes-kept=30d
                rates.redis-url=
                store.url=
                store.password=
                store.password-file=
                store.pool-size=4
                store.timeout=30s
                store.kuaishou.keep-days=0
                store.kuaishou.keep-mebibytes=0
                store.douyu.keep-days=0
                store.douyu.keep-mebibytes=0
                store.bilibili.keep-days=0
                store.bilibili.keep-mebibytes=0
                console.address=127.0.0.1
                console.port=8080
                console.look-token=
                console.look-token-file=
                console.operate-token=
                console.operate-token-file=
                console.users-file=
                console.hosts=
                console.behind-tls=false
                console.session-lifetime=12h
                console.audit-file=
                console.max-clients=1000
                console.query-timeout=10s
                platforms.kuaishou.cookie=
                platforms.kuaishou.cookie-file=
                platforms.kuaishou.token=
                platforms.kuaishou.token-file=
                platforms.kuaishou.proxy=
                platforms.kuaishou.max-connections=0
                platforms.kuaishou.connects-per-second=5
                platforms.kuaishou.lookups-per-second=0.5
                platforms.kuaishou.lookup-timeout=10s
                platforms.kuaishou.connect-timeout=10s
                platforms.kuaishou.join-timeout=10s
                platforms.kuaishou.silence-timeout=1m
                platforms.kuaishou.web-url=https://live.kuaishou.com
                platforms.kuaishou.mobile-url=https://livev.m.chenzhongtech.com
                platforms.kuaishou.websocket-urls=
                platforms.douyu.cookie=
                platforms.douyu.cookie-file=
                platforms.douyu.token=
                platforms.douyu.token-file=
                platforms.douyu.proxy=
                platforms.douyu.max-connections=0
                platforms.douyu.connects-per-second=5
                platforms.douyu.lookups-per-second=1
                platforms.douyu.lookup-timeout=10s
                platforms.douyu.connect-timeout=10s
                platforms.douyu.join-timeout=10s
                platforms.douyu.silence-timeout=135s
                platforms.douyu.web-url=https://www.douyu.com
                platforms.douyu.open-api-url=https://open.douyucdn.cn
                platforms.douyu.danmu-urls=wss://danmuproxy.douyu.com:8501,wss://danmuproxy.douyu.com:8502,\
                wss://danmuproxy.douyu.com:8503,wss://danmuproxy.douyu.com:8504,wss://danmuproxy.douyu.com:8505,\
                wss://danmuproxy.douyu.com:8506
                platforms.douyu.tcp-addresses=danmuproxy.douyu.com:12601,danmuproxy.douyu.com:12602,\
                danmuproxy.douyu.com:7501,danmuproxy.douyu.com:7601,danmuproxy.douyu.com:8601,danmuproxy.douyu.com:8602
                platforms.douyu.transport=ws
                platforms.bilibili.cookie=
                platforms.bilibili.cookie-file=
                platforms.bilibili.token=
                platforms.bilibili.token-file=
                platforms.bilibili.proxy=
                platforms.bilibili.max-connections=0
                platforms.bilibili.connects-per-second=1
                platforms.bilibili.lookups-per-second=1
                platforms.bilibili.lookup-timeout=10s
                platforms.bilibili.connect-timeout=10s
                platforms.bilibili.join-timeout=10s
                platforms.bilibili.silence-timeout=75s
                platforms.bilibili.live-api-url=https://api.live.bilibili.com
                platforms.bilibili.api-url=https://api.bilibili.com
                platforms.bilibili.transport=wss
                """);
    }

    @Test
    void withoutAnySourceEachCapabilityHasItsDefaults() throws BadSettings {
        var settings = load(Map.of(), Map.of(), null);

        assertThat(settings.redis()).isEqualTo(RedisSettings.parse(RedisSettings.DEFAULT_URL));
        assertThat(settings.amqp()).isEqualTo(AmqpSettings.parse(AmqpSettings.DEFAULT_URL));
        assertThat(settings.queue()).isEqualTo(QueueSettings.DEFAULTS);
        assertThat(settings.dispatcher()).isEqualTo(DispatcherSettings.DEFAULTS);
        assertThat(settings.worker()).isEqualTo(WorkerSettings.DEFAULTS);
        assertThat(settings.watch()).isEqualTo(WatchSettings.DEFAULTS);
        assertThat(settings.sinks().jsonl().compress())
                .isEqualTo(JsonlSettings.DEFAULTS.compress());
        assertThat(settings.sinks().jsonl().keep(Platform.DOUYU)).isEqualTo(StoreSettings.Keep.ALL);
        assertThat(settings.sinks().redis()).isEqualTo(RedisSinkSettings.DEFAULTS);
        assertThat(settings.sinks().amqp()).isEqualTo(AmqpSinkSettings.DEFAULTS);
        assertThat(settings.rates()).isEqualTo(RatesSettings.DEFAULTS);
        assertThat(settings.console()).isEqualTo(ConsoleSettings.in(Path.of("data")));
        assertThat(settings.platforms()).isEqualTo(PlatformsSettings.DEFAULTS);
    }

    @Test
    void everyKeyReachesTheFieldItNames() throws BadSettings {
        var settings = load(otherTexts(folder), Map.of(), null);

        assertThat(settings.redis())
                .isEqualTo(new RedisSettings(
                        List.of(new Address("r", 6380)), null, true, "u", "p", 3));
        assertThat(settings.amqp())
                .isEqualTo(new AmqpSettings(
                        List.of(new Address("a", 5671), new Address("b", 5673)),
                        true,
                        "u",
                        "p",
                        "live"));
        assertThat(settings.queue())
                .isEqualTo(new QueueSettings(
                        true, 20, Duration.ofHours(2), Duration.ofMillis(800), 21));
        assertThat(settings.dispatcher())
                .isEqualTo(new DispatcherSettings(
                        Duration.ofMillis(20),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(8),
                        6,
                        7));
        assertThat(settings.worker())
                .isEqualTo(new WorkerSettings(
                        11,
                        java.util.Set.of(Platform.KUAISHOU, Platform.BILIBILI),
                        Path.of("/var/lib/danmaku"),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(9),
                        2,
                        Duration.ofMillis(100),
                        12,
                        1300,
                        Duration.ofSeconds(14),
                        false));
        assertThat(settings.watch())
                .isEqualTo(new WatchSettings(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        Duration.ofMillis(5),
                        Duration.ofMillis(6),
                        Duration.ofMillis(7)));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(settings.store().place())
                .isEqualTo(StorePlace.parse("postgresql://db:5433/live?sslmode=require"));
        assertThat(settings.store().password().value()).contains("read from the file");
        assertThat(settings.store().pseudonymKey().value()).contains("read from the file");
        assertThat(settings.sinks())
                .isEqualTo(new SinksSettings(
                        List.of("jsonl", "store", "mine"),
                        64,
                        Duration.ofSeconds(5),
                        Map.of("mine", Map.of("a", "1", "b", "x=y")),
                        new JsonlSettings(
                                JsonlSettings.Compression.GZIP,
                                Duration.ofHours(2),
                                JsonlSettings.Fsync.ALWAYS,
                                Duration.ofMillis(200),
                                Map.of(
                                        Platform.KUAISHOU, new StoreSettings.Keep(40, 41),
                                        Platform.DOUYU, new StoreSettings.Keep(40, 41),
                                        Platform.BILIBILI, new StoreSettings.Keep(40, 41))),
                        new RedisSinkSettings(
                                Optional.of(RedisSettings.parse("redis://other:6381/2")),
                                50,
                                Duration.ofHours(2)),
                        new AmqpSinkSettings(
                                Optional.of(AmqpSettings.parse("amqp://other/events")),
                                "live.events",
                                false,
                                Duration.ofSeconds(4))));
        assertThat(settings.rates())
                .isEqualTo(new RatesSettings(
                        false,
                        Duration.ofMinutes(10),
                        Duration.ofDays(7),
                        Optional.of(RedisSettings.parse("redis://third"))));
        assertThat(settings.store().poolSize()).isEqualTo(9);
        assertThat(settings.store().timeout()).isEqualTo(Duration.ofSeconds(31));
        assertThat(settings.store().keep(Platform.DOUYU)).isEqualTo(new StoreSettings.Keep(30, 31));
        var console = settings.console();
        assertThat(console.address()).isEqualTo("::1");
        assertThat(console.port()).isEqualTo(81);
        assertThat(console.lookToken().value()).contains("read from the file");
        assertThat(console.operateToken().value()).contains("read from the file");
        assertThat(console.usersFile()).contains(folder.resolve("secret"));
        assertThat(console.hosts()).containsExactly("console.example");
        assertThat(console.behindTls()).isTrue();
        assertThat(console.sessionLifetime()).isEqualTo(Duration.ofHours(8));
        assertThat(console.auditFile()).isEqualTo(Path.of("/var/log/audit.jsonl"));
        assertThat(console.maxClients()).isEqualTo(82);
        assertThat(console.queryTimeout()).isEqualTo(Duration.ofMillis(830));
        var kuaishou = settings.platforms().kuaishou();
        assertThat(kuaishou.webUrl()).isEqualTo(URI.create("http://localhost:1"));
        assertThat(kuaishou.mobileUrl()).isEqualTo(URI.create("http://localhost:2"));
        assertThat(kuaishou.shared().proxy())
                .contains(new ProxyAddress(
                        ProxyAddress.Kind.SOCKS5, new Address("proxy", 1081), "u", "p"));
        assertThat(kuaishou.shared().maxConnections()).isEqualTo(8);
        assertThat(kuaishou.websocketUrls())
                .containsExactly(URI.create("ws://h:1/x"), URI.create("wss://h:2"));
        assertThat(kuaishou.shared().cookie().value()).contains("read from the file");
        assertThat(kuaishou.shared().token().value()).contains("read from the file");
        assertThat(List.of(
                        kuaishou.shared().connectsPerSecond(),
                        kuaishou.shared().lookupsPerSecond()))
                .containsExactly(7.5, 0.0);
        assertThat(List.of(
                        kuaishou.shared().lookupTimeout(),
                        kuaishou.shared().connectTimeout(),
                        kuaishou.shared().joinTimeout(),
                        kuaishou.shared().silenceTimeout()))
                .containsExactly(
                        Duration.ofMillis(101),
                        Duration.ofMillis(102),
                        Duration.ofMillis(103),
                        Duration.ofMillis(104));
    }

    @Test
    void theKeysOfDouyuAndBilibiliReachTheirFields() throws BadSettings {
        var platforms = load(otherTexts(folder), Map.of(), null).platforms();

        assertThat(platforms.douyu())
                .isEqualTo(new DouyuSettings(
                        platforms.douyu().shared(),
                        URI.create("http://localhost:3"),
                        URI.create("http://localhost:4"),
                        List.of(URI.create("ws://localhost:5")),
                        List.of(new Address("localhost", 6), new Address("::1", 7)),
                        DouyuSettings.Transport.TCP));
        assertThat(platforms.bilibili())
                .isEqualTo(new BilibiliSettings(
                        platforms.bilibili().shared(),
                        URI.create("http://localhost:8"),
                        URI.create("http://localhost:9"),
                        BilibiliSettings.Transport.WS));
        assertThat(platforms.douyu().shared().silenceTimeout()).isEqualTo(Duration.ofMillis(104));
        assertThat(platforms.bilibili().shared().maxConnections()).isEqualTo(8);
    }
}
