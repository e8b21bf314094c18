package dev.danmaku.standalone.deploy;

import io.kubernetes.client.openapi.models.V2HPAScalingPolicy;
import io.kubernetes.client.openapi.models.V2HPAScalingRules;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The horizontal pod autoscaler as Kubernetes' manual describes it, for one external metric with an average value, which is what KEDA makes
 * of a trigger: the ratio's tolerance, the stabilisation of what was recommended lately, and the policies that bound each change.
 */
final class PodAutoscaler {
    /** Between two looks, as Kubernetes has it unless told. */
    static final int SYNC_SECONDS = 15;

    private static final double TOLERANCE = 0.1;
    private static final double WHOLE = 100;

    private final V2HorizontalPodAutoscalerBehavior behavior;
    private final int least;
    private final int most;
    private final double target;
    private final Deque<Moment> recommended = new ArrayDeque<>();
    private final List<Moment> changes = new ArrayList<>();
    private int replicas;

    /** A number at a time: replicas that were recommended, or how many came, or went where it is below 0. */
    record Moment(int second, int number) {}

    PodAutoscaler(
            V2HorizontalPodAutoscalerBehavior behavior,
            int least,
            int most,
            double target,
            int replicas) {
        this.behavior = behavior;
        this.least = least;
        this.most = most;
        this.target = target;
        this.replicas = replicas;
    }

    int replicas() {
        return replicas;
    }

    /** All that was changed. */
    List<Moment> changes() {
        return changes;
    }

    /** @param metric empty where it cannot be read: then nothing changes */
    void sync(int second, OptionalDouble metric) {
        if (metric.isEmpty()) {
            return;
        }
        var next = bounded(second, stabilized(second, recommend(metric.getAsDouble())));
        if (next != replicas) {
            changes.add(new Moment(second, next - replicas));
            replicas = next;
        }
    }

    private int recommend(double metric) {
        var ratio = metric / (target * replicas);
        var wanted = Math.abs(ratio - 1) <= TOLERANCE ? replicas : (int) Math.ceil(metric / target);
        return Math.clamp(wanted, least, most);
    }

    /** Up to the lowest that was recommended within the one window, down to the highest within the other. */
    private int stabilized(int second, int wanted) {
        var up = window(behavior.getScaleUp());
        var down = window(behavior.getScaleDown());
        recommended.add(new Moment(second, wanted));
        recommended.removeIf(moment -> second - moment.second() > Math.max(up, down));
        var lowest = recommended.stream()
                .filter(moment -> moment.second() == second || second - moment.second() < up)
                .mapToInt(Moment::number)
                .min()
                .orElse(wanted);
        var highest = recommended.stream()
                .filter(moment -> moment.second() == second || second - moment.second() < down)
                .mapToInt(Moment::number)
                .max()
                .orElse(wanted);
        return replicas < lowest ? lowest : Math.min(replicas, highest);
    }

    private static int window(V2HPAScalingRules rules) {
        return Objects.requireNonNull(rules.getStabilizationWindowSeconds());
    }

    private int bounded(int second, int wanted) {
        if (wanted > replicas) {
            var limit = limits(behavior.getScaleUp(), policy -> {
                        var before = atTheBeginning(second, policy);
                        return isPods(policy)
                                ? before + policy.getValue()
                                : (int) Math.ceil(before * (1 + policy.getValue() / WHOLE));
                    })
                    .max()
                    .orElseThrow();
            return Math.min(wanted, Math.max(replicas, limit));
        }
        if (wanted < replicas) {
            var limit = limits(behavior.getScaleDown(), policy -> {
                        var before = atTheBeginning(second, policy);
                        return isPods(policy)
                                ? before - policy.getValue()
                                : (int) (before * (1 - policy.getValue() / WHOLE));
                    })
                    .min()
                    .orElseThrow();
            return Math.max(wanted, Math.min(replicas, limit));
        }
        return replicas;
    }

    private static IntStream limits(
            V2HPAScalingRules rules, ToIntFunction<V2HPAScalingPolicy> limit) {
        if (!"Max".equals(rules.getSelectPolicy())) {
            throw new IllegalArgumentException("only the policy that changes most is modelled");
        }
        return rules.getPolicies().stream().mapToInt(limit);
    }

    private static boolean isPods(V2HPAScalingPolicy policy) {
        return policy.getType().equals("Pods");
    }

    /** How many there were when the policy's period began. */
    private int atTheBeginning(int second, V2HPAScalingPolicy policy) {
        return replicas
                - changes.stream()
                        .filter(change -> second - change.second() < policy.getPeriodSeconds())
                        .mapToInt(Moment::number)
                        .sum();
    }
}
