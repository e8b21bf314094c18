package dev.danmaku.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An open page of the console: reads live data of a room and takes the time, or never reads anything. */
final class SseClient implements AutoCloseable {
    /** Longer latencies count as this one. */
    static final int LONGEST_MILLIS = 60_000;

    private static final int SMALL_BUFFER = 4096;
    private static final String RECEIVED = "\"receivedAt\":";
    private static final Pattern MISSED = Pattern.compile("\"count\":([0-9]+)");

    final int room;
    private final Socket socket;
    private final int[] latencies = new int[LONGEST_MILLIS + 1];
    private volatile long events;
    private volatile long missed;

    private SseClient(int room, Socket socket) {
        this.room = room;
        this.socket = socket;
    }

    /** Asks for the room, and begins to read if it is one that reads. */
    static SseClient open(int port, int room, String id, boolean reads) throws IOException {
        var socket = new Socket();
        if (!reads) {
            socket.setReceiveBufferSize(SMALL_BUFFER);
        }
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/live?topics=room:kuaishou:%s HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .formatted(id)
                                .getBytes(StandardCharsets.US_ASCII));
        var client = new SseClient(room, socket);
        if (reads) {
            Thread.ofVirtual().start(client::read);
        }
        return client;
    }

    private void read() {
        try (var lines = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            var name = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line;
                } else if (line.startsWith("data: ")) {
                    take(name, line);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void take(String name, String data) {
        if (name.equals("event: missed")) {
            var count = MISSED.matcher(data);
            missed += count.find() ? Long.parseLong(count.group(1)) : 1;
            return;
        }
        var now = System.currentTimeMillis();
        for (var at = data.indexOf(RECEIVED); at >= 0; at = data.indexOf(RECEIVED, at + 1)) {
            var begin = at + RECEIVED.length();
            var end = begin;
            while (Character.isDigit(data.charAt(end))) {
                end++;
            }
            var latency = now - Long.parseLong(data, begin, end, 10);
            latencies[Math.clamp(latency, 0, LONGEST_MILLIS)]++;
            events++;
        }
    }

    long events() {
        return events;
    }

    long missed() {
        return missed;
    }

    /** What came so far does not count. */
    synchronized void forget() {
        java.util.Arrays.fill(latencies, 0);
        events = 0;
        missed = 0;
    }

    /** Adds its latencies, by millisecond, to those of others. */
    synchronized void addTo(long[] all) {
        for (var i = 0; i < all.length; i++) {
            all[i] += latencies[i];
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
