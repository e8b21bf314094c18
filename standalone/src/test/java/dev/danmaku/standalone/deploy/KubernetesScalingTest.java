package dev.danmaku.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Workers of each overlay of {@code deploy/k8s} that come and go: their rooms have the time to move, and the autoscaler counts right. */
@RequiresKubectl
class KubernetesScalingTest {
    /** Beyond the time for drains: for the last events, and the good-byes. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(25);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-per-address"})
    void aWorkerHasTheTimeForItsDrain(String overlay) throws Exception {
        var made = Kustomized.of(overlay);
        for (var worker : workers(made)) {
            var settings = RoleSettings.of(made, worker, folder);
            var grace = settings.worker().shutdownGrace();
            var given = Duration.ofSeconds(
                    worker.at("/spec/template/spec/terminationGracePeriodSeconds")
                            .asInt());
            assertThat(given).isGreaterThanOrEqualTo(grace.plus(LAST_MOMENTS));

            // with one other worker that takes its rooms, at its pace
            for (var platform : settings.worker().platforms()) {
                var pace = switch (platform) {
                    case KUAISHOU -> settings.platforms().kuaishou().shared();
                    case DOUYU -> settings.platforms().douyu().shared();
                    case BILIBILI -> settings.platforms().bilibili().shared();
                };
                assertThat(settings.worker().slots().min() / pace.connectsPerSecond())
                        .as("%s: seconds to hand its rooms over", platform)
                        .isLessThanOrEqualTo(grace.toSeconds());
            }
        }
    }

    private static List<JsonNode> workers(Kustomized made) {
        var workers = made.kind("Deployment")
                .filter(deployment -> Kustomized.name(deployment).startsWith("worker"))
                .toList();
        assertThat(workers).isNotEmpty();
        return workers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "production-per-address"})
    void theAutoscalerCountsOnTheSlotsThatEachWorkerHas(String overlay) throws Exception {
        var made = Kustomized.of(overlay);
        var scaled = made.kind("ScaledObject").map(StrictModels::scaledObject).toList();

        assertThat(scaled).hasSize(workers(made).size());
        for (var rule : scaled) {
            var worker = made.get("Deployment", rule.spec().scaleTargetRef().name());
            var settings = RoleSettings.of(made, worker, folder);
            var trigger = rule.spec().triggers().getFirst();
            var platform = settings.worker().platforms().iterator().next();
            assertThat(settings.worker().platforms()).hasSize(1);
            assertThat(rule.spec().triggers()).hasSize(1);
            assertThat(trigger.type()).isEqualTo("metrics-api");
            assertThat(trigger.metadata().format()).isEqualTo("prometheus");
            assertThat(trigger.metadata().valueLocation())
                    .isEqualTo("danmaku_scale_rooms{platform=\"" + platform.label() + "\"}");
            assertThat(trigger.metadata().targetValue())
                    .isEqualTo(String.valueOf(settings.worker().slots().min()));
            assertThat(worker.path("spec").has("replicas"))
                    .as("an apply would undo what the autoscaler did")
                    .isFalse();
            assertThatADispatcherAnswers(made, URI.create(trigger.metadata().url()));
            assertThatDrainsDoNotOverlap(rule, worker);
        }
    }

    private static void assertThatADispatcherAnswers(Kustomized made, URI url) {
        var service = made.get("Service", "dispatcher");
        var namespace = service.at("/metadata/namespace").asString();
        assertThat(url.getHost()).isEqualTo("dispatcher." + namespace + ".svc.cluster.local");
        assertThat(url.getPort()).isEqualTo(service.at("/spec/ports/0/port").asInt());
        assertThat(url.getPath()).isEqualTo("/metrics");
    }

    private static void assertThatDrainsDoNotOverlap(
            StrictModels.ScaledObject rule, JsonNode worker) {
        var policy = rule.spec()
                .advanced()
                .horizontalPodAutoscalerConfig()
                .behavior()
                .at("/scaleDown/policies/0");
        assertThat(policy.path("type").asString()).isEqualTo("Pods");
        assertThat(policy.path("value").asInt()).isEqualTo(1);
        assertThat(policy.path("periodSeconds").asInt())
                .isGreaterThanOrEqualTo(
                        worker.at("/spec/template/spec/terminationGracePeriodSeconds")
                                .asInt());
    }

    @Test
    void oneWorkerForEachAddressMeansOneForEachNode() throws Exception {
        var made = Kustomized.of("production-per-address");
        var worker = made.get("Deployment", "worker-bilibili");
        var settings = RoleSettings.of(made, worker, folder);

        var rule = worker.at(
                "/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0");
        assertThat(rule.path("topologyKey").asString()).isEqualTo("kubernetes.io/hostname");
        var labels = worker.at("/spec/template/metadata/labels");
        rule.at("/labelSelector/matchLabels")
                .forEachEntry((name, value) -> assertThat(labels.path(name)).isEqualTo(value));
        assertThat(settings.platforms().bilibili().shared().maxConnections())
                .isGreaterThan(settings.worker().slots().max());
        assertThat(worker.at("/spec/strategy/rollingUpdate/maxSurge").asInt(-1)).isZero();
    }
}
