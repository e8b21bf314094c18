package dev.danmaku.standalone.deploy;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.Objects;

/**
 * The scaling rule of {@code deploy/k8s}, read from its files.
 *
 * @param target slots that each worker has at least
 * @param drainSeconds what a worker that goes is given
 */
record ScalingRule(
        V2HorizontalPodAutoscalerBehavior behavior,
        int least,
        int most,
        double target,
        int drainSeconds) {

    static ScalingRule read() throws IOException {
        var rule = first("scaling/scaledobject.yaml").path("spec");
        return new ScalingRule(
                JSON.getGson()
                        .fromJson(
                                rule.at("/advanced/horizontalPodAutoscalerConfig/behavior")
                                        .toString(),
                                V2HorizontalPodAutoscalerBehavior.class),
                rule.path("minReplicaCount").asInt(),
                rule.path("maxReplicaCount").asInt(),
                Double.parseDouble(first("platforms/kuaishou/scaledobject.yaml")
                        .at("/spec/triggers/0/metadata/targetValue")
                        .asString()),
                first("worker/worker.yaml")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt());
    }

    private static JsonNode first(String file) throws IOException {
        return Kustomized.file(file).getFirst();
    }

    PodAutoscaler autoscaler(int replicas) {
        return new PodAutoscaler(behavior, least, most, target, replicas);
    }

    /** Within so many seconds no worker goes that came, and none comes that went. */
    int calmSeconds() {
        return Objects.requireNonNull(behavior.getScaleDown().getStabilizationWindowSeconds());
    }
}
