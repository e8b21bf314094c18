package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class SettingsTest {
    @TempDir
    Path folder;

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
                store.url=
                store.password=
                store.password-file=
                store.pool-size=4
                store.timeout=30s
                store.pseudonym-key=
                store.pseudonym-key-file=
                store.kuaishou.keep-days=0
                store.kuaishou.keep-mebibytes=0
                store.douyu.keep-days=0
                store.douyu.keep-mebibytes=0
                store.bilibili.keep-days=0
                store.bilibili.keep-mebibytes=0
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
                        Map.of("mine", Map.of("a", "1", "b", "x=y"))));
        assertThat(settings.store().poolSize()).isEqualTo(9);
        assertThat(settings.store().timeout()).isEqualTo(Duration.ofSeconds(31));
        assertThat(settings.store().keep(Platform.DOUYU)).isEqualTo(new StoreSettings.Keep(30, 31));
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

    @Test
    void theStoreIsAFileInTheDataFolderUnlessAnotherIsNamed() throws BadSettings {
        assertThat(load(Map.of("danmaku.data-dir", "here"), Map.of(), null).store())
                .isEqualTo(StoreSettings.in(Path.of("here")));
        assertThat(load(Map.of("danmaku.store.url", "jdbc:sqlite:there.db"), Map.of(), null)
                        .store()
                        .place())
                .isEqualTo(new StorePlace.Sqlite(Path.of("there.db")));
    }

    @Test
    void aStoreServerHasLoginHostsAndParameters() {
        assertThat(StorePlace.parse("jdbc:postgresql://u:p%40@h1,h2:5/live?sslmode=verify-full"))
                .isEqualTo(new StorePlace.Postgres(
                        List.of(new Address("h1", 5432), new Address("h2", 5)),
                        "live",
                        "u",
                        "p@",
                        Map.of("sslmode", "verify-full")))
                .asString()
                .doesNotContain("p@");
    }

    @ParameterizedTest
    @MethodSource("badStores")
    void aBadStoreIsRefusedWithoutSayingItsSecrets(Map<String, String> flags, String sentence) {
        assertThatThrownBy(() -> load(flags, Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }

    static Stream<Arguments> badStores() {
        var url = "danmaku.store.url";
        return Stream.of(
                Arguments.of(Map.of(url, "mysql://u:hunter2@h/x"), "begins with"),
                Arguments.of(Map.of(url, "postgresql://u:hunter2@h"), "database's name"),
                Arguments.of(
                        Map.of(url, "postgresql://h/x?password=hunter2"),
                        "user and password stand before the host"),
                Arguments.of(
                        Map.of(url, "postgresql://h/x?socketFactory=evil"), "its ?query may hold"),
                Arguments.of(Map.of(url, "sqlite::memory:"), "the name of a file"),
                Arguments.of(
                        Map.of(
                                url,
                                "postgresql://u:hunter2@h/x",
                                "danmaku.store.password",
                                "hunter2"),
                        "one is enough"),
                Arguments.of(
                        Map.of("danmaku.store.pseudonym-key", "hunter2"),
                        "at least 16 characters"));
    }

    @ParameterizedTest
    @MethodSource("badSinks")
    void badSinksAreRefusedWithASentence(Map<String, String> given, String sentence) {
        assertThatThrownBy(() -> load(given, Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> badSinks() {
        var enabled = "danmaku.sinks.enabled";
        return Stream.of(
                Arguments.of(Map.of(enabled, ","), "at least one sink"),
                Arguments.of(Map.of(enabled, "jsonl,jsonl"), "twice"),
                Arguments.of(Map.of(enabled, "../x"), "small letters, digits and -"),
                Arguments.of(
                        Map.of("danmaku.sinks.options", "mine.a=1"),
                        "'mine', which is not enabled"),
                Arguments.of(Map.of("danmaku.sinks.options", "nonsense"), "name.option=value"));
    }

    @Test
    void aBadProxyIsRefusedWithoutSayingItsPassword() {
        assertThatThrownBy(() -> load(
                        Map.of("danmaku.platforms.douyu.proxy", "ftp://u:hunter2@h:1"),
                        Map.of(),
                        null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("danmaku.platforms.douyu.proxy")
                .hasMessageContaining("socks5://")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everyKeyIsReadFromEverySource(String source) throws Exception {
        var texts = otherTexts(folder);
        assertThat(texts.keySet())
                .containsExactlyInAnyOrderElementsOf(SettingTable.all().stream()
                        .map(Setting::key)
                        .filter(key -> !isSecretText(key))
                        .toList());

        var settings = switch (source) {
            case "flag" -> load(texts, Map.of(), null);
            case "environment" -> load(Map.of(), environment(texts), null);
            default -> load(Map.of(), Map.of(), file(texts));
        };

        for (var effective : settings.effective()) {
            if (!isSecretText(effective.key())) {
                assertThat(effective.source()).as(effective.key()).isPresent();
                assertThat(effective.text())
                        .as(effective.key())
                        .isEqualTo(shown(texts.get(effective.key())));
            }
        }
    }

    static Stream<String> sources() {
        return Stream.of("flag", "environment", "file");
    }

    @Test
    void aFlagGoesOverTheEnvironmentAndThatOverTheFile() throws Exception {
        var file = file(Map.of(
                "danmaku.worker.slots",
                "1",
                "danmaku.worker.open-files",
                "1",
                "danmaku.worker.io-threads",
                "1"));
        var environment = Map.of("DANMAKU_WORKER_SLOTS", "2", "DANMAKU_WORKER_OPEN_FILES", "2");

        var worker =
                load(Map.of("danmaku.worker.slots", "3"), environment, file).worker();

        assertThat(List.of(worker.slots(), worker.openFiles(), worker.ioThreads()))
                .containsExactly(3, 2, 1);
    }

    @Test
    void theFileInTheWorkingFolderIsReadWhenNoneIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("danmaku.yml"),
                "danmaku: {worker: {slots: 4, platforms: [ks, dy]}}");

        var worker = load(Map.of(), Map.of(), null).worker();

        assertThat(worker.slots()).isEqualTo(4);
        assertThat(worker.platforms()).containsExactlyInAnyOrder(Platform.KUAISHOU, Platform.DOUYU);
    }

    @Test
    void anEmptyTextIsNotGiven() throws BadSettings {
        var settings = load(Map.of(), Map.of("DANMAKU_WORKER_SLOTS", ""), null);

        assertThat(settings.worker().slots()).isEqualTo(1000);
        assertThat(settings.given("danmaku.worker.slots")).isFalse();
    }

    @Test
    void allMistakesAreToldAtOnceAndEachNamesItsKey() throws IOException {
        var file = Files.writeString(folder.resolve("my.yml"), """
                danmaku.worker.slotz: 5
                danmaku:
                  worker: {slots: many}
                  watch: {reconnect-min: 2m}
                """);
        var environment = Map.of(
                "DANMAKU_REDIS_URL", "http://user:hunter2@host",
                "DANMAKU_AMQP_URI", "amqp://host",
                "DANMAKU_WATCH_PARK_FOR", "10",
                "UNRELATED", "x");
        var flags = Map.of("danmaku.platforms.kuaishou.connects-per-second", "-1");

        var mistakes = catchThrowableOfType(BadSettings.class, () -> load(flags, environment, file))
                .mistakes();

        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "danmaku.platforms.kuaishou.connects-per-second (flag): '-1' is not allowed;"
                                + " allowed is a number a second from 0 (no limit) to 1000000, such as 0.5",
                        "DANMAKU_AMQP_URI (environment): there is no such setting; did you mean DANMAKU_AMQP_URL?",
                        "danmaku.redis-url (DANMAKU_REDIS_URL): not allowed:"
                                + " it begins with redis://, rediss:// or redis-sentinel://;"
                                + " allowed is redis://[user:password@]host:port[/database], rediss:// for TLS,"
                                + " or redis-sentinel://[user:password@]host:port,host:port/primary[?db=number]",
                        "danmaku.watch.park-for (DANMAKU_WATCH_PARK_FOR): '10' is not allowed;"
                                + " allowed is a time from 1ms to 1d, such as 500ms, 30s, 5m, 2h, 1d or PT30S",
                        "danmaku.worker.slotz (" + file
                                + "): there is no such setting; did you mean danmaku.worker.slots?",
                        "danmaku.worker.slots (" + file + "): 'many' is not allowed;"
                                + " allowed is a whole number from 1 to 100000");
    }

    @Test
    void valuesThatDoNotFitTogetherAreAMistake() {
        assertThatThrownBy(() -> load(Map.of("danmaku.watch.reconnect-min", "2m"), Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessage("danmaku.watch.*: reconnect-min is longer than reconnect-max");
    }

    @Test
    void brokenAndMissingFilesAreMistakes() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.yml"), "danmaku: {worker: [1\n");
        var twice = Files.writeString(
                folder.resolve("twice.yml"), "danmaku.worker.slots: 1\ndanmaku.worker.slots: 2\n");
        var text = Files.writeString(folder.resolve("text.yml"), "hello\n");

        assertThatThrownBy(() -> load(Map.of(), Map.of(), broken))
                .hasMessageContaining("this is no YAML (line");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), twice))
                .hasMessageContaining("danmaku.worker.slots");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), text))
                .hasMessageContaining("holds keys and values");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), folder.resolve("none.yml")))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void whatKubernetesAddsForServicesIsNoSetting() throws BadSettings {
        var added = Map.of(
                "DANMAKU_REDIS_SERVICE_HOST", "10.0.0.1",
                "DANMAKU_REDIS_SERVICE_PORT_TCP", "6379",
                "DANMAKU_REDIS_PORT", "tcp://10.0.0.1:6379",
                "DANMAKU_REDIS_PORT_6379_TCP_ADDR", "10.0.0.1");

        assertThat(load(Map.of(), added, null).effective())
                .allMatch(e -> e.source().isEmpty());
    }

    @Test
    void secretsAreNeverShown() throws BadSettings {
        var settings = load(
                Map.of(
                        "danmaku.redis-url", "redis://:hunter2@h",
                        "danmaku.amqp-url", "amqp://u:hunter2@h",
                        "danmaku.platforms.kuaishou.cookie", "did=hunter2",
                        "danmaku.platforms.bilibili.token", "hunter2"),
                Map.of(),
                null);

        assertThat(settings.toString()).doesNotContain("hunter2");
        assertThat(settings.redis().password()).isEqualTo("hunter2");
        assertThat(settings.platforms().kuaishou().shared().cookie().value())
                .contains("did=hunter2");
    }

    @Test
    void aSecretIsGivenOnceAndIsOneLine() {
        var flags = Map.of(
                "danmaku.platforms.kuaishou.cookie",
                "a=1",
                "danmaku.platforms.kuaishou.cookie-file",
                folder.resolve("none").toString(),
                "danmaku.platforms.kuaishou.token",
                "two\nlines",
                "danmaku.platforms.kuaishou.token-file",
                folder.resolve("none").toString());

        var mistakes = catchThrowableOfType(BadSettings.class, () -> load(flags, Map.of(), null))
                .mistakes();

        assertThat(mistakes).hasSize(3);
        assertThat(mistakes.get(0)).contains("one line of text").doesNotContain("two");
        assertThat(mistakes.get(1)).contains("kuaishou.cookie and").contains("are both given");
        assertThat(mistakes.get(2))
                .contains("token-file (flag)")
                .contains("cannot be read (NoSuchFileException)");
    }

    private Settings load(
            Map<String, String> flags,
            Map<String, String> environment,
            @org.jspecify.annotations.Nullable Path file)
            throws BadSettings {
        return Settings.load(flags, environment, file, folder);
    }

    private static Map<String, String> environment(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> SettingTable.find(e.getKey()).orElseThrow().environmentName(),
                        Map.Entry::getValue));
    }

    private Path file(Map<String, String> texts) throws IOException {
        var yaml = texts.entrySet().stream()
                .map(e -> e.getKey() + ": '" + e.getValue() + "'")
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("given.yml"), yaml);
    }

    private static boolean isSecretText(String key) {
        return Stream.of(".cookie", ".token", ".password", ".pseudonym-key")
                .anyMatch(key::endsWith);
    }

    private static String shown(String text) {
        return text.replace("u:p@", "u:***@");
    }

    /** A value other than the default for every key; secrets by file. */
    private static Map<String, String> otherTexts(Path folder) {
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
        texts.put("danmaku.store.url", "postgresql://db:5433/live?sslmode=require");
        texts.put("danmaku.store.password-file", secret.toString());
        texts.put("danmaku.store.pool-size", "9");
        texts.put("danmaku.store.timeout", "31s");
        texts.put("danmaku.store.pseudonym-key-file", secret.toString());
        for (var platform : Platform.values()) {
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
