package dev.danmaku.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings {@code danmaku.store.*}. */
final class StoreKeys {
    private static final StoreSettings D = StoreSettings.in(Path.of("data"));

    static final SettingGroup GROUP = new SettingGroup("danmaku.store");
    static final Setting<String> URL = GROUP.add(
            "url",
            Shape.serverUrl(StorePlace.ALLOWED, StoreKeys::check),
            "",
            "where events are stored; the file events.db in danmaku.data-dir when none is given");
    static final Setting<String> PASSWORD =
            GROUP.add("password", Shape.secretText(), "", "the password of a PostgreSQL user");
    static final Setting<Optional<Path>> PASSWORD_FILE = GROUP.add(
            "password-file",
            Shape.file(),
            Optional.empty(),
            "a file with it, read again when it changes");
    static final Setting<Integer> POOL_SIZE = GROUP.add(
            "pool-size",
            Shape.count(2, 100),
            D.poolSize(),
            "connections of one process to PostgreSQL");
    static final Setting<Duration> TIMEOUT = GROUP.add(
            "timeout",
            Shape.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            D.timeout(),
            "for a connection to the database, and for one statement that writes");
    private static final KeepKeys KEEP = KeepKeys.in(GROUP);

    private StoreKeys() {}

    static StoreSettings read(SettingValues values) {
        var place = place(values);
        var password = values.secret(PASSWORD, PASSWORD_FILE);
        if (place instanceof StorePlace.Postgres server
                && server.password() != null
                && password.value().isPresent()) {
            throw new IllegalArgumentException(
                    "the password stands in the url and apart: one is enough");
        }
        return new StoreSettings(
                place,
                password,
                values.get(POOL_SIZE),
                values.get(TIMEOUT),
                values.secret(SinksKeys.PSEUDONYM_KEY, SinksKeys.PSEUDONYM_KEY_FILE),
                KEEP.read(values));
    }

    private static StorePlace place(SettingValues values) {
        var url = values.get(URL);
        return url.isEmpty()
                ? StoreSettings.in(values.get(WorkerKeys.DATA_DIR)).place()
                : StorePlace.parse(url);
    }

    private static void check(String text) {
        if (!text.isEmpty()) {
            var _ = StorePlace.parse(text);
        }
    }
}
