package dev.danmaku.standalone.simulation;

import java.util.List;

/**
 * Something left out of the protocol, to see that histories tell it.
 *
 * @param script whose text is changed, by the name of its file; empty for none
 * @param instead what stands there; empty to leave it out
 * @param fenced whether what is read after a pause waits for its confirmation
 */
record Mistake(String name, String script, String part, String instead, boolean fenced) {
    static final Mistake NONE = new Mistake("none", "", "", "", true);

    /** Each clause is one of the rules'; docs/model leaves out the others, one by one. */
    static final List<Mistake> ALL = List.of(
            inScript(
                    "a claim of a room that has a record",
                    "claim",
                    "redis.call('HEXISTS', RUNNING, room) == 0 and ",
                    ""),
            inScript(
                    "a job id that was used before",
                    "repair",
                    "next_job(), generation",
                    "record.job, generation"),
            inScript(
                    "a take-over that leaves no word",
                    "take",
                    "leave_word(loser, room)",
                    "loser = session"),
            inScript(
                    "a take that raises no term",
                    "take",
                    "tonumber(record.term) + 1",
                    "tonumber(record.term)"),
            inScript(
                    "a take of what a living session holds",
                    "take",
                    "if not alive(record.session) and",
                    "if true or"),
            inScript(
                    "a patrol that never finds the dead",
                    "patrol",
                    "not alive(record.session)",
                    "false"),
            inScript(
                    "a check that takes others' rooms for its own",
                    "check",
                    "verdict, term = 'other', ''",
                    "verdict = 'mine'"),
            inScript(
                    "a check that writes nothing back",
                    "check",
                    "verdict = 'restored'",
                    "verdict, term = 'over', ''"),
            inScript(
                    "a swap that raises no term",
                    "swap",
                    "tonumber(record.term) + 1",
                    "tonumber(record.term)"),
            inScript(
                    "a new stream that is not put back",
                    "settle",
                    "if ARGV[4] == '1' then",
                    "if false then"),
            inScript(
                    "a pause that waits for nobody",
                    "pause",
                    "record.leaving, record.leaves = session, text(now_ms + LEAVING_MS)",
                    "record.leaving = nil"),
            inScript(
                    "a patrol that resumes no platform",
                    "patrol",
                    "and not leaving(record) and 'resume'",
                    "and false"),
            new Mistake("no fence after a pause", "", "", "", false));

    private static Mistake inScript(String name, String script, String part, String instead) {
        return new Mistake(name, script, part, instead, true);
    }

    /** @param source of any script, behind its prelude */
    String edit(String source) {
        if (script.isEmpty() || !source.contains(part)) {
            return source;
        }
        return source.contains(Scripts.text(script)) ? source.replace(part, instead) : source;
    }

    @Override
    public String toString() {
        return name;
    }
}
