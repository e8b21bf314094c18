package dev.danmaku.standalone.failure;

import static dev.danmaku.standalone.cluster.TcpProxy.Direction.TO_CLIENT;
import static dev.danmaku.standalone.cluster.TcpProxy.Direction.TO_SERVER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;
import dev.danmaku.standalone.cluster.TcpProxy;
import dev.danmaku.testing.servers.RequiresPostgres;
import dev.danmaku.testing.servers.TestPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The database of the store is away for a while: what is heard meanwhile waits on disk, and comes when it is back. */
@OnRealServers
@Patient
@RequiresPostgres
@Timeout(240)
class AwayStoreTest {
    private final TestPostgres postgres = TestPostgres.start();
    private final String url = postgres.newDatabase();
    private final TcpProxy network = TcpProxy.to(postgres.port());

    @AfterEach
    void stopPostgres() {
        network.close();
        postgres.close();
    }

    private StoredRooms watch(Cluster cluster) {
        cluster.with("danmaku.sinks.enabled", "store,jsonl")
                .with("danmaku.store.url", url.replace(":" + postgres.port(), ":" + network.port()))
                .with("danmaku.store.timeout", "2s")
                .dispatcher();
        cluster.worker();
        return StoredRooms.watch(cluster, url, 20, 20);
    }

    @Test
    void aMinuteWithoutItCostsNoEventAndNoSocket(Cluster cluster) {
        var stored = watch(cluster);

        postgres.stop();
        cluster.awaitStays(Duration.ofSeconds(60), "no socket closes")
                .until(() -> cluster.judge().closes() == 0);
        postgres.restart();

        stored.assertComplete();
        assertThat(cluster.judge().closes()).as("closed sockets").isZero();
    }

    @Test
    void aNetworkThatIsCutOrSwallowsEverythingCostsNoEvent(Cluster cluster) {
        var stored = watch(cluster);

        for (var fault : List.<Consumer<TcpProxy>>of(
                TcpProxy::cut,
                network -> network.stall(TO_SERVER),
                network -> network.stall(TO_CLIENT),
                network -> network.stall(TO_SERVER, TO_CLIENT))) {
            fault.accept(network);
            cluster.awaitStays(Duration.ofSeconds(5), "no socket closes")
                    .until(() -> cluster.judge().closes() == 0);
            network.heal();
            stored.awaitMore();
        }

        stored.assertComplete();
        assertThat(cluster.judge().closes()).as("closed sockets").isZero();
    }
}
