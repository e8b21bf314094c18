package dev.danmaku.platforms.kuaishou;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;

import dev.danmaku.platforms.Slice;

/**
 * Reads one kind of protobuf message from hostile bytes. Fields that the schema lacks are skipped, not kept: a frame full of
 * them would otherwise cost a hundred times its size.
 */
final class Protobuf<T extends com.google.protobuf.Message> {
    /** The schema nests six deep; what nests further is an attack on the stack. */
    static final int MAX_NESTING = 16;

    private final String name;
    private final Parser<T> parser;

    Protobuf(String name, Parser<T> parser) {
        this.name = name;
        this.parser = DiscardUnknownFieldsParser.wrap(parser);
    }

    /** Strings and bytes of the result share the array under the input. */
    T read(Slice slice) throws MalformedFrame {
        var input = UnsafeByteOperations.unsafeWrap(slice.bytes(), slice.from(), slice.length())
                .newCodedInput();
        input.enableAliasing(true);
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
