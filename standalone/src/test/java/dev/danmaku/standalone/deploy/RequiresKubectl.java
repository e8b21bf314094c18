package dev.danmaku.standalone.deploy;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test needs {@code kubectl}, for its kustomize: skipped with a reason where there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresKubectl.Condition.class)
@interface RequiresKubectl {

    /** As the annotation says. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Kustomized.kubectl().isPresent()
                    ? ConditionEvaluationResult.enabled("there is a kubectl")
                    : ConditionEvaluationResult.disabled(
                            "no kubectl is installed (Debian: apt install kubernetes-client)");
        }
    }
}
