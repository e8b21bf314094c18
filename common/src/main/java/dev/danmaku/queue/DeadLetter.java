package dev.danmaku.queue;

import com.rabbitmq.client.GetResponse;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A message of {@link JobQueue#DEAD_QUEUE} as people see it. All text in it is printable and short, whatever the message was.
 *
 * @param id the same for the same message, whenever it is looked at; two messages that are the same in everything share it
 * @param reason what is wrong with it
 * @param queue where it came from; empty where that is not known
 * @param seen when it was found to be poison, ISO-8601; empty where that is not known
 * @param length of its body in bytes, before any of it was cut off
 * @param payload the beginning of its body
 * @param whole false where a part of its body was cut off: then it cannot be tried again
 */
public record DeadLetter(
        String id,
        String reason,
        String queue,
        String seen,
        long length,
        String payload,
        boolean whole) {
    private static final int MAX_PAYLOAD_CHARS = 1_000;
    private static final int MAX_HEADER_CHARS = 300;
    private static final int ID_BYTES = 6;

    static DeadLetter of(GetResponse message) {
        var headers = message.getProps().getHeaders();
        var body = message.getBody();
        var reason = header(headers, JobQueue.REASON_HEADER);
        var queue = header(headers, JobQueue.QUEUE_HEADER);
        var cut = header(headers, JobQueue.LENGTH_HEADER);
        return new DeadLetter(
                id(headers, body),
                reason.isEmpty() ? header(headers, "x-first-death-reason") : reason,
                queue.isEmpty() ? header(headers, "x-first-death-queue") : queue,
                header(headers, JobQueue.SEEN_HEADER),
                cut.matches("[0-9]{1,15}") ? Long.parseLong(cut) : body.length,
                payload(body),
                cut.isEmpty());
    }

    private static String payload(byte[] body) {
        // no character takes more than four bytes
        var text = new String(
                body, 0, Math.min(body.length, 4 * MAX_PAYLOAD_CHARS), StandardCharsets.UTF_8);
        return printable(text, MAX_PAYLOAD_CHARS);
    }

    private static String header(@Nullable Map<String, Object> headers, String name) {
        var value = headers == null ? null : headers.get(name);
        return value == null ? "" : printable(value.toString(), MAX_HEADER_CHARS);
    }

    private static String printable(String text, int most) {
        var clean = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
        return clean.length() <= most ? clean : clean.substring(0, most);
    }

    private static String id(@Nullable Map<String, Object> headers, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : new String[] {
                JobQueue.REASON_HEADER, JobQueue.QUEUE_HEADER, JobQueue.SEEN_HEADER
            }) {
                digest.update(header(headers, name).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(body), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
