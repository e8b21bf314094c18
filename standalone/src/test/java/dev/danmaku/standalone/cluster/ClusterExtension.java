package dev.danmaku.standalone.cluster;

import dev.danmaku.testing.servers.SharedServers;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes a test its cluster, closes it whatever happens, and has it tell what it saw when the test failed. */
final class ClusterExtension implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace STORE = Namespace.create(ClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // the store closes it after the test
        return context.getStore(STORE)
                .computeIfAbsent(
                        Cluster.class,
                        key -> Cluster.on(SharedServers.redis(), SharedServers.rabbit()),
                        Cluster.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        var cluster = context.getStore(STORE).get(Cluster.class, Cluster.class);
        if (cluster != null) {
            context.getExecutionException()
                    .ifPresent(failure -> failure.addSuppressed(
                            new WhatTheClusterSaw(ClusterReport.of(cluster))));
        }
    }

    /** Stands in the failure's own text. */
    private static final class WhatTheClusterSaw extends RuntimeException {
        WhatTheClusterSaw(String report) {
            super(report, null, false, false);
        }
    }
}
