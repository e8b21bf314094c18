package dev.danmaku.platforms.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;

import dev.danmaku.platforms.Slice;

import java.io.IOException;

/**
 * Reads one kind of protobuf message from hostile bytes. Fields that the schema lacks are skipped, not kept: a frame full of
 * them would otherwise cost a hundred times its size.
 */
final class Protobuf<T extends com.google.protobuf.Message> {
    /** The schema nests six deep; what nests further is an attack on the stack. */
    static final int MAX_NESTING = 16;
    /** In a large message, nested ones included; busy ones have some hundred. */
    static final int MAX_MESSAGES = 50_000;
    /** Up to here the number does not matter. */
    static final int UNCOUNTED_BYTES = 64 << 10;

    private final String name;
    private final Parser<T> parser;
    private final Descriptor kind;

    Protobuf(String name, Parser<T> parser) {
        this.name = name;
        this.parser = DiscardUnknownFieldsParser.wrap(parser);
        try {
            kind = parser.parseFrom(ByteString.EMPTY).getDescriptorForType();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("no field is required", e);
        }
    }

    /** Strings and bytes of the result share the array under the input. */
    T read(Slice slice) throws MalformedFrame {
        var bytes = UnsafeByteOperations.unsafeWrap(slice.bytes(), slice.from(), slice.length());
        var input = bytes.newCodedInput();
        input.enableAliasing(true);
        input.setRecursionLimit(MAX_NESTING);
        try {
            if (bytes.size() > UNCOUNTED_BYTES) {
                count(bytes.newCodedInput(), kind, MAX_MESSAGES, 0);
            }
            var message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return message;
        } catch (IOException e) {
            throw new MalformedFrame(name + ": " + e.getMessage());
        }
    }

    /**
     * Before any of it is an object: an empty message is two bytes here and some hundred there.
     *
     * @param left how many messages there may still be
     * @return how many there may be after these
     */
    private static int count(CodedInputStream input, Descriptor kind, int left, int nesting)
            throws IOException {
        for (var tag = input.readTag(); tag != 0 && nesting < MAX_NESTING; tag = input.readTag()) {
            var field = kind.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null
                    || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                    || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                input.skipField(tag);
                continue;
            }
            if (left == 0) {
                throw new InvalidProtocolBufferException(
                        "more than " + MAX_MESSAGES + " messages in one");
            }
            var outer = input.pushLimit(input.readRawVarint32());
            left = count(input, field.getMessageType(), left - 1, nesting + 1);
            input.skipRawBytes(input.getBytesUntilLimit());
            input.popLimit(outer);
        }
        return left;
    }
}
