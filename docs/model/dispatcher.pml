/* A dispatcher: scan, claim, publish, confirm or release; patrol, repair; cancel; open a generation. */

/* Can a patrol's finding be acted on? What the graces let through is in world.pml. */
inline find(d) {
    step[d] = FOUND; stepJob[d] = job; foundState[d] = state; foundHolder[d] = holder
}

inline done(d) { step[d] = IDLE; stepJob[d] = 0 }

/* Which workers Redis lists as listening, and has not heard of under the coming generation. */
#define OWES(w)        (control[w] == HEARS && !cut[w] && up[w] != DEAD && (!coming || restored[w] != coming))
#define OWES_AWAKE(w)  (OWES(w) && up[w] == RUNS)

proctype Dispatcher(byte d) {
    do
    /* ---- ClaimPass ---- */
    :: atomic { step[d] == IDLE && !away && lives && state == NONE && (generation || !CLAIM_WAITS_FOR_GENERATION) &&
            !(platformPaused && PLATFORM_CLAIMS_NOTHING) -> step[d] = SAW }
    :: atomic { step[d] == SAW && !away -> claim_lua(d) }

    /* ---- JobPublisher ---- */
    :: atomic { step[d] == MADE ->
        MUST(one_message_per_job, at[stepJob[d]] == UNBORN);
        if
        :: true -> at[stepJob[d]] = READY; step[d] = CONFIRMED
        /* the confirm is lost; the broker has it all the same */
        :: atomic { confirms > 0 -> confirms = confirms - 1; at[stepJob[d]] = READY; step[d] = REFUSED }
        /* a nack, a return */
        :: atomic { confirms > 0 -> confirms = confirms - 1; step[d] = REFUSED }
        fi }
    :: atomic { step[d] == CONFIRMED -> 
        if
        :: !away -> confirm_lua(d)
        :: else
        fi;
        done(d) }
    :: atomic { step[d] == REFUSED ->
        if
        :: !away -> release_lua(d)
        :: else
        fi;
        done(d);
        knowledge_may_be_gone() }

    /* ---- RepairPass: a dead holder needs no grace ---- */
    :: atomic { step[d] == IDLE && !away && generation && HELD && !ALIVE(holder) && (lives || state == ENDING) && REPAIR_DEAD &&
            !(platformPaused && PLATFORM_REPAIRS_NOTHING) &&
            !(state == HANDING && ALIVE(joiner) && REPAIR_MINDS_JOINER) -> find(d) }
    /* ... nor does who was resumed, alone or with its platform */
    :: atomic { step[d] == IDLE && !away && generation && lives && !platformPaused && !(STILL_LEAVING && REPAIR_WAITS_FOR_LEAVER) &&
            (state == RESUMED || state == PAUSED && (byPlatform && PLATFORM_RESUMES_ROOMS || !PAUSED_IS_NOT_REPAIRED)) -> find(d) }
    :: atomic { step[d] == IDLE && !away && generation && platformPaused && PLATFORM_PAUSES_ROOMS &&
            (state == ENDING && !ALIVE(holder) || lives && state != NONE && state != ENDING && state != PAUSED) -> step[d] = TO_PAUSE }
    :: atomic { step[d] == TO_PAUSE && !away && generation -> pause_lua(1); done(d) }
    :: atomic { step[d] == TO_PAUSE && !generation -> done(d) }
    :: atomic { step[d] == FOUND && !away -> repair_lua(d) }
    :: atomic { step[d] == MISSED && !away -> gone_lua(d) }

    /* ---- RebuildPass ---- */
    :: atomic { !generation && !away && ((!OWES(0) && !OWES(1)) || !REBUILD_WAITS_FOR_WORKERS) -> open_generation_lua() }

    /* ---- it dies between any two steps, and another starts ---- */
    :: atomic { restarts > 0 && (step[d] != IDLE || missing[d]) ->
        restarts = restarts - 1;
        done(d); foundState[d] = NONE; foundHolder[d] = NOBODY; missing[d] = 0; missingGen[d] = 0;
        knowledge_may_be_gone() }
    od
}
