package dev.danmaku.console.api;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads rooms out of what people paste: ids, {@code platform:id}, addresses of rooms; many in a line or in many lines. */
final class RoomTexts {
    private static final int PRINTED_CHARS = 120;
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:https?://)?((?:[a-z0-9-]+\\.)*[a-z0-9-]+\\.[a-z]+)(/[^?#]*)?(?:\\?([^#]*))?(?:#.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DOUYU_NUMBER = Pattern.compile("(?:^|&)rid=([0-9]+)");
    private static final Map<String, Platform> SITES = Map.of(
            "kuaishou.com", Platform.KUAISHOU,
            "chenzhongtech.com", Platform.KUAISHOU,
            "douyu.com", Platform.DOUYU,
            "bilibili.com", Platform.BILIBILI);

    private final @Nullable Platform platform;
    final Set<RoomId> rooms = new LinkedHashSet<>();
    final List<Refused> refused = new ArrayList<>();

    /** @param text cut to what can be shown */
    record Refused(String text, String detail) {}

    /** @param platform of texts that name none; null where there is none */
    RoomTexts(@Nullable Platform platform) {
        this.platform = platform;
    }

    /** Reads one text, which may hold several rooms. */
    void read(String text) {
        for (var word : text.split("[\\s,;，；、]+")) {
            if (!word.isEmpty()) {
                readOne(word);
            }
        }
    }

    private void readOne(String word) {
        try {
            rooms.add(parse(word));
        } catch (BadRoomId e) {
            refuse(word, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            refuse(word, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String word, String detail) {
        refused.add(new Refused(
                word.length() > PRINTED_CHARS ? word.substring(0, PRINTED_CHARS) + "..." : word,
                detail));
    }

    private RoomId parse(String word) {
        var address = ADDRESS.matcher(word);
        if (address.matches()) {
            return ofAddress(address.group(1), address.group(2), address.group(3));
        }
        if (word.contains(":")) {
            return RoomId.parse(word);
        }
        if (platform == null) {
            throw new IllegalArgumentException(
                    "choose a platform, or write platform:id or the room's address");
        }
        return new RoomId(platform, word);
    }

    private static RoomId ofAddress(String host, @Nullable String path, @Nullable String query) {
        var site = SITES.entrySet().stream()
                .filter(entry -> host.equalsIgnoreCase(entry.getKey())
                        || host.toLowerCase(java.util.Locale.ROOT).endsWith("." + entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "this is no address of a platform that is known"));
        if (site == Platform.DOUYU && query != null) {
            var number = DOUYU_NUMBER.matcher(query);
            if (number.find()) {
                return new RoomId(site, number.group(1));
            }
        }
        var parts = path == null ? new String[0] : path.split("/");
        if (parts.length == 0) {
            throw new IllegalArgumentException("this address names no room");
        }
        return new RoomId(site, parts[parts.length - 1]);
    }
}
