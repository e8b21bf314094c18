package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may stand as a setting's value.
 *
 * @param allowed completes the sentence "allowed is ..."
 * @param read throws an {@link IllegalArgumentException}; one for a secret says what is wrong without repeating it
 * @param print the value as people may see it: secrets are masked
 * @param secret its text never appears in a message
 */
public record Shape<T>(
        String allowed, Function<String, T> read, Function<T, String> print, boolean secret) {
    private static final int MAX_LIST_ITEMS = 100;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern DOTTED_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    static Shape<Integer> count(int min, int max) {
        return open(
                "a whole number from %d to %d".formatted(min, max),
                text -> (int) between(min, Long.parseLong(text), max),
                String::valueOf);
    }

    static Shape<SlotBounds> slots() {
        return open(
                "a whole number from 1 to %d, or two such as 200..2000".formatted(SlotBounds.MOST),
                SlotBounds::parse,
                SlotBounds::toString);
    }

    static Shape<Headroom> headroom() {
        return open(
                "a number of rooms up to %d, or per cent up to %d%%, such as 20%%"
                        .formatted(Headroom.MOST_ROOMS, Headroom.MOST_PERCENT),
                Headroom::parse,
                Headroom::toString);
    }

    static Shape<Boolean> yesNo() {
        return open(
                "true or false",
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException();
                },
                String::valueOf);
    }

    /** How often a second; 0 is no limit. */
    static Shape<Double> rate() {
        return open(
                "a number a second from 0 (no limit) to 1000000, such as 0.5",
                text -> {
                    var rate = Double.parseDouble(text);
                    if (!(rate >= 0 && rate <= 1_000_000)) {
                        throw new IllegalArgumentException();
                    }
                    return rate;
                },
                rate -> rate == Math.rint(rate)
                        ? String.valueOf(rate.longValue())
                        : String.valueOf(rate));
    }

    static Shape<Duration> duration(Duration min, Duration max) {
        return open(
                "a time from %s to %s, such as 500ms, 30s, 5m, 2h, 1d or PT30S"
                        .formatted(DurationText.print(min), DurationText.print(max)),
                text -> {
                    var duration = DurationText.parse(text);
                    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                        throw new IllegalArgumentException();
                    }
                    return duration;
                },
                DurationText::print);
    }

    static <E extends Enum<E>> Shape<E> choice(Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants())
                .map(Shape::label)
                .collect(Collectors.joining(", "));
        return open(
                "one of " + names,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                Shape::label);
    }

    /** Of sinks and the like. */
    static Shape<List<String>> names() {
        return open(
                "a list of names of small letters, digits and -",
                text -> items(text).stream().map(Shape::name).toList(),
                names -> String.join(",", names));
    }

    /** A name or an IP address, as it stands in a URL but without a port; IPv6 without brackets. */
    static Shape<String> host() {
        return open(
                "a host name or an IP address",
                text -> {
                    if (!HOST.matcher(text).matches()) {
                        throw new IllegalArgumentException();
                    }
                    return text.toLowerCase(Locale.ROOT);
                },
                host -> host);
    }

    static Shape<List<String>> hosts() {
        return open(
                "a list of host names or IP addresses, without ports",
                text -> items(text).stream().map(host().read()).toList(),
                hosts -> String.join(",", hosts));
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    /** Of an exchange and the like. */
    static Shape<String> dottedName() {
        return open(
                "1 to 100 of A-Z a-z 0-9 . _ -",
                text -> {
                    if (!DOTTED_NAME.matcher(text).matches()) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                },
                name -> name);
    }

    /** Values by the name of an option, by the name of whose they are. */
    static Shape<Map<String, Map<String, String>>> options() {
        return open("a list of name.option=value", Shape::options, Shape::print);
    }

    private static Map<String, Map<String, String>> options(String text) {
        var all = new TreeMap<String, Map<String, String>>();
        for (var item : items(text)) {
            var dot = item.indexOf('.');
            var equals = item.indexOf('=', dot);
            if (dot < 0 || equals < 0) {
                throw new IllegalArgumentException();
            }
            all.computeIfAbsent(name(item.substring(0, dot)), n -> new TreeMap<>())
                    .put(item.substring(dot + 1, equals), item.substring(equals + 1));
        }
        return all;
    }

    private static String print(Map<String, Map<String, String>> all) {
        return all.entrySet().stream()
                .flatMap(of -> of.getValue().entrySet().stream()
                        .map(e -> of.getKey() + "." + e.getKey() + "=" + e.getValue()))
                .collect(Collectors.joining(","));
    }

    static Shape<Set<Platform>> platforms() {
        var names = Arrays.stream(Platform.values())
                .map(Platform::label)
                .collect(Collectors.joining(", "));
        return open(
                "a list of " + names,
                text -> items(text).stream()
                        .map(name -> Platform.find(name).orElseThrow(IllegalArgumentException::new))
                        .collect(Collectors.toUnmodifiableSet()),
                chosen -> chosen.stream()
                        .sorted()
                        .map(Platform::label)
                        .collect(Collectors.joining(",")));
    }

    static Shape<URI> url(String... schemes) {
        var allowed =
                Arrays.stream(schemes).map(s -> s + "://").collect(Collectors.joining(" or "));
        return open(
                "an URL that begins with " + allowed,
                text -> checkedUrl(text, List.of(schemes)),
                URI::toString);
    }

    static Shape<List<URI>> urls(String... schemes) {
        var one = url(schemes);
        return open(
                "a list of at most %d items, each of it %s"
                        .formatted(MAX_LIST_ITEMS, one.allowed()),
                text -> items(text).stream().map(one.read()).toList(),
                urls -> urls.stream().map(one.print()).collect(Collectors.joining(",")));
    }

    /** {@code host:port}, several of them. */
    static Shape<List<Address>> addresses() {
        return open(
                "a list of host:port",
                text -> items(text).stream()
                        .map(item -> Address.parseAll(item, 0).getFirst())
                        .toList(),
                list -> list.stream().map(Address::toString).collect(Collectors.joining(",")));
    }

    static Shape<Path> folder() {
        return open("a folder", Path::of, Path::toString);
    }

    static Shape<Optional<Path>> file() {
        return open(
                "a file",
                text -> Optional.of(Path.of(text)),
                path -> path.map(Path::toString).orElse(""));
    }

    /** An URL of a server with its password in it; {@code check} throws what is wrong with it. */
    static Shape<String> serverUrl(String allowed, Consumer<String> check) {
        return new Shape<>(allowed, checked(check), ServerUrl::masked, true);
    }

    /** A cookie or a token. */
    static Shape<String> secretText() {
        return new Shape<>(
                "one line of text", checked(Secret::of), text -> text.isEmpty() ? "" : "***", true);
    }

    private static <T> Shape<T> open(
            String allowed, Function<String, T> read, Function<T, String> print) {
        return new Shape<>(allowed, read, print, false);
    }

    private static UnaryOperator<String> checked(Consumer<String> check) {
        return text -> {
            check.accept(text);
            return text;
        };
    }

    private static long between(long min, long value, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static URI checkedUrl(String text, List<String> schemes) {
        var url = URI.create(text);
        if (url.getHost() == null || !schemes.contains(url.getScheme())) {
            throw new IllegalArgumentException();
        }
        return url;
    }

    private static List<String> items(String text) {
        var items = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        if (items.size() > MAX_LIST_ITEMS) {
            throw new IllegalArgumentException(
                    "a list has at most %d items".formatted(MAX_LIST_ITEMS));
        }
        return items;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
