package dev.danmaku.simulator;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.bilibili.BilibiliSite;
import dev.danmaku.simulator.control.ControlApi;
import dev.danmaku.simulator.douyu.DouyuSite;
import dev.danmaku.simulator.kuaishou.KuaishouSite;
import dev.danmaku.simulator.net.Control;
import dev.danmaku.simulator.net.Loops;
import dev.danmaku.simulator.net.OpenSite;
import dev.danmaku.simulator.net.Site;
import dev.danmaku.simulator.net.Whereabouts;
import dev.danmaku.simulator.room.Home;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.simulator.script.ScriptRun;

import io.netty.util.concurrent.EventExecutor;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A running simulator: each platform on ports of its own, the control API on the first. */
public final class Simulator implements AutoCloseable {
    private final String host;
    private final Loops loops;
    private final List<OpenSite> sites = new CopyOnWriteArrayList<>();
    private final List<ScriptRun> runs = new CopyOnWriteArrayList<>();

    private Simulator(String host, Loops loops) {
        this.host = host;
        this.loops = loops;
    }

    /** @throws IOException if a port cannot be bound */
    public static Simulator start(SimulatorOptions options) throws IOException {
        return start(options, InstantSource.system());
    }

    /**
     * @param clock the platforms' wall clock; intervals and limits go by the system's own
     * @throws IOException if a port cannot be bound
     */
    public static Simulator start(SimulatorOptions options, InstantSource clock)
            throws IOException {
        var simulator = new Simulator(options.host(), Loops.start(options.threads()));
        try {
            simulator.open(options, clock);
            return simulator;
        } catch (IOException | RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    /** The first port, with the control API, comes last: who asks it finds all platforms. */
    private void open(SimulatorOptions options, InstantSource clock) throws IOException {
        var douyu = options.douyu();
        sites.add(OpenSite.open(
                loops,
                host,
                douyu.httpPort(),
                DouyuSite.on(
                        homes(douyu.flushInterval()),
                        douyu,
                        options.idleInterval(),
                        options.seed(),
                        clock),
                Control.NONE));
        var bilibili = BilibiliSite.on(
                homes(options.pushInterval()),
                options.bilibili(),
                options.pushInterval(),
                options.idleInterval(),
                options.seed(),
                clock);
        bilibili.tellStops(loops.group());
        sites.add(
                OpenSite.open(loops, host, options.bilibili().httpPort(), bilibili, Control.NONE));
        var kuaishou = KuaishouSite.on(
                homes(options.pushInterval()),
                options.kuaishou(),
                options.pushInterval(),
                options.idleInterval(),
                options.seed(),
                clock);
        var platforms = new LinkedHashMap<Platform, SimulatedPlatform>();
        platforms.put(Platform.KUAISHOU, kuaishou.platform());
        sites.forEach(open ->
                platforms.put(open.site().platform().platform(), open.site().platform()));
        var control = new ControlApi(platforms, authority -> settings(kuaishou, authority), clock);
        sites.add(0, OpenSite.open(loops, host, options.port(), kuaishou, control));
    }

    private List<Home> homes(Duration interval) {
        var homes = new ArrayList<Home>();
        for (EventExecutor loop : loops.group()) {
            homes.add(new Home(loop, interval));
        }
        return homes;
    }

    /** The first port. */
    public int port() {
        return sites.getFirst().httpPort();
    }

    /** Where Kuaishou and the control API are, e.g. {@code http://127.0.0.1:40123}. */
    public String url() {
        return "http://" + host + ":" + port();
    }

    /** The settings that point a cluster's platforms at this simulator. */
    public Map<String, String> settings() {
        return settings(sites.getFirst().site(), host + ":" + port());
    }

    /** @param authority host and port by which the cluster calls the first site */
    private Map<String, String> settings(Site first, String authority) {
        var hostName = authority.replaceFirst(":[0-9]+$", "");
        var settings = new LinkedHashMap<>(first.settings(new Whereabouts(authority, "")));
        sites.stream()
                .filter(open -> open.site() != first)
                .forEach(open -> settings.putAll(open.settings(hostName)));
        return settings;
    }

    public SimulatedPlatform kuaishou() {
        return simulated(Platform.KUAISHOU);
    }

    public SimulatedPlatform bilibili() {
        return simulated(Platform.BILIBILI);
    }

    public SimulatedPlatform douyu() {
        return simulated(Platform.DOUYU);
    }

    /** The platform, if it is simulated. */
    public Optional<SimulatedPlatform> platform(Platform platform) {
        return sites.stream()
                .map(open -> open.site().platform())
                .filter(simulated -> simulated.platform() == platform)
                .findFirst();
    }

    private SimulatedPlatform simulated(Platform platform) {
        return platform(platform)
                .orElseThrow(
                        () -> new IllegalStateException(platform.label() + " is not simulated"));
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
        sites.forEach(OpenSite::close);
        loops.stop();
    }
}
