package dev.danmaku.standalone.management;

import dev.danmaku.standalone.management.Sign.Weight;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** How a process is: what its roles tell, put together. */
final class Health {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Signs> roles = new CopyOnWriteArrayList<>();

    /** One more role is started and tells. */
    void add(Signs signs) {
        roles.add(signs);
    }

    /** All signs, at this moment. */
    List<Sign> signs() {
        return roles.stream().flatMap(role -> role.now().stream()).toList();
    }

    /** Whether a restart would do no good. A process that is still starting lives. */
    boolean live() {
        return live(signs());
    }

    /** Whether everything is up and can do its work. */
    boolean ready() {
        return ready(signs());
    }

    private static boolean live(List<Sign> signs) {
        return signs.stream().noneMatch(sign -> sign.weight() == Weight.LIFE && !sign.good());
    }

    private static boolean ready(List<Sign> signs) {
        return !signs.isEmpty() && signs.stream().allMatch(Sign::good);
    }

    /** {@code {"live":true,"ready":false,"draining":true,"signs":[{"role","name","good","detail"},...]}}. */
    String json() {
        var signs = signs();
        var json = JSON.createObjectNode()
                .put("live", live(signs))
                .put("ready", ready(signs))
                .put("draining", draining(signs));
        var list = json.putArray("signs");
        for (var sign : signs) {
            list.addObject()
                    .put("role", sign.role())
                    .put("name", sign.name())
                    .put("good", sign.good())
                    .put("detail", sign.detail());
        }
        return JSON.writeValueAsString(json);
    }

    private static boolean draining(List<Sign> signs) {
        return signs.stream().anyMatch(sign -> sign.name().equals(Names.DRAIN) && !sign.good());
    }
}
