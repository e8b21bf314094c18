package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Setting;
import dev.danmaku.config.SettingTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Map;
import java.util.concurrent.Callable;

/** Lists the settings there are, as a file of settings to begin with, or those in force. */
@Command(
        name = "settings",
        description = "Lists all settings with their defaults, in the shape of a danmaku.yml.",
        footer = {"", "Exit codes: 0 listed; 2 wrong usage or settings."})
final class SettingsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SettingFlags flags = new SettingFlags();

    @Option(
            names = "--effective",
            description =
                    "List what is in force here, with its source, after checking it. Secrets are masked.")
    private boolean effective;

    SettingsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        if (effective) {
            for (var setting : flags.load(shell, Map.of()).effective()) {
                shell.out()
                        .println("%s: %s # %s"
                                .formatted(
                                        setting.key(),
                                        setting.text(),
                                        setting.source().orElse("default")));
            }
        } else {
            SettingTable.all().forEach(this::print);
        }
        return Exit.OK;
    }

    private void print(Setting<?> setting) {
        shell.out().println("""
                # %s; %s
                # %s: %s
                """.formatted(
                        setting.doc(),
                        setting.shape().allowed(),
                        setting.key(),
                        setting.printedFallback()));
    }
}
