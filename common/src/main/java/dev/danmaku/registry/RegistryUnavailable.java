package dev.danmaku.registry;

/** Redis did not answer, or answered with an error: whether the script ran is not known. */
public final class RegistryUnavailable extends RuntimeException {
    RegistryUnavailable(String script, String why) {
        super("the registry was not asked '%s': %s".formatted(script, why));
    }

    public RegistryUnavailable(String script, Throwable cause) {
        super(
                "the registry did not answer to '%s': %s".formatted(script, cause.getMessage()),
                cause);
    }
}
