package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

class PageStateTest {
    private static final int MUTATIONS = 5_000;

    @Test
    void theStateEndsWhereItsBraceCloses() {
        var state = PageState.of("window.__INITIAL_STATE__={\"a\":{\"b\":1}};var x={}")
                .orElseThrow();

        assertThat(state).hasToString("{\"a\":{\"b\":1}}");
    }

    @Test
    void undefinedIsNullOnlyOutsideStrings() {
        var state = PageState.of("""
                        window.__INITIAL_STATE__ = {"a":undefined,"b":"undefined","c":[undefined,undefined],\
                        "undefined":"x undefined;"}""").orElseThrow();

        assertThat(state).hasToString("""
                        {"a":null,"b":"undefined","c":[null,null],"undefined":"x undefined;"}""");
    }

    @Test
    void bracesQuotesAndSemicolonsInNamesMeanNothing() {
        var state = PageState.of("""
                        window.__INITIAL_STATE__={"name":"};\\"{;\\\\","ok":true};(function(){})""").orElseThrow();

        assertThat(state.path("name").asString("")).isEqualTo("};\"{;\\");
        assertThat(state.path("ok").asBoolean(false)).isTrue();
    }

    @Test
    void theNameAloneIsNoState() {
        var state = PageState.of(
                        "read window.__INITIAL_STATE__ // window.__INITIAL_STATE__={\"a\":1}")
                .orElseThrow();

        assertThat(state).hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "window.__INITIAL_STATE__",
                "window.__INITIAL_STATE__=",
                "window.__INITIAL_STATE__=undefined",
                "window.__INITIAL_STATE__={\"a\":1",
                "window.__INITIAL_STATE__={\"a\":\"1}",
                "window.__INITIAL_STATE__={\"a\":\"\\",
                "window.__INITIAL_STATE__={undefinedly}",
                "window.__INITIAL_STATE__={'a':1}"
            })
    void whatIsCutOffOrNoJsonIsNone(String page) {
        assertThat(PageState.of(page)).isEmpty();
    }

    @Test
    void endlessNestingIsNone() {
        var page =
                "window.__INITIAL_STATE__=" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);

        assertThat(PageState.of(page)).isEmpty();
    }

    @FuzzTest(maxDuration = "2m")
    void anyPageGivesAFinding(byte[] bytes) {
        var page = "window.__INITIAL_STATE__={" + new String(bytes, StandardCharsets.UTF_8);

        assertThat(Answers.page(page)).isNotNull();
    }

    @Test
    void mutatedPagesGiveAFinding() {
        var random = new Random(20_190_501);
        var started = System.nanoTime();
        var onAir = 0;

        for (var i = 0; i < MUTATIONS; i++) {
            var page = new StringBuilder(Pages.LIVE);
            for (var n = random.nextInt(4); n >= 0; n--) {
                var at = random.nextInt(page.length());
                switch (random.nextInt(3)) {
                    case 0 -> page.setCharAt(at, "{}[]\",;\\u0 ".charAt(random.nextInt(11)));
                    case 1 -> page.insert(at, "undefined");
                    default -> page.delete(at, Math.min(page.length(), at + random.nextInt(40)));
                }
            }
            if (Answers.page(page.toString()) instanceof Finding.OnAir) {
                onAir++;
            }
        }

        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isLessThan(Duration.ofSeconds(60));
        assertThat(onAir).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }
}
