package dev.danmaku.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A network that can be broken, between clients on this machine and one of its ports. Faults count for connections that are open and
 * for those that come later, until {@link #heal()}. A byte that waits for the network to heal is late, never lost, as over TCP.
 *
 * <p>Two threads a connection: each carries the bytes of one direction.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 * 1024;

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
    private volatile boolean cut;
    private volatile Duration delay = Duration.ZERO;

    private TcpProxy(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** @param target a port of this machine */
    public static TcpProxy to(int target) {
        try {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            var proxy = new TcpProxy(target, new ServerSocket(0, 50, loopback));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections that are open. */
    public int connections() {
        return links.size();
    }

    /** Resets all connections, and refuses new ones. */
    public void cut() {
        cut = true;
        links.forEach(Link::reset);
    }

    /** Lets nothing through in these directions. Connections stay open; an end that is closed is not heard of, either. */
    public void stall(Direction... directions) {
        synchronized (stalled) {
            stalled.addAll(List.of(directions));
        }
    }

    /** Lets everything through later by this. */
    public void delay(Duration by) {
        delay = by;
    }

    /** Ends one direction of the connections that are open: who receives sees the end of the stream, and may go on sending. */
    public void halfClose(Direction direction) {
        links.forEach(link -> link.end(direction));
    }

    /** Takes back all faults; what was stalled goes on. */
    public void heal() {
        cut = false;
        delay = Duration.ZERO;
        synchronized (stalled) {
            stalled.clear();
            stalled.notifyAll();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                if (cut) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // closed, or the client is gone already
            }
        }
    }

    private void connect(Socket client) {
        try {
            var link = new Link(client, new Socket(listener.getInetAddress(), target));
            links.add(link);
            link.start();
            if (cut) {
                link.reset();
            }
        } catch (IOException e) {
            reset(client); // as if nobody listened here, either
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private void awaitFlow(Direction direction) throws InterruptedException {
        synchronized (stalled) {
            while (stalled.contains(direction)) {
                stalled.wait();
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        heal();
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private final Set<Direction> ended = EnumSet.noneOf(Direction.class);

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void start() {
            Thread.ofVirtual().start(() -> carry(client, server, Direction.TO_SERVER));
            Thread.ofVirtual().start(() -> carry(server, client, Direction.TO_CLIENT));
        }

        private void carry(Socket from, Socket to, Direction direction) {
            var chunk = new byte[CHUNK_BYTES];
            try {
                for (var read = from.getInputStream().read(chunk);
                        read >= 0;
                        read = from.getInputStream().read(chunk)) {
                    if (!delay.isZero()) {
                        LockSupport.parkNanos(delay.toNanos());
                    }
                    awaitFlow(direction);
                    to.getOutputStream().write(chunk, 0, read);
                }
                awaitFlow(direction);
                end(direction);
            } catch (IOException e) {
                breakOff(direction);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** One end was reset. The other hears of it when the network lets it. */
        private void breakOff(Direction direction) {
            try {
                awaitFlow(direction);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reset();
        }

        void end(Direction direction) {
            try {
                (direction == Direction.TO_SERVER ? server : client).shutdownOutput();
            } catch (IOException e) {
                // it is closed already
            }
            boolean over;
            synchronized (ended) {
                ended.add(direction);
                over = ended.size() == Direction.values().length;
            }
            if (over) {
                links.remove(this);
                close(client);
                close(server);
            }
        }

        void reset() {
            links.remove(this);
            TcpProxy.reset(client);
            TcpProxy.reset(server);
        }
    }
}
