package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** A worker of this version beside one of the next, which the test plays with a client of its own. */
@OnRealServers
@Timeout(90)
class MixedVersionsTest {
    private static final String OF_TOMORROW = """
            {"v":2,"kind":"dream","platform":"kuaishou","room":"3xroom","job":{"deep":1},"colour":"red"}""";

    @Test
    void aJobOfANewerVersionIsLeftToAWorkerThatKnowsItAndTheOthersGoOn(Cluster cluster)
            throws IOException, TimeoutException {
        cluster.dispatcher();
        var worker = cluster.worker();
        var room = cluster.liveRoom(1);
        cluster.sadd(room);
        cluster.awaitWatched(room);

        cluster.queues().publish(QueueView.JOBS, OF_TOMORROW.getBytes(UTF_8));
        cluster.within(Duration.ofSeconds(15), "the worker of today has seen it")
                .until(() -> worker.stderr()
                        .contains("a job of version 2 is left to workers that know it"));
        List<String> received = new CopyOnWriteArrayList<>();
        try (var connection = cluster.rabbit().connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            channel.basicQos(1);
            channel.basicConsume(
                    QueueView.JOBS,
                    false,
                    (tag, delivery) -> {
                        received.add(new String(delivery.getBody(), UTF_8));
                        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                    },
                    tag -> {});

            cluster.within(Duration.ofSeconds(40), "the worker of tomorrow has got it")
                    .until(() -> !received.isEmpty());
        }

        assertThat(received).containsExactly(OF_TOMORROW);
        assertThat(cluster.queues().ready(QueueView.DEAD)).as("dead letters").hasValue(0);
        cluster.awaitNothingUnackedBut(1, Duration.ofSeconds(10));
        assertThat(cluster.judge().closes()).isZero();
        assertThat(worker.alive()).isTrue();
        var another = cluster.liveRoom(1);
        cluster.sadd(another);
        cluster.awaitWatched(another);
    }
}
