package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.WireFrame;

import io.netty.buffer.ByteBufUtil;

import org.junit.jupiter.api.AfterEach;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes of one room. */
abstract class SpokenBytes {
    static final String ROOM = "9999";
    static final long TIME = 1_790_814_385_555L;

    final DouyuWire wire = new DouyuWire(new Content(1));
    final List<WireFrame> toRelease = new ArrayList<>();

    @AfterEach
    void release() {
        toRelease.forEach(WireFrame::release);
    }

    List<WireFrame> kept(List<WireFrame> frames) {
        toRelease.addAll(frames);
        return frames;
    }

    static List<String> bodies(List<WireFrame> frames) {
        var all = new ByteArrayOutputStream();
        frames.forEach(frame -> all.writeBytes(message(frame)));
        return DouyuGuest.bodies(all.toByteArray());
    }

    /** What a frame carries, as TCP gets it. */
    static byte[] message(WireFrame frame) {
        return ByteBufUtil.getBytes(frame.stream());
    }
}
