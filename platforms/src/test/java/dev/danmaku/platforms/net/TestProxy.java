package dev.danmaku.platforms.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.config.ProxyAddress;
import dev.danmaku.config.ProxyAddress.Kind;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy of a test's own: whatever it is asked for, the way leads to one port of this machine. */
public final class TestProxy implements AutoCloseable {
    private static final int SOCKS = 5;
    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;
    private static final int NO_METHOD = 0xFF;
    private static final int NAME = 3;

    private final Kind kind;
    private final String login;
    private final boolean stalling;
    private final int targetPort;
    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TestProxy(Kind kind, String login, boolean stalling, int targetPort)
            throws IOException {
        this.kind = kind;
        this.login = login;
        this.stalling = stalling;
        this.targetPort = targetPort;
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    public static TestProxy open(Kind kind, int targetPort) throws IOException {
        return new TestProxy(kind, "", false, targetPort);
    }

    /** @param login that it demands, {@code user:password} */
    public static TestProxy guarded(Kind kind, String login, int targetPort) throws IOException {
        return new TestProxy(kind, login, false, targetPort);
    }

    /** One that accepts, listens, and says nothing. */
    public static TestProxy stalling(Kind kind) throws IOException {
        return new TestProxy(kind, "", true, 0);
    }

    public ProxyAddress address() {
        return address("");
    }

    /** @param login {@code user:password@}, or nothing */
    public ProxyAddress address(String login) {
        return address(login, "127.0.0.1");
    }

    public ProxyAddress address(String login, String host) {
        var scheme = kind == Kind.HTTP ? "http" : "socks5";
        return ProxyAddress.parse(scheme + "://" + login + host + ":" + listening.getLocalPort());
    }

    /** Targets as they were asked for: {@code host:port}. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            var out = client.getOutputStream();
            if (stalling) {
                in.transferTo(OutputStream.nullOutputStream());
            } else if (kind == Kind.HTTP ? connect(in, out) : socks(in, out)) {
                tunnel(client);
            }
        } catch (IOException broken) {
            // The other side's test looks at what became of it.
        }
    }

    private boolean connect(DataInputStream in, OutputStream out) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        var lines = head.toString(ISO_8859_1).split("\r\n");
        var words = lines[0].split(" ");
        if (!words[0].equals("CONNECT")) {
            out.write("HTTP/1.1 405 Only CONNECT\r\ncontent-length: 0\r\n\r\n".getBytes(UTF_8));
            return false;
        }
        var credentials = Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        if (!login.isEmpty()
                && !List.of(lines).contains("proxy-authorization: Basic " + credentials)) {
            out.write("HTTP/1.1 407 Who?\r\ncontent-length: 0\r\n\r\n".getBytes(UTF_8));
            return false;
        }
        asked.add(words[1]);
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
        return true;
    }

    private boolean socks(DataInputStream in, OutputStream out) throws IOException {
        expect(in, SOCKS);
        var methods = in.readNBytes(in.readUnsignedByte());
        var method = login.isEmpty() ? NO_LOGIN : LOGIN;
        if (new String(methods, ISO_8859_1).indexOf(method) < 0) {
            out.write(new byte[] {SOCKS, (byte) NO_METHOD});
            return false;
        }
        out.write(new byte[] {SOCKS, (byte) method});
        if (method == LOGIN) {
            expect(in, 1);
            var right = login.equals(text(in) + ":" + text(in));
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return false;
            }
        }
        expect(in, SOCKS, 1, 0);
        var name = in.readUnsignedByte() == NAME
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        asked.add(name + ":" + in.readUnsignedShort());
        out.write(new byte[] {SOCKS, 0, 0, 1, 127, 0, 0, 1, 0, 1});
        return true;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
    }

    private static void expect(DataInputStream in, int... bytes) throws IOException {
        for (var wanted : bytes) {
            var found = in.readUnsignedByte();
            if (found != wanted) {
                throw new EOFException("byte " + found + " where " + wanted + " belongs");
            }
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (var target = new Socket(InetAddress.getByName("127.0.0.1"), targetPort)) {
            open.add(target);
            threads.execute(() -> pour(target, client));
            pour(client, target);
        }
    }

    private static void pour(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException closed) {
            // One side is enough to end a tunnel.
        }
    }
}
