package dev.danmaku.standalone.page;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster and one browser for all tests of this package, made when the first asks for them, closed with the last. */
final class Stage implements ParameterResolver {
    private static final Namespace HERE = Namespace.create(Stage.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Watched.class || type == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(HERE);
        return parameter.getParameter().getType() == Watched.class
                ? store.computeIfAbsent(Watched.class, type -> Watched.start(), Watched.class)
                : store.computeIfAbsent(Chromium.class, type -> Chromium.start(), Chromium.class);
    }
}
