package dev.danmaku.bench;

/** One thing that is measured. */
interface Bench {

    /** @throws Exception whatever went wrong: there is no figure then */
    Figure run(Options options) throws Exception;
}
