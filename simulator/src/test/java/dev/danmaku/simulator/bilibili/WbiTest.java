package dev.danmaku.simulator.bilibili;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Against the vectors that are published. */
class WbiTest {
    private static final Wbi KEYS =
            new Wbi("7cd084941338484aae1ad9425b84077c", "4932caff0ff746eab6f01bf08b70ac45");

    @Test
    void keysMixAsPublished() {
        assertThat(KEYS.mixin()).isEqualTo("ea1db124af3c7062474693fa704f4ff8");
    }

    @Test
    void aStrippedQueryIsSignedAsPublished() {
        var sent = Map.of(
                "foo", List.of("-_- F 哔~"),
                "bar", List.of("2333"),
                "wts", List.of("1748867128"),
                "w_rid", List.of("whatever came"));

        assertThat(Wbi.query(sent)).isEqualTo("bar=2333&foo=-_-%20F%20%E5%93%94~&wts=1748867128");
        assertThat(KEYS.sign(sent)).isEqualTo("6ba96e28a3f09b40e704f1e4b4f8e3e3");
    }

    @Test
    void whatWasSentUnstrippedIsAnotherText() {
        var sent = Map.of("foo", List.of(")-_-( F**' 哔~!"), "wts", List.of("1748867128"));

        assertThat(Wbi.query(sent)).startsWith("foo=%29-_-%28%20F%2A%2A%27%20");
    }
}
