package dev.danmaku.config;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Settings in a YAML file: nested or with dotted keys, lists as lists or comma-separated. */
final class FileSource {
    private static final long MAX_BYTES = 1_048_576;
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private FileSource() {}

    /** What the file says; what is wrong with it goes to {@code mistakes}. */
    static SettingSource read(Path file, List<String> mistakes) {
        var texts = new LinkedHashMap<String, String>();
        var name = String.valueOf(file);
        try {
            if (!Files.isRegularFile(file)) {
                mistakes.add("%s: there is no such file of settings".formatted(name));
            } else if (Files.size(file) > MAX_BYTES) {
                mistakes.add(
                        "%s: a file of settings has at most %d bytes".formatted(name, MAX_BYTES));
            } else {
                flatten("", YAML.readTree(Files.readAllBytes(file)), name, texts, mistakes);
            }
        } catch (JacksonException e) {
            var at = e.getLocation() == null
                    ? ""
                    : " (line %d)".formatted(e.getLocation().getLineNr());
            mistakes.add("%s: this is no YAML%s: %s"
                    .formatted(name, at, firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            mistakes.add("%s: the file of settings cannot be read (%s)"
                    .formatted(name, e.getClass().getSimpleName()));
        }
        return new SettingSource(name, texts);
    }

    private static void flatten(
            String key,
            JsonNode node,
            String name,
            Map<String, String> texts,
            List<String> mistakes) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                            entry.getValue(),
                            name,
                            texts,
                            mistakes));
        } else if (key.isEmpty() && !node.isMissingNode() && !node.isNull()) {
            mistakes.add(
                    "%s: a file of settings holds keys and values, such as danmaku.worker.slots: 100"
                            .formatted(name));
        } else if (!key.isEmpty() && texts.put(key, text(node)) != null) {
            mistakes.add("%s (%s): it is given twice".formatted(key, name));
        }
    }

    private static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.isNull() ? "" : node.asString();
        }
        var items = new StringJoiner(",");
        node.forEach(item -> items.add(item.isValueNode() ? item.asString() : item.toString()));
        return items.toString();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
