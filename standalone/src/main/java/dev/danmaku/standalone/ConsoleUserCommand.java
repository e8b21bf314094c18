package dev.danmaku.standalone;

import dev.danmaku.console.web.Role;
import dev.danmaku.console.who.UsersFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Makes a line of the console's users' file. */
@Command(
        name = "console-user",
        description = {
            "Reads a password from standard input, and prints a line for the file that danmaku.console.users-file names.",
            "The line holds a salted digest: the password is not found in it."
        },
        footer = {"", "Exit codes: 0 printed; 2 wrong usage."})
final class ConsoleUserCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "Letters, digits and . _ @ -.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "look, or operate (look and change things). Default: ${DEFAULT-VALUE}.",
            defaultValue = "look")
    private Role role = Role.LOOK;

    ConsoleUserCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        shell.err().println("password:");
        var input = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
        var password = input.readLine();
        shell.out().println(UsersFile.line(name, role, password == null ? "" : password));
        return Exit.OK;
    }
}
