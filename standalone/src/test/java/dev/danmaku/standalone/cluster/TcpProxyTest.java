package dev.danmaku.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.danmaku.standalone.cluster.TcpProxy.Direction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

@Timeout(20)
class TcpProxyTest {
    private static final int SILENCE_MILLIS = 200;

    private ServerSocket listener;
    private TcpProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.to(listener.getLocalPort());
        client = new Socket("127.0.0.1", proxy.port());
        server = listener.accept();
        // from here on a fault reaches this connection, too
        await().until(() -> proxy.connections() == 1);
        client.setSoTimeout(SILENCE_MILLIS);
        server.setSoTimeout(SILENCE_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        client.close();
        server.close();
        listener.close();
    }

    private static void send(Socket from, int value) throws IOException {
        from.getOutputStream().write(value);
    }

    private static int read(Socket to) throws IOException {
        return to.getInputStream().read();
    }

    private static void assertSilent(Socket to) {
        assertThatThrownBy(() -> read(to)).isInstanceOf(SocketTimeoutException.class);
    }

    private static int readInTheEnd(Socket to) throws IOException {
        to.setSoTimeout(10_000);
        return read(to);
    }

    @Test
    void bytesAndEndsGoThroughBothWays() throws IOException {
        send(client, 1);
        assertThat(readInTheEnd(server)).isEqualTo(1);
        send(server, 2);
        assertThat(readInTheEnd(client)).isEqualTo(2);

        client.shutdownOutput();
        assertThat(readInTheEnd(server)).isEqualTo(-1);
        send(server, 3);
        server.close();
        assertThat(readInTheEnd(client)).isEqualTo(3);
        assertThat(readInTheEnd(client)).isEqualTo(-1);
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aStalledDirectionIsLateAndTheOtherIsNot() throws IOException {
        proxy.stall(Direction.TO_SERVER);
        send(client, 1);
        send(server, 2);

        assertThat(readInTheEnd(client)).isEqualTo(2);
        assertSilent(server);
        proxy.heal();
        assertThat(readInTheEnd(server)).isEqualTo(1);
    }

    @Test
    void noEndIsHeardOfThroughAStall() throws IOException {
        proxy.stall(Direction.TO_SERVER, Direction.TO_CLIENT);
        client.close();

        assertSilent(server);
        proxy.heal();
        assertThat(readInTheEnd(server)).isEqualTo(-1);
    }

    @Test
    void aCutResetsAndRefusesUntilItIsHealed() throws IOException {
        proxy.cut();

        assertThatThrownBy(() -> readInTheEnd(client)).hasMessageContaining("reset");
        assertThatThrownBy(() -> readInTheEnd(server)).hasMessageContaining("reset");
        try (var refused = new Socket("127.0.0.1", proxy.port())) {
            assertThatThrownBy(() -> {
                        send(refused, 1);
                        throw new IOException("read " + readInTheEnd(refused));
                    })
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotStartWith("read ");
        }
        proxy.heal();
        try (var again = new Socket("127.0.0.1", proxy.port());
                var accepted = listener.accept()) {
            send(again, 7);
            assertThat(readInTheEnd(accepted)).isEqualTo(7);
        }
    }

    @Test
    void aDelayIsADelay() throws IOException {
        proxy.delay(Duration.ofMillis(300));
        var begun = System.nanoTime();

        send(client, 1);

        assertThat(readInTheEnd(server)).isEqualTo(1);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300_000_000L);
    }

    @Test
    void ofAHalfClosedConnectionTheOtherHalfGoesOn() throws IOException {
        proxy.halfClose(Direction.TO_CLIENT);

        assertThat(readInTheEnd(client)).isEqualTo(-1);
        send(client, 5);
        assertThat(readInTheEnd(server)).isEqualTo(5);
    }
}
