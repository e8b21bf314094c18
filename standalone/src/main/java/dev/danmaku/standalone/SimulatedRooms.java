package dev.danmaku.standalone;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.script.Script;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Flags that say what simulated rooms are like. */
final class SimulatedRooms {
    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1",
            description =
                    "Chats, likes and gifts a second in each simulated room. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--platforms",
            paramLabel = "P[,P]",
            split = ",",
            defaultValue = "kuaishou",
            converter = ByName.class,
            description =
                    "Whose rooms are simulated, evenly: kuaishou, douyu, bilibili. Default: ${DEFAULT-VALUE}")
    private List<Platform> platforms = new ArrayList<>();

    /** The ids of so many rooms. */
    List<RoomId> ids(int count) {
        return Script.roomIds(EnumSet.copyOf(platforms), count);
    }

    Script script(int count) {
        return Script.lively(ids(count), rate);
    }

    static final class ByName implements ITypeConverter<Platform> {
        @Override
        public Platform convert(String name) {
            try {
                return RoomId.parsePlatform(name.strip());
            } catch (BadRoomId e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
