package dev.danmaku.console.web;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page's files, from the class path: our own below {@code /}, those of WebJars below {@code /vendor/NAME/}. A file is read once and
 * stays in memory: there are few. Only what the class path has is remembered, so that nobody can fill it with names.
 */
final class PageFiles {
    private static final String OWN = "web";
    private static final String VENDOR = "/vendor/";
    private static final Pattern SAFE_PATH = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+");
    private static final int MAX_PATH = 200;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** @param tag changes when the content does */
    record PageFile(String contentType, byte[] content, String tag) {}

    /** The file of a path; empty where there is none, or it is of a kind that no page has. */
    Optional<PageFile> find(String path) {
        var named = path.equals("/") ? "/index.html" : path;
        var known = files.get(named);
        if (known != null) {
            return Optional.of(known);
        }
        var type = TYPES.get(named.substring(named.lastIndexOf('.') + 1));
        if (type == null
                || named.length() > MAX_PATH
                || !SAFE_PATH.matcher(named).matches()) {
            return Optional.empty();
        }
        var content = read(named);
        if (content == null) {
            return Optional.empty();
        }
        var file = new PageFile(type, content, tag(content));
        files.put(named, file);
        return Optional.of(file);
    }

    private static byte @Nullable [] read(String path) {
        var resource =
                path.startsWith(VENDOR) ? vendor(path.substring(VENDOR.length())) : OWN + path;
        if (resource == null) {
            return null;
        }
        try (var in = open(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WebJar has its version in its paths; the page does not. */
    private static @Nullable String vendor(String path) {
        var slash = path.indexOf('/');
        if (slash < 0) {
            return null;
        }
        var name = path.substring(0, slash);
        try (var in = open("META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name))) {
            if (in == null) {
                return null;
            }
            var about = new Properties();
            about.load(in);
            return "META-INF/resources/webjars/%s/%s%s"
                    .formatted(name, about.getProperty("version"), path.substring(slash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable InputStream open(String resource) {
        return PageFiles.class.getClassLoader().getResourceAsStream(resource);
    }

    private static String tag(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
