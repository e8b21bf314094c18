package dev.danmaku.standalone;

import java.util.List;

/** {@code danmaku}: finds the subcommand and ends with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var stop = StopSignal.ofThisProcess();
        var arguments = Arguments.parse(List.of(args));
        var shell = Shell.ofThisProcess(arguments.settings(), stop);
        System.exit(Danmaku.run(shell, arguments.rest()));
    }
}
