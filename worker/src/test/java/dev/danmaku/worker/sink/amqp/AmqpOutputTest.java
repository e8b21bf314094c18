package dev.danmaku.worker.sink.amqp;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.AmqpSinkSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.User;
import dev.danmaku.output.OutputFailure;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.SharedServers;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.worker.sink.SinkSettings;
import dev.danmaku.worker.sink.output.OutputSettings;
import dev.danmaku.worker.sink.output.OutputSink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The sink amqp on a real RabbitMQ. */
@RequiresRabbit
@Timeout(120)
class AmqpOutputTest {
    private static final String EXCHANGE = AmqpSinkSettings.DEFAULTS.exchange();

    private final TestRabbit rabbit = SharedServers.rabbit();
    private final AmqpOutput output = output(Duration.ofSeconds(10));
    private Connection connection;
    private Channel channel;

    @TempDir
    private Path folder;

    private AmqpOutput output(Duration confirmTimeout) {
        return new AmqpOutput(
                new AmqpSinkSettings(Optional.empty(), EXCHANGE, true, confirmTimeout),
                AmqpSettings.parse(rabbit.uri().toString()),
                "test events");
    }

    @BeforeEach
    void connect() throws Exception {
        connect0();
        channel.exchangeDelete(EXCHANGE);
    }

