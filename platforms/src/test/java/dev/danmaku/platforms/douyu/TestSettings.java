package dev.danmaku.platforms.douyu;

import dev.danmaku.config.Address;
import dev.danmaku.config.DouyuSettings;
import dev.danmaku.config.DouyuSettings.Transport;
import dev.danmaku.platforms.FakeSite;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.simulator.Simulator;

import java.net.URI;
import java.util.List;

/** Settings that point at servers of the test's. */
public final class TestSettings {
    private TestSettings() {}

    /** Its sockets are TCP connections to that port. */
    public static DouyuSettings at(FakeSite site, int tcpPort, SharedSettings shared) {
        return new DouyuSettings(
                shared.build(),
                URI.create(site.url()),
                URI.create(site.url()),
                List.of(URI.create("ws://127.0.0.1:1")),
                List.of(new Address("127.0.0.1", tcpPort)),
                Transport.TCP);
    }

    static DouyuSettings at(Simulator simulator, Transport transport) {
        var keys = simulator.settings();
        var prefix = "danmaku.platforms.douyu.";
        var tcp = String.valueOf(keys.get(prefix + "tcp-addresses"));
        var colon = tcp.lastIndexOf(':');
        return new DouyuSettings(
                new SharedSettings().build(),
                URI.create(String.valueOf(keys.get(prefix + "web-url"))),
                URI.create(String.valueOf(keys.get(prefix + "open-api-url"))),
                List.of(URI.create(String.valueOf(keys.get(prefix + "danmu-urls")))),
                List.of(new Address(
                        tcp.substring(0, colon), Integer.parseInt(tcp.substring(colon + 1)))),
                transport);
    }
}
