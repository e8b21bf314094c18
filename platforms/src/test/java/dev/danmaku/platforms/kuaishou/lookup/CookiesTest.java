package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CookiesTest {
    private final Cookies cookies = new Cookies();

    @Test
    void whatThePageSetsIsSentBack() {
        cookies.keep(List.of(
                "did=web_0123; path=/; expires=Thu, 01 Dec 2099 16:00:00 GMT; httponly",
                "clientid=3; path=/",
                "did=web_4567; path=/"));

        assertThat(cookies.header()).isEqualTo("did=web_4567; clientid=3");
    }

    @Test
    void whatThePageTakesBackIsGone() {
        cookies.keep(List.of("a=1", "b=2", "c=3"));

        cookies.keep(List.of("a=; path=/", "b=2; Max-Age=0"));

        assertThat(cookies.header()).isEqualTo("c=3");
    }

    @Test
    void theyAreBounded() {
        for (var i = 0; i < 1_000; i++) {
            cookies.keep(List.of("c" + i + "=1", "long" + i + "=" + "x".repeat(Cookies.MAX_CHARS)));
        }

        assertThat(cookies.header().split("; ")).hasSize(Cookies.MAX_COOKIES);
    }

    @Test
    void oddHeadersAreIgnored() {
        cookies.keep(List.of("", "=x", "novalue", ";;;"));

        assertThat(cookies.header()).isEmpty();
    }

    @Test
    void aCookieIsFoundByItsWholeNameAndDecoded() {
        var header = "xkwfv1=no; kwfv1=a%2Bb+c%3D%zz%; kwfv1=second";

        assertThat(Cookies.find("kwfv1", header)).hasValue("a+b+c=%zz%");
        assertThat(Cookies.find("did", header)).isEmpty();
    }
}
