package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dead letters, as people look at them and empty them. */
public abstract class DeadLetterBoxContract {
    private static final String KUAISHOU = "jobs.kuaishou";

    private Connection connection;
    private Channel channel;
    private DeadLetterBox box;

    /** Where the broker is. */
    protected abstract URI uri();

    @BeforeEach
    void open() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        for (var queue : QueueReader.names()) {
            delete(queue);
            channel.queueDeclare(queue, true, false, false, Map.of());
        }
        channel.confirmSelect();
        box = box(uri().toString());
    }

    private static DeadLetterBox box(String uri) {
        return new DeadLetterBox(AmqpSettings.parse(uri), QueueSettings.DEFAULTS, "danmaku test");
    }

    @AfterEach
    void close() throws Exception {
        box.close();
        for (var queue : QueueReader.names()) {
            delete(queue);
        }
        connection.close();
    }

    /** Over a channel of its own: some brokers close it where there is no such queue. */
    private void delete(String queue) throws IOException {
        var own = connection.createChannel();
        try {
            own.queueDelete(queue);
        } catch (IOException e) {
            assertThat(Causes.channelClosedWith(404, e)).as(queue).isPresent();
        } finally {
            own.abort();
        }
    }

    private void dead(String body, String reason) throws Exception {
        dead(body, reason, Map.of(JobQueue.QUEUE_HEADER, KUAISHOU));
    }

    private void dead(String body, String reason, Map<String, Object> more) throws Exception {
        var headers = new HashMap<>(more);
        headers.put(JobQueue.REASON_HEADER, reason);
        headers.put(JobQueue.SEEN_HEADER, "2026-11-01T12:00:00Z");
        channel.basicPublish(
                "",
                JobQueue.DEAD_QUEUE,
                new AMQP.BasicProperties.Builder().headers(headers).build(),
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    private List<String> bodies(String queue) throws Exception {
        var bodies = new ArrayList<String>();
        for (var next = channel.basicGet(queue, true);
                next != null;
                next = channel.basicGet(queue, true)) {
            bodies.add(new String(next.getBody(), StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /** What was looked at goes back when the channel closes, which the broker sees in its own time. */
    private List<DeadLetter> awaitDead(int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> box.look(100).letters(), letters -> letters.size() == count);
    }

    @Test
    void theyAreGroupedByTheirReasonAndStayWhereTheyAre() throws Exception {
        dead("one", "no JSON");
        dead("two", "no room");
        dead("three", "no JSON");

        var look = box.look(100);

        assertThat(look.total()).isEqualTo(3);
        assertThat(look.byReason().keySet()).containsExactly("no JSON", "no room");
        assertThat(look.byReason().get("no JSON"))
                .extracting(DeadLetter::payload)
                .containsExactly("one", "three");
        var first = look.letters().getFirst();
        assertThat(first.queue()).isEqualTo(KUAISHOU);
        assertThat(first.seen()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(first.length()).isEqualTo(3);
        assertThat(awaitDead(3).stream().map(DeadLetter::id).sorted())
                .containsExactlyElementsOf(
                        look.letters().stream().map(DeadLetter::id).sorted().toList());
    }

    @Test
    void onlyTheFirstOnesAreLookedAt() throws Exception {
        dead("one", "x");
        dead("two", "x");

        var look = box.look(1);

        assertThat(look.total()).isEqualTo(2);
        assertThat(look.letters()).hasSize(1);
        awaitDead(2);
    }

    @Test
    void whatCannotBePrintedIsNotAndNothingIsLong() throws Exception {
        dead("\u001b[31m\u202e" + "x".repeat(1_000_000), "\u0007" + "y".repeat(900));

        var letter = box.look(1).letters().getFirst();

        assertThat(letter.payload()).startsWith("?[31m?xxx").hasSize(1_000);
        assertThat(letter.reason()).startsWith("?yyy").hasSize(300);
        assertThat(letter.length()).isEqualTo(1_000_000 + 8);
    }

    @Test
    void oneIsTriedAgainAndTheOthersStay() throws Exception {
        dead("one", "x");
        dead("two", "x");
        dead("three", "x");
        var two = box.look(100).letters().get(1);
        awaitDead(3);

        assertThat(box.retry(letter -> letter.id().equals(two.id())))
                .isEqualTo(new DeadLetterBox.Emptied(1, List.of()));

        assertThat(bodies(KUAISHOU)).containsExactly("two");
        assertThat(awaitDead(2))
                .extracting(DeadLetter::payload)
                .containsExactlyInAnyOrder("one", "three");
    }

    @Test
    void allAreTriedAgain() throws Exception {
        dead("one", "x");
        dead("two", "x", Map.of(JobQueue.QUEUE_HEADER, "handover.douyu"));

        assertThat(box.retry(letter -> true).done()).isEqualTo(2);

        assertThat(bodies(KUAISHOU)).containsExactly("one");
        assertThat(bodies("handover.douyu")).containsExactly("two");
        assertThat(box.look(100).total()).isZero();
    }

    @Test
    void whatIsNotWholeOrFromNowhereStays() throws Exception {
        dead("part", "x", Map.of(JobQueue.QUEUE_HEADER, KUAISHOU, JobQueue.LENGTH_HEADER, 99));
        dead("stray", "x", Map.of(JobQueue.QUEUE_HEADER, "somebody.elses"));
        dead("loop", "x", Map.of(JobQueue.QUEUE_HEADER, JobQueue.DEAD_QUEUE));

        var emptied = box.retry(letter -> true);

        assertThat(emptied.done()).isZero();
        assertThat(emptied.failures())
                .hasSize(3)
                .allMatch(sentence -> sentence.contains("drop it"));
        awaitDead(3);
    }

    @Test
    void whatTheBrokerDoesNotTakeStays() throws Exception {
        dead("one", "x");
        delete(KUAISHOU);

        var emptied = box.retry(letter -> true);

        assertThat(emptied.done()).isZero();
        assertThat(emptied.failures()).singleElement().asString().contains("did not confirm");
        awaitDead(1);
    }

    @Test
    void someAreDroppedForGood() throws Exception {
        dead("one", "bad");
        dead("two", "worse");

        assertThat(box.drop(letter -> letter.reason().equals("worse")).done()).isEqualTo(1);

        assertThat(awaitDead(1)).extracting(DeadLetter::reason).containsExactly("bad");
        assertThat(box.drop(letter -> true).done()).isEqualTo(1);
        assertThat(box.look(100).total()).isZero();
    }

    @Test
    void withoutItsQueueThereAreNone() throws Exception {
        delete(JobQueue.DEAD_QUEUE);

        assertThat(box.look(100)).isEqualTo(new DeadLetterBox.Look(0, List.of()));
        assertThat(box.drop(letter -> true).done()).isZero();
    }

    @Test
    void aBrokerThatIsAwayIsToldAsSuch() {
        try (var nowhere = box("amqp://127.0.0.1:1")) {
            assertThatThrownBy(() -> nowhere.look(1)).isInstanceOf(QueueUnavailable.class);
        }
    }
}
