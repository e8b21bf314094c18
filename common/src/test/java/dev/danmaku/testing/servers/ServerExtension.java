package dev.danmaku.testing.servers;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.Optional;

/** What the two annotations do; a subclass says for which server. */
abstract class ServerExtension<S>
        implements ExecutionCondition, ParameterResolver, BeforeEachCallback {
    private final Class<S> type;

    ServerExtension(Class<S> type) {
        this.type = type;
    }

    abstract Optional<String> obstacle();

    abstract S shared();

    abstract void resetShared();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var obstacle = obstacle();
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled(type.getSimpleName() + " can be started");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new ExtensionConfigurationException(
                    "CI must run this test, but " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled(obstacle.get());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public S resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        resetShared();
    }
}
