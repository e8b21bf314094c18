package dev.danmaku.console.who;

import dev.danmaku.console.web.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** People with passwords: a line each, {@code name:role:digest}. Read again when it changes. */
public final class UsersFile {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final long MAX_BYTES = 1 << 20;
    private static final PasswordDigest NOBODY = PasswordDigest.ofNobody();

    private final Path file;
    private FileTime readAt = FileTime.fromMillis(0);
    private Map<String, Person> people = Map.of();

    private record Person(Role role, PasswordDigest digest) {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it cannot be read, or a line is wrong
     */
    UsersFile(Path file) {
        this.file = file;
        try {
            readIfChanged();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the users-file %s cannot be read: %s".formatted(file, e), e);
        }
    }

    /**
     * A line for the file.
     *
     * @throws IllegalArgumentException if the name or the password cannot be one
     */
    public static String line(String name, Role role, String password) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a user's name has 1 to 64 letters, digits or . _ @ -");
        }
        if (password.length() < 8 || password.length() > MAX_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has from 8 to %d characters".formatted(MAX_PASSWORD));
        }
        return "%s:%s:%s"
                .formatted(name, role.label(), PasswordDigest.of(password).text());
    }

    static final int MAX_PASSWORD = 200;

    /** The role of whoever has this name and password. Takes the same time whether there is such a name or not. */
    synchronized Optional<Role> find(String name, String password) {
        try {
            readIfChanged();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.warn("the users-file is as it was before: {}", e.getMessage());
        }
        var person = people.get(name);
        var right = (person == null ? NOBODY : person.digest()).matches(password);
        return right && person != null ? Optional.of(person.role()) : Optional.empty();
    }

    /** Whether this person is still one with this role. */
    synchronized boolean has(String name, Role role) {
        var person = people.get(name);
        return person != null && person.role() == role;
    }

    private void readIfChanged() throws IOException {
        var changed = Files.getLastModifiedTime(file);
        if (changed.equals(readAt)) {
            return;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("it has at most %d bytes".formatted(MAX_BYTES));
        }
        var read = new LinkedHashMap<String, Person>();
        var number = 0;
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(read, line.strip(), number);
            }
        }
        people = Map.copyOf(read);
        readAt = changed;
    }

    private void add(Map<String, Person> read, String line, int number) {
        var parts = line.split(":", 3);
        try {
            if (parts.length != 3 || !NAME.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException("a line is name:role:digest");
            }
            var role = Role.find(parts[1])
                    .orElseThrow(() -> new IllegalArgumentException("a role is look or operate"));
            if (read.put(parts[0], new Person(role, PasswordDigest.parse(parts[2]))) != null) {
                throw new IllegalArgumentException("this name stands there twice");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line %d of the users-file %s: %s; `danmaku console-user` prints one"
                            .formatted(number, file, e.getMessage()),
                    e);
        }
    }
}
