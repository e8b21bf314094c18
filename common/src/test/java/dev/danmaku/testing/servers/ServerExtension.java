package dev.danmaku.testing.servers;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.Optional;
import java.util.function.Supplier;

/** What the two annotations do; a subclass says for which server. */
class ServerExtension<S> implements ExecutionCondition, ParameterResolver, BeforeEachCallback {
    private final Class<S> type;
    private final Supplier<Optional<String>> obstacle;
    private final Supplier<S> shared;
    private final Runnable resetShared;

    ServerExtension(
            Class<S> type,
            Supplier<Optional<String>> obstacle,
            Supplier<S> shared,
            Runnable resetShared) {
        this.type = type;
        this.obstacle = obstacle;
        this.shared = shared;
        this.resetShared = resetShared;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var found = obstacle.get();
        if (found.isEmpty()) {
            return ConditionEvaluationResult.enabled(type.getSimpleName() + " can be started");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new ExtensionConfigurationException("CI must run this test, but " + found.get());
        }
        return ConditionEvaluationResult.disabled(found.get());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public S resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared.get();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        resetShared.run();
    }
}
