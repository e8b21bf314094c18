package dev.danmaku.simulator.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;

import dev.danmaku.simulator.kuaishou.wire.CompressionType;
import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.room.Quirk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The outer message, one to a WebSocket message, no header around it.
 *
 * <pre>
 *   08 payloadType   10 compressionType (01 none, 02 gzip, 03 AES)   1a length payload   20 time, Unix ms
 * </pre>
 */
final class Envelope {
    /** The platform's public script has both as constants: AES-128, CBC, PKCS#7. */
    private static final SecretKeySpec KEY =
            new SecretKeySpec("PPbzKKL7NB15leYy".getBytes(StandardCharsets.US_ASCII), "AES");

    private static final IvParameterSpec IV =
            new IvParameterSpec("JRODKJiolJ9xqso0".getBytes(StandardCharsets.US_ASCII));

    private Envelope() {}

    static byte[] plain(PayloadType type, MessageLite payload, long nowMillis) {
        return of(type.getNumber(), payload.toByteString(), Set.of(), nowMillis);
    }

    static byte[] of(int type, ByteString payload, Set<Quirk> quirks, long nowMillis) {
        var message = SocketMessage.newBuilder().setPayloadTypeValue(type);
        if (quirks.contains(Quirk.ENCRYPTED)) {
            message.setCompressionType(CompressionType.AES).setPayload(encrypt(payload));
        } else if (quirks.contains(Quirk.COMPRESSED)) {
            message.setCompressionType(CompressionType.GZIP).setPayload(gzip(payload));
        } else if (quirks.contains(Quirk.UNPACKED)) {
            message.setPayload(payload);
        } else {
            message.setCompressionType(CompressionType.NONE).setPayload(payload);
        }
        if (!quirks.contains(Quirk.NO_TIME)) {
            message.setTime(nowMillis);
        }
        return message.build().toByteArray();
    }

    static ByteString gzip(ByteString payload) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            payload.writeTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private static ByteString encrypt(ByteString payload) {
        try {
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, KEY, IV);
            return ByteString.copyFrom(cipher.doFinal(payload.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }
}
