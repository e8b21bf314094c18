package dev.danmaku.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;

final class TcpConnection extends Connection {
    private final Socket socket;
    private final Thread reader;

    TcpConnection(String host, int port) {
        try {
            socket = new Socket(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Thread.ofPlatform().daemon().name("guest").start(this::readAll);
    }

    private void readAll() {
        var buffer = new byte[1 << 16];
        try (var in = socket.getInputStream()) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                arrived(Arrays.copyOf(buffer, n));
            }
            ended(END_OF_TCP);
        } catch (IOException e) {
            ended(ABNORMAL);
        }
    }

    @Override
    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String subprotocol() {
        return "";
    }

    @Override
    void probe() {}

    @Override
    public void close() {
        try {
            socket.close();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
