package dev.danmaku.platforms.bilibili;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

import java.util.Base64;

/**
 * Reads one kind of protobuf message that travels as base64 text. Fields that the schema lacks are skipped, not kept: a message full
 * of them would otherwise cost a hundred times its size.
 */
final class ProtobufText<T extends Message> {
    /** The schema nests four deep; what nests further is an attack on the stack. */
    private static final int MAX_NESTING = 16;

    /** Usual ones have some hundred characters. Two bytes can be an element of a list, and that an object of hundred. */
    static final int MAX_CHARS = 64 << 10;

    private final String name;
    private final Parser<T> parser;

    ProtobufText(String name, Parser<T> parser) {
        this.name = name;
        this.parser = DiscardUnknownFieldsParser.wrap(parser);
    }

    T read(String base64) throws MalformedFrame {
        if (base64.length() > MAX_CHARS) {
            throw new MalformedFrame("%s: %d characters".formatted(name, base64.length()));
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame(name + ": no base64");
        }
        var input = CodedInputStream.newInstance(bytes);
        input.setRecursionLimit(MAX_NESTING);
        try {
            var message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedFrame(name + ": " + e.getMessage());
        }
    }
}