    private void connect0() throws Exception {
        connection = rabbit.connectionFactory().newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void close() {
        output.close();
        connection.abort();
    }

    /** A durable queue with what is published under the pattern. */
    private String bind(String pattern) throws IOException {
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        var queue = channel.queueDeclare("", true, false, false, null).getQueue();
        channel.queueBind(queue, EXCHANGE, pattern);
        return queue;
    }

    private List<GetResponse> drain(String queue) throws IOException {
        var all = new ArrayList<GetResponse>();
        for (var got = channel.basicGet(queue, true);
                got != null;
                got = channel.basicGet(queue, true)) {
            all.add(got);
        }
        return all;
    }

    private static List<String> bodies(List<GetResponse> messages) {
        return messages.stream()
                .map(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> lines(List<Event> events) {
        return events.stream().map(EventJson::toJson).toList();
    }

    private static Event event(Platform platform, String room, EventBody body) {
        return new Event(platform, room, 1_795_262_400_123L, 5, "id:1", null, null, body, null);
    }

    private static EventBody chat(String text) {
        return new EventBody.Chat(User.of("7", text), text, null, null, null);
    }

    @Test
    void everyEventIsThereOnceInOrderARoom() throws Exception {
        var queue = bind("#");
        var wanted = new ArrayList<Event>();

        for (var n = 0; n < 20; n++) {
            var batch = new ArrayList<>(chats(room(1), n * 50, 50));
            batch.addAll(chats(room(2), n * 50, 50));
            output.write(batch);
            wanted.addAll(batch);
        }

        assertThat(bodies(drain(queue))).isEqualTo(lines(wanted));
    }

    @Test
    void aMessageSaysWhatItIs() throws Exception {
        var queue = bind("#");

        output.write(List.of(event(Platform.BILIBILI, "123", chat("x"))));

        var message = drain(queue).getFirst();
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("bilibili.123.chat");
        assertThat(message.getEnvelope().getExchange()).isEqualTo("danmaku.events");
        var properties = message.getProps();
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getMessageId()).isEqualTo("bilibili:123:id:1");
        assertThat(properties.getType()).isEqualTo("chat");
        assertThat(properties.getTimestamp()).isEqualTo("2026-11-21T12:00:00.000");
    }

    @Test
    void aQueueGetsWhatItsPatternNames() throws Exception {
        var kuaishouChats = bind("kuaishou.*.chat");
        var oneRoom = bind("kuaishou.room_a-1.#");
        var enter = new EventBody.Enter(User.of("1", "a"));

        output.write(List.of(
                event(Platform.KUAISHOU, "room_a-1", chat("1")),
                event(Platform.KUAISHOU, "room_a-1", enter),
                event(Platform.KUAISHOU, "other", chat("2")),
                event(Platform.DOUYU, "room_a", chat("3")),
                event(Platform.KUAISHOU, "a.b", chat("4"))));

        assertThat(drain(kuaishouChats))
                .extracting(message -> message.getEnvelope().getRoutingKey())
                .containsExactly(
                        "kuaishou.room_a-1.chat", "kuaishou.other.chat", "kuaishou.a%2Eb.chat");
        assertThat(drain(oneRoom))
                .extracting(message -> message.getEnvelope().getRoutingKey())
                .containsExactly("kuaishou.room_a-1.chat", "kuaishou.room_a-1.enter");
    }

    @Test
    void nobodyBoundIsFine() {
        assertThatCode(() -> output.write(chats(room(1), 0, 100))).doesNotThrowAnyException();
    }

    @Test
    void hostileNamesAndRoomsStayOneMessageEach() throws Exception {
        var queue = bind("#");
        var texts = List.of("a\r\nb", "\u0000\u001b[2J", "\u2028\"}{", "\ud83d\ude00 \ud800");
        var rooms = List.of("#", "*", "x".repeat(500), "\u623f.\u95f4");

        for (var n = 0; n < texts.size(); n++) {
            output.write(List.of(event(Platform.KUAISHOU, rooms.get(n), chat(texts.get(n)))));
        }

        var got = drain(queue);
        assertThat(bodies(got)).hasSize(4).allSatisfy(body -> {
            assertThat(body.chars()).noneMatch(c -> c < ' ');
            assertThat(EventParser.parse(body).key()).isEqualTo("id:1");
        });
        assertThat(got)
                .extracting(message -> message.getEnvelope().getRoutingKey())
                .allSatisfy(key -> assertThat(key).startsWith("kuaishou.").hasSizeLessThan(256))
                .contains("kuaishou.%23.chat", "kuaishou.%2A.chat");
    }

    @Test
    void anExchangeDeclaredOtherwiseIsNamedWithWhatToDoAndWorksOnceMended() throws Exception {
        channel.exchangeDeclare(EXCHANGE, "fanout", false);

        assertThatThrownBy(() -> output.write(chats(room(1), 0, 2)))
                .isInstanceOfSatisfying(
                        OutputFailure.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("the exchange danmaku.events exists with other properties")
                .hasMessageContaining("danmaku.sinks.amqp.exchange");
        channel.exchangeDelete(EXCHANGE);

        var queue = bind("#");
        output.write(chats(room(1), 0, 2));
        assertThat(bodies(drain(queue))).isEqualTo(lines(chats(room(1), 0, 2)));
    }

    @Test
    void whatABrokerThatCutsTheConnectionMissesComesInOrder() throws Exception {
        var queue = bind("#");
        var sink = sink(output(Duration.ofSeconds(5)));
        var lane = sink.open(room(1), () -> {});

        for (var n = 0; n < 40; n++) {
            lane.offer(chats(room(1), n * 10, 10));
            if (n % 10 == 5) {
                rabbit.closeConnections();
            }
            lane.flush().get(20, TimeUnit.SECONDS);
        }
        sink.close(Duration.ofSeconds(20));

        connect0();
        // what comes twice after a failure is told apart by its message id
        assertThat(bodies(drain(queue)).stream().distinct())
                .isEqualTo(lines(chats(room(1), 0, 400)));
    }

    @Test
    void aBrokerShortOfMemoryIsAPassingFailureAndNothingIsLost() throws Exception {
        var queue = bind("#");
        var quick = output(Duration.ofSeconds(1));
        quick.write(chats(room(1), 0, 1));

        rabbit.ctl("set_vm_memory_high_watermark", "0.0000001");
        try {
            assertThatThrownBy(() -> quick.write(chats(room(1), 1, 10)))
                    .isInstanceOfSatisfying(
                            OutputFailure.class, e -> assertThat(e.isPassing()).isTrue());
            await().untilAsserted(() -> assertThatThrownBy(() -> quick.write(chats(room(1), 1, 10)))
                    .hasMessageContaining("the broker takes nothing"));
        } finally {
            rabbit.ctl("set_vm_memory_high_watermark", "0.4");
        }

        await().ignoreExceptionsMatching(OutputFailure.class::isInstance).until(() -> {
            quick.write(chats(room(1), 1, 10));
            return true;
        });
        quick.close();
        assertThat(bodies(drain(queue)).stream().distinct())
                .isEqualTo(lines(chats(room(1), 0, 11)));
    }

    @Test
    void aBrokerThatHangsIsGivenUpInTime() throws Exception {
        var quick = output(Duration.ofSeconds(1));
        quick.write(chats(room(1), 0, 1));
        var much = "x".repeat(100_000);
        var batch = new ArrayList<Event>();
        for (var n = 0; n < 200; n++) {
            batch.add(event(Platform.KUAISHOU, "room-1", chat(much)));
        }

        rabbit.pause();
        try {
            var before = System.nanoTime();
            // more than the network's buffers hold: publishing itself hangs
            assertThatThrownBy(() -> quick.write(batch))
                    .isInstanceOfSatisfying(
                            OutputFailure.class, e -> assertThat(e.isPassing()).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(10));
        } finally {
            rabbit.resume();
        }

        await().ignoreExceptionsMatching(OutputFailure.class::isInstance)
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    quick.write(chats(room(1), 0, 1));
                    return true;
                });
        quick.close();
    }

    private OutputSink sink(AmqpOutput to) throws IOException {
        return OutputSink.start(
                "amqp",
                to,
                folder,
                new SinkSettings(200, 1000, Duration.ofSeconds(1), 1, Duration.ofSeconds(1)),
                new OutputSettings(
                        50,
                        Duration.ofMillis(500),
                        1L << 20,
                        Duration.ofMinutes(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100)),
                new SimpleMeterRegistry());
    }
}
