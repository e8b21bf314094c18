package dev.danmaku.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The program's settings as a role of an overlay gets them from its environment. */
final class RoleSettings {
    static final String SECRET = "/valueFrom/secretKeyRef";
    private static final String OURS = "DANMAKU_";

    private RoleSettings() {}

    /** @param folder for files that a role reads */
    static Settings of(Kustomized made, JsonNode role, Path folder)
            throws IOException, BadSettings {
        var environment = new LinkedHashMap<String, String>();
        for (var from : Kustomized.container(role).path("envFrom")) {
            var map = from.at("/configMapRef/name");
            if (!map.isMissingNode()) {
                made.get("ConfigMap", map.asString())
                        .path("data")
                        .forEachEntry((name, value) -> environment.put(name, value.asString()));
            }
        }
        for (var variable : Kustomized.container(role).path("env")) {
            environment.put(
                    variable.path("name").asString(), value(made, variable, environment, folder));
        }
        environment.keySet().removeIf(name -> !name.startsWith(OURS));
        return Settings.load(Map.of(), environment, null, folder);
    }

    /** As Kubernetes puts them together: a variable may name those before it. */
    private static String value(
            Kustomized made, JsonNode variable, Map<String, String> before, Path folder)
            throws IOException {
        if (variable.path("name").asString().endsWith("_FILE")) {
            return Files.writeString(folder.resolve("token"), "a-token-of-some-length")
                    .toString();
        }
        var secret = variable.at(SECRET);
        if (!secret.isMissingNode()) {
            return secret(made, secret);
        }
        var value = variable.path("value").asString();
        for (var known : before.entrySet()) {
            value = value.replace("$(" + known.getKey() + ")", known.getValue());
        }
        assertThat(value).as("%s names what is not there yet", variable).doesNotContain("$(");
        return value;
    }

    private static String secret(Kustomized made, JsonNode reference) {
        var name = reference.path("name").asString();
        var key = reference.path("key").asString();
        var inOverlay = made.kind("Secret")
                .filter(secret -> Kustomized.name(secret).equals(name))
                .findFirst();
        if (inOverlay.isPresent()) {
            assertThat(inOverlay.get().path("data").has(key)).isTrue();
            return "";
        }
        return key.equals("url") ? "postgresql://db.example/danmaku" : "secret";
    }
}
