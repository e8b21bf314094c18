package dev.danmaku.standalone.deploy;

import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Affinity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/**
 * Reads objects into the models of the Kubernetes API, which refuse a field that they do not know, a missing one that has to be there, and a
 * value of another type. KEDA and the RabbitMQ operator publish no such models: those fields of theirs that we use are written down here,
 * from their manuals, and what is Kubernetes' own within them is read by its models again.
 */
final class StrictModels {
    private static final Map<String, Class<?>> MODELS = Map.of(
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Namespace", V1Namespace.class,
            "v1 Secret", V1Secret.class,
            "v1 Service", V1Service.class,
            "v1 ServiceAccount", V1ServiceAccount.class,
            "apps/v1 Deployment", V1Deployment.class,
            "apps/v1 StatefulSet", V1StatefulSet.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private StrictModels() {}

    /** KEDA's {@code keda.sh/v1alpha1}. */
    record ScaledObject(String apiVersion, String kind, JsonNode metadata, Scaling spec) {}

    record Scaling(
            Target scaleTargetRef,
            int pollingInterval,
            int minReplicaCount,
            int maxReplicaCount,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String name) {}

    record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

    record HpaConfig(JsonNode behavior) {}

    record Trigger(String type, MetricsApi metadata) {}

    /** All of them texts: KEDA refuses numbers here. */
    record MetricsApi(String url, String format, String valueLocation, String targetValue) {}

    /** The operator's {@code rabbitmq.com/v1beta1}. */
    record RabbitmqCluster(String apiVersion, String kind, JsonNode metadata, Rabbitmq spec) {}

    record Rabbitmq(
            int replicas,
            Persistence persistence,
            JsonNode resources,
            Configuration rabbitmq,
            Overrides override,
            @Nullable JsonNode affinity) {}

    /** What the operator puts over its own StatefulSet. */
    record Overrides(SetPart statefulSet) {}

    record SetPart(SetSpec spec) {}

    record SetSpec(PodPart template) {}

    record PodPart(JsonNode spec) {}

    record Persistence(String storage) {}

    record Configuration(String additionalConfig) {}

    /** @throws RuntimeException if the object is not what its kind allows */
    static void read(JsonNode object) {
        var kind =
                object.path("apiVersion").asString() + " " + object.path("kind").asString();
        switch (kind) {
            case "keda.sh/v1alpha1 ScaledObject" -> {
                var read = scaledObject(object);
                model(read.metadata(), V1ObjectMeta.class);
                model(
                        read.spec().advanced().horizontalPodAutoscalerConfig().behavior(),
                        V2HorizontalPodAutoscalerBehavior.class);
            }
            case "rabbitmq.com/v1beta1 RabbitmqCluster" -> {
                var read = STRICT.treeToValue(object, RabbitmqCluster.class);
                model(read.metadata(), V1ObjectMeta.class);
                model(read.spec().resources(), V1ResourceRequirements.class);
                model(
                        read.spec().override().statefulSet().spec().template().spec(),
                        V1PodSpec.class);
                if (read.spec().affinity() != null) {
                    model(read.spec().affinity(), V1Affinity.class);
                }
            }
            default -> {
                var model = MODELS.get(kind);
                if (model == null) {
                    throw new IllegalArgumentException("there is no model of " + kind);
                }
                model(object, model);
            }
        }
    }

    static ScaledObject scaledObject(JsonNode object) {
        for (var trigger : object.at("/spec/triggers")) {
            for (var entry : trigger.path("metadata").properties()) {
                if (!entry.getValue().isString()) {
                    throw new IllegalArgumentException(entry.getKey() + " is no text");
                }
            }
        }
        return STRICT.treeToValue(object, ScaledObject.class);
    }

    private static void model(JsonNode object, Class<?> type) {
        JSON.getGson().fromJson(object.toString(), type);
    }
}
