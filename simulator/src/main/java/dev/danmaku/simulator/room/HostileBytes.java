package dev.danmaku.simulator.room;

/** Bytes that a careless client falls over. */
public enum HostileBytes {
    /** A message cut off in the middle of a field. */
    TRUNCATED,
    /** A frame header that promises 2 GiB, then a little of it. */
    OVERSIZED,
    /** A payload of some kilobytes that inflates to some hundreds of megabytes. */
    BOMB,
    /** Texts that are not UTF-8. */
    BAD_UTF8,
    /** Messages within messages, thousands deep. */
    NESTED,
    /** A text frame where only binary ones are spoken. */
    TEXT_FRAME,
    /** Noise in a well-formed binary frame. */
    RANDOM,
    /** Noise instead of frames. */
    NOISE,
    /** A header that tells the message's length twice, and not the same. Of the platforms with such headers. */
    LENGTHS_DIFFER,
    /** A header that promises nothing, not even itself. */
    ZERO_LENGTH,
    /** A header that promises less than itself. */
    SHORT_LENGTH,
    /** A header whose length is 2^31: below zero, if read as signed. */
    NEGATIVE_LENGTH,
    /** A message without the mark that ends it. */
    NO_END,
    /** A header that claims to be longer than its message. */
    LONG_HEADER,
    /** A header that claims to have no length itself. */
    NO_HEADER,
    /** Compressed bytes cut off in the middle, in a message that is whole. */
    CUT_COMPRESSION,
    /** Compressed messages in compressed messages. */
    NESTED_COMPRESSION,
    /** A message whose version nobody knows. */
    UNKNOWN_VERSION,
    /** A message that says its kind and its packing in a way that does not go together. */
    WRONG_VERSION,
    /** A message that only clients send. */
    CLIENT_MESSAGE
}
