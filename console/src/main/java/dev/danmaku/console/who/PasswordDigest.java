package dev.danmaku.console.who;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted, slow digest of a password: {@code pbkdf2-sha256$iterations$salt$hash}, the last two in Base64. */
record PasswordDigest(int iterations, byte[] salt, byte[] hash) {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    /** What guessers need for one guess, and a login for one login: some tenths of a second. */
    static final int ITERATIONS = 600_000;

    /** Fewer are no digest that keeps a password; more would let a line of a file hold a thread. */
    private static final int MIN_ITERATIONS = 100_000;

    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    /** Of nothing that anybody knows: to take the same time for users that there are not. */
    static PasswordDigest ofNobody() {
        return new PasswordDigest(ITERATIONS, new byte[SALT_BYTES], new byte[HASH_BITS / 8]);
    }

    static PasswordDigest of(String password) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordDigest(ITERATIONS, salt, hash(password, salt, ITERATIONS));
    }

    /** @throws IllegalArgumentException if the text is none */
    static PasswordDigest parse(String text) {
        var parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("a digest is " + SCHEME + "$iterations$salt$hash");
        }
        var iterations = Integer.parseInt(parts[1]);
        var digest = new PasswordDigest(
                iterations,
                Base64.getDecoder().decode(parts[2]),
                Base64.getDecoder().decode(parts[3]));
        if (iterations < MIN_ITERATIONS
                || iterations > MAX_ITERATIONS
                || digest.salt.length < SALT_BYTES
                || digest.hash.length != HASH_BITS / 8) {
            throw new IllegalArgumentException(
                    "a digest has from %d to %d iterations and a salt of %d bytes"
                            .formatted(MIN_ITERATIONS, MAX_ITERATIONS, SALT_BYTES));
        }
        return digest;
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, hash(password, salt, iterations));
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String text() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "%s$%d$%s$%s"
                .formatted(
                        SCHEME,
                        iterations,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    @Override
    public String toString() {
        return "***";
    }
}
