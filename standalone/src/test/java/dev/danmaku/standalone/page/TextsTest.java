package dev.danmaku.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.console.Console;
import dev.danmaku.look.WhyCode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the page says, it says in both languages. */
class TextsTest {
    private static final Pattern LINE = Pattern.compile("(?m)^  '([^']+)': '(.*)',$");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern PART = Pattern.compile("(?m)^    (\\w+): ");
    private static final Pattern USED = Pattern.compile("\\bt\\('([\\w.-]+)'");

    @Test
    void bothLanguagesHaveTheSameKeysAndValues() {
        var english = texts("en");
        var chinese = texts("zh");

        assertThat(english).hasSizeGreaterThan(200);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> assertThat(places(text))
                .as("values in '%s'", key)
                .containsAll(places(chinese.get(key))));
        assertThat(chinese).allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
    }

    @Test
    void noScreenAsksForATextThatIsNotThere() {
        var known = texts("en").keySet();

        var used = new TreeSet<String>();
        files().values()
                .forEach(code ->
                        USED.matcher(code).results().forEach(found -> used.add(found.group(1))));

        assertThat(used).hasSizeGreaterThan(150).isSubsetOf(known);
    }

    @Test
    void everyReasonWhyARoomIsWatchedOrNotIsSaidInBothLanguages() {
        var given = new TreeSet<>(List.of("lives", "detail", "queue", "platform", "state"));
        PART.matcher(resource("web/js/screens/why.js"))
                .results()
                .forEach(found -> given.add(found.group(1)));
        var codes = Arrays.stream(WhyCode.values())
                .map(code -> "why." + code.word())
                .toList();

        for (var texts : List.of(texts("en"), texts("zh"))) {
            assertThat(texts.keySet()).containsAll(codes);
            assertThat(codes)
                    .allSatisfy(code -> assertThat(given)
                            .as("what '%s' names", code)
                            .containsAll(places(texts.get(code))));
        }
    }

    @Test
    void noMarkupIsEverMadeOfText() {
        assertThat(files())
                .isNotEmpty()
                .allSatisfy((name, code) -> assertThat(code)
                        .as(name)
                        .doesNotContain(
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "new Function"));
    }

    private static TreeSet<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> texts(String language) {
        return LINE.matcher(resource("web/js/text/" + language + ".js"))
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1),
                        (MatchResult found) -> found.group(2),
                        (one, two) -> {
                            throw new AssertionError("twice: " + one);
                        },
                        TreeMap::new));
    }

    private static String resource(String name) {
        try (var in = Console.class.getClassLoader().getResourceAsStream(name)) {
            return new String(
                    java.util.Objects.requireNonNull(in, name).readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All our scripts, by name, wherever the class path has them. */
    private static Map<String, String> files() {
        var at = java.util.Objects.requireNonNull(
                Console.class.getClassLoader().getResource("web/js/main.js"));
        try {
            if (!at.getProtocol().equals("jar")) {
                return files(Path.of(at.toURI()).getParent());
            }
            try (var jar = FileSystems.newFileSystem(at.toURI(), Map.of())) {
                return files(jar.getPath("web/js"));
            }
        } catch (IOException | java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> files(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            var found = new TreeMap<String, String>();
            for (var file : walk.filter(path -> path.toString().endsWith(".js")).toList()) {
                found.put(folder.relativize(file).toString(), Files.readString(file));
            }
            return found;
        }
    }
}
