package dev.danmaku.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Connections to a server, as the settings say. */
final class PostgresPool {
    private PostgresPool() {}

    /** Connects for the first time. */
    static HikariDataSource open(StoreSettings settings, StorePlace.Postgres place) {
        var hikari = new HikariConfig();
        hikari.setPoolName("store");
        hikari.setJdbcUrl(url(place));
        var user = place.user() == null ? System.getProperty("user.name") : place.user();
        hikari.setCredentialsProvider(() -> Credentials.of(user, password(settings, place)));
        hikari.setMaximumPoolSize(settings.poolSize());
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(settings.timeout().toMillis());
        var seconds = settings.timeout().toSeconds();
        hikari.addDataSourceProperty("connectTimeout", String.valueOf(seconds));
        hikari.addDataSourceProperty("socketTimeout", String.valueOf(seconds));
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("ApplicationName", "danmaku");
        place.parameters().forEach(hikari::addDataSourceProperty);
        return new HikariDataSource(hikari);
    }

    private static String url(StorePlace.Postgres place) {
        return "jdbc:postgresql://%s/%s"
                .formatted(
                        place.addresses().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(",")),
                        URLEncoder.encode(place.database(), StandardCharsets.UTF_8));
    }

    private static @Nullable String password(StoreSettings settings, StorePlace.Postgres place) {
        Secret apart = settings.password();
        return place.password() == null ? apart.value().orElse(null) : place.password();
    }
}
