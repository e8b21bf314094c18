package dev.danmaku.simulator;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.control.ControlApi;
import dev.danmaku.simulator.kuaishou.KuaishouSite;
import dev.danmaku.simulator.net.HttpPort;
import dev.danmaku.simulator.net.Loops;
import dev.danmaku.simulator.room.Home;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.simulator.script.ScriptRun;

import io.netty.util.concurrent.EventExecutor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A running simulator: all simulated platforms on one port. */
public final class Simulator implements AutoCloseable {
    private final String host;
    private final Loops loops;
    private final SimulatedPlatform kuaishou;
    private final HttpPort port;
    private final List<ScriptRun> runs = new CopyOnWriteArrayList<>();

    private Simulator(String host, Loops loops, SimulatedPlatform kuaishou, HttpPort port) {
        this.host = host;
        this.loops = loops;
        this.kuaishou = kuaishou;
        this.port = port;
    }

    /** @throws IOException if the port cannot be bound */
    public static Simulator start(SimulatorOptions options) throws IOException {
        return start(options, InstantSource.system());
    }

    /**
     * @param clock the platforms' wall clock; intervals and limits go by the system's own
     * @throws IOException if the port cannot be bound
     */
    public static Simulator start(SimulatorOptions options, InstantSource clock)
            throws IOException {
        var loops = Loops.start(options.threads());
        try {
            var homes = new ArrayList<Home>();
            for (EventExecutor loop : loops.group()) {
                homes.add(new Home(loop, options.pushInterval()));
            }
            var site = KuaishouSite.on(
                    homes,
                    options.kuaishou(),
                    options.pushInterval(),
                    options.idleInterval(),
                    options.seed(),
                    clock);
            var control = new ControlApi(
                    Map.of(Platform.KUAISHOU, site.platform()), KuaishouSite::settings, clock);
            var address = new InetSocketAddress(options.host(), options.port());
            var port = HttpPort.open(loops, address, List.of(site), control);
            return new Simulator(options.host(), loops, site.platform(), port);
        } catch (IOException | RuntimeException e) {
            loops.stop();
            throw e;
        }
    }

    public int port() {
        return port.port();
    }

    /** Where all of it is, e.g. {@code http://127.0.0.1:40123}. */
    public String url() {
        return "http://" + host + ":" + port();
    }

    /** The settings that point a cluster's platforms at this simulator. */
    public Map<String, String> settings() {
        return KuaishouSite.settings(url());
    }

    public SimulatedPlatform kuaishou() {
        return kuaishou;
    }

    /** The platform, if it is simulated. */
    public Optional<SimulatedPlatform> platform(Platform platform) {
        return switch (platform) {
            case KUAISHOU -> Optional.of(kuaishou);
            case DOUYU, BILIBILI -> Optional.empty();
        };
    }

    /** Makes the script's rooms and sets its steps off; closing the simulator ends it. */
    public ScriptRun run(Script script) {
        var run = ScriptRun.start(script, this::platform, loops.group());
        runs.add(run);
        return run;
    }

    /** Closes every socket, without a word, and gives the port back. Closing twice is fine. */
    @Override
    public void close() {
        runs.forEach(ScriptRun::close);
        port.close();
        loops.stop();
    }
}
