package dev.danmaku.standalone.page;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.Optional;

/**
 * One cluster and one browser for all tests of this package, made when the first asks for them, closed with the last test of all. In
 * between, other packages' tests have the machine: its rooms are quiet.
 */
final class Stage implements ParameterResolver, BeforeAllCallback, AfterAllCallback {
    private static final Namespace HERE = Namespace.create(Stage.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster(context).ifPresent(cluster -> cluster.lively(true));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        cluster(context).ifPresent(cluster -> cluster.lively(false));
    }

    private static Optional<Watched> cluster(ExtensionContext context) {
        return Optional.ofNullable(store(context).get(Watched.class, Watched.class));
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(HERE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Watched.class || type == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Watched.class
                ? store(context)
                        .computeIfAbsent(Watched.class, type -> Watched.start(), Watched.class)
                : store(context)
                        .computeIfAbsent(Chromium.class, type -> Chromium.start(), Chromium.class);
    }
}
