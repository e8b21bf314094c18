package dev.danmaku.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Each overlay of {@code deploy/k8s}: what it makes is what Kubernetes allows, and its parts fit each other and our settings. */
@RequiresKubectl
class KubernetesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-per-address"})
    void everyObjectIsWhatItsKindAllows(String overlay) throws Exception {
        var made = Kustomized.of(overlay);

        assertThat(made.objects()).hasSizeGreaterThan(15);
        for (var object : made.objects()) {
            assertThatCode(() -> StrictModels.read(object))
                    .as("%s %s", object.path("kind"), Kustomized.name(object))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whatNoKindAllowsIsFound() throws Exception {
        var made = Kustomized.of("production");
        var deployment = (ObjectNode) made.get("Deployment", "dispatcher");
        var scaled = (ObjectNode) made.get("ScaledObject", "worker-douyu");
        var rabbit = (ObjectNode) made.get("RabbitmqCluster", "rabbitmq");
        var container = (ObjectNode) Kustomized.container(deployment);

        assertRefused(deployment, () -> container.put("readOnlyRoot", true));
        container.remove("readOnlyRoot");
        assertRefused(deployment, () -> container.putObject("resources").put("requests", "much"));
        container.remove("resources");
        assertRefused(deployment, () -> ((ObjectNode) deployment.path("spec")).remove("selector"));
        assertRefused(scaled, () -> ((ObjectNode) scaled.path("spec")).put("coolDown", 5));
        ((ObjectNode) scaled.path("spec")).remove("coolDown");
        assertRefused(
                scaled,
                () -> ((ObjectNode) scaled.at(
                                "/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleUp"))
                        .put("stabilisationWindowSeconds", 5));
        var another = (ObjectNode) made.get("ScaledObject", "worker-kuaishou");
        assertRefused(
                another,
                () -> ((ObjectNode) another.at("/spec/triggers/0/metadata"))
                        .put("targetValue", 1000));
        assertRefused(rabbit, () -> ((ObjectNode) rabbit.path("spec")).put("size", 3));
        ((ObjectNode) rabbit.path("spec")).remove("size");
        assertRefused(
                rabbit,
                () -> ((ObjectNode) rabbit.at("/spec/override/statefulSet/spec/template/spec"))
                        .put("securityContexts", 3));
    }

    private static void assertRefused(JsonNode object, Runnable mistake) {
        assertThatCode(() -> StrictModels.read(object)).doesNotThrowAnyException();
        mistake.run();
        assertThatThrownBy(() -> StrictModels.read(object)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-per-address"})
    void rolesAreConfinedProbedAndBounded(String overlay) throws Exception {
        var made = Kustomized.of(overlay);

        made.workloads().forEach(workload -> {
            var pod = workload.at("/spec/template/spec");
            var container = Kustomized.container(workload);
            assertThat(pod.path("containers").size()).isEqualTo(1);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false))
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asString())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/requests/memory").asString())
                    .isNotEmpty()
                    .isEqualTo(container.at("/resources/limits/memory").asString());
            assertThat(container.at("/resources/requests/cpu").asString()).isNotEmpty();
            for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.has(probe)).as(probe).isTrue();
            }
            mountsAreThere(pod, container);
            if (Kustomized.name(workload).equals("redis")) {
                return;
            }
            assertThat(container.at("/livenessProbe/httpGet/path").asString())
                    .isEqualTo("/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asString())
                    .isEqualTo("/health/ready");
            assertThat(workload.at("/spec/template/metadata/annotations/prometheus.io~1port")
                            .asInt())
                    .isEqualTo(managementPort(made));
            assertThat(container.path("ports").valueStream())
                    .anyMatch(port -> port.path("name")
                                    .asString()
                                    .equals(container
                                            .at("/readinessProbe/httpGet/port")
                                            .asString())
                            && port.path("containerPort").asInt() == managementPort(made));
        });
    }

    private static int managementPort(Kustomized made) {
        return made.get("ConfigMap", "danmaku-settings")
                .at("/data/DANMAKU_MANAGEMENT_PORT")
                .asInt(-1);
    }

    private static void mountsAreThere(JsonNode pod, JsonNode container) {
        var volumes = names(pod.path("volumes"));
        if (pod.path("volumes").isMissingNode()) {
            return;
        }
        assertThat(names(container.path("volumeMounts"))).isEqualTo(volumes);
    }

    private static Set<String> names(JsonNode list) {
        return list.valueStream()
                .map(item -> item.path("name").asString())
                .collect(Collectors.toSet());
    }

    /** The very program reads them: a key that it does not know, or a value that it does not allow, would stop its start. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-per-address"})
    void theSettingsOfEachRoleAreThoseOfTheProgram(String overlay) throws Exception {
        var made = Kustomized.of(overlay);
        var roles = made.kind("Deployment").toList();

        assertThat(roles).hasSizeGreaterThanOrEqualTo(3);
        for (var role : roles) {
            var settings = RoleSettings.of(made, role, folder);
            assertThat(settings.redis().addresses().getFirst().toString()).isEqualTo("redis:6379");
            assertThat(settings.amqp().addresses().getFirst().toString())
                    .isEqualTo("rabbitmq:5672");
            assertThat(settings.given("danmaku.management.port")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production", "production-per-address"})
    void whatNamesAnotherFindsIt(String overlay) throws Exception {
        var made = Kustomized.of(overlay);
        var readme = Files.readString(Kustomized.FOLDER.resolve("README.md"));
        var pods = made.workloads()
                .map(workload -> workload.at("/spec/template/metadata/labels"))
                .toList();

        made.workloads()
                .forEach(workload -> assertThat(selects(
                                workload.at("/spec/selector/matchLabels"),
                                workload.at("/spec/template/metadata/labels")))
                        .isTrue());
        made.kind("PodDisruptionBudget")
                .forEach(budget -> assertThat(pods)
                        .as("pods of %s", Kustomized.name(budget))
                        .filteredOn(
                                labels -> selects(budget.at("/spec/selector/matchLabels"), labels))
                        .hasSize(1));
        made.kind("Service")
                .forEach(service -> assertThat(pods)
                        .filteredOn(labels -> selects(service.at("/spec/selector"), labels))
                        .hasSize(1));
        made.kind("NetworkPolicy")
                .filter(policy -> !Kustomized.name(policy).equals("rabbitmq"))
                .forEach(policy -> assertThat(pods)
                        .as("pods of policy %s", Kustomized.name(policy))
                        .anyMatch(labels ->
                                selects(policy.at("/spec/podSelector/matchLabels"), labels)));
        for (var secret : secrets(made)) {
            assertThat(readme).contains("`" + secret + "`");
        }
        var namespace = Kustomized.name(made.kind("Namespace").findFirst().orElseThrow());
        assertThat(made.objects().stream()
                        .filter(object -> !object.path("kind").asString().equals("Namespace")))
                .allMatch(object -> object.at("/metadata/namespace").asString().equals(namespace));
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.properties().stream()
                .allMatch(wanted -> labels.path(wanted.getKey()).equals(wanted.getValue()));
    }

    private static Set<String> secrets(Kustomized made) {
        var names = new HashSet<String>();
        made.workloads().forEach(workload -> {
            Kustomized.container(workload)
                    .path("env")
                    .forEach(variable ->
                            names.add(variable.at(RoleSettings.SECRET + "/name").asString("")));
            Kustomized.container(workload)
                    .path("envFrom")
                    .forEach(from -> names.add(from.at("/secretRef/name").asString("")));
            workload.at("/spec/template/spec/volumes")
                    .forEach(volume -> names.add(volume.at("/secret/secretName").asString("")));
        });
        names.remove("");
        assertThat(names).hasSizeGreaterThan(3);
        return names;
    }
}
