package dev.danmaku.standalone.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out whether a port of the loopback address can be listened on. */
final class FreePort {
    private FreePort() {}

    /** The wanted port, or 0 (any free one) where another process has it. */
    static int orAny(int wanted) {
        if (wanted == 0) {
            return 0;
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return wanted;
        } catch (IOException e) {
            return 0;
        }
    }
}
