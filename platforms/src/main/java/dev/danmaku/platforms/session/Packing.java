package dev.danmaku.platforms.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;

/** What the channel takes for one frame. */
enum Packing {
    WEBSOCKET {
        @Override
        Object pack(byte[] frame) {
            return new BinaryWebSocketFrame(wrap(frame));
        }
    },
    TCP {
        @Override
        Object pack(byte[] frame) {
            return wrap(frame);
        }
    };

    abstract Object pack(byte[] frame);

    private static ByteBuf wrap(byte[] frame) {
        return Unpooled.wrappedBuffer(frame);
    }
}
