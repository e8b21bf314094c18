package dev.danmaku.platforms.bilibili.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** The vectors that clients publish. */
class WbiTest {
    private static final String IMG = "7cd084941338484aae1ad9425b84077c";
    private static final String SUB = "4932caff0ff746eab6f01bf08b70ac45";
    private static final String MIXED = "ea1db124af3c7062474693fa704f4ff8";

    @Test
    void theKeyIsMixedFromBoth() {
        assertThat(Wbi.mixinKey(IMG, SUB)).isEqualTo(MIXED);
    }

    @Test
    void aQueryIsSortedStrippedEncodedAndSigned() {
        var parameters = Map.of("foo", ")-_-( F**' 哔~!", "bar", "2333");

        assertThat(Wbi.signed(parameters, 1_748_867_128, MIXED))
                .isEqualTo("bar=2333&foo=-_-%20F%20%E5%93%94~&wts=1748867128"
                        + "&w_rid=6ba96e28a3f09b40e704f1e4b4f8e3e3");
    }

    @Test
    void aKeyOfAnotherLengthIsNone() {
        assertThatThrownBy(() -> Wbi.mixinKey(IMG, "short"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
