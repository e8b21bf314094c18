package dev.danmaku.platforms.kuaishou;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS before a plain server, with a certificate for {@code localhost} that was made a moment ago. */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "only-for-this-test";

    private final SSLServerSocket server;
    private final X509Certificate certificate;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TlsFront(SSLServerSocket server, X509Certificate certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    static TlsFront before(int plainPort, Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        var store = KeyStore.getInstance(makeStore(folder).toFile(), PASSWORD.toCharArray());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var front = new TlsFront(server, (X509Certificate) store.getCertificate("test"));
        front.threads.execute(() -> front.serve(plainPort));
        return front;
    }

    int port() {
        return server.getLocalPort();
    }

    X509Certificate certificate() {
        return certificate;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void serve(int plainPort) {
        while (!server.isClosed()) {
            try {
                var outside = server.accept();
                var inside = new Socket(InetAddress.getLoopbackAddress(), plainPort);
                threads.execute(() -> pipe(outside, inside));
                threads.execute(() -> pipe(inside, outside));
            } catch (IOException e) {
                // Closed, or a client that did not trust us.
            }
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction ended it.
        }
    }

    /** The JDK's own tool makes what its classes can only read. */
    private static Path makeStore(Path folder) throws IOException, InterruptedException {
        var store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
        return store;
    }
}
