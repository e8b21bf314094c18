package dev.danmaku.simulator.douyu;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Walks packets by their lengths, however they are split or joined; hangs up where lengths make no sense. */
final class ClientMessageDecoder extends ByteToMessageDecoder {
    private static final Logger log = LoggerFactory.getLogger(ClientMessageDecoder.class);
    /** Kind and two zeros. */
    private static final int BEFORE_BODY = 4;

    /** Clients of live rooms say little. */
    private static final int MAX_LENGTH = 64 << 10;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < 2 * Integer.BYTES) {
            return;
        }
        var start = in.readerIndex();
        var length = in.getIntLE(start);
        if (length < Packet.AROUND_BODY
                || length > MAX_LENGTH
                || length != in.getIntLE(start + Integer.BYTES)) {
            log.debug("{} sent a packet of length {}", ctx.channel(), length);
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        if (in.readableBytes() < Integer.BYTES + length) {
            return;
        }
        var packet =
                in.readSlice(Integer.BYTES + length).skipBytes(2 * Integer.BYTES + BEFORE_BODY);
        var body = packet.readCharSequence(packet.readableBytes() - 1, StandardCharsets.UTF_8);
        out.add(ClientMessage.read(body.toString()));
    }
}
