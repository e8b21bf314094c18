package dev.danmaku.console.web;

/** Decides who may ask what. */
public interface Doorkeeper {

    /** @throws Problem if this machine is not meant, whoever asks */
    void checkHost(Call call);

    /**
     * Who asks; checks that the caller may.
     *
     * @throws Problem if not
     */
    Caller admit(Call call, Route route);

    /** Whether somebody who was let in still may be there. */
    boolean holds(Caller caller);
}
