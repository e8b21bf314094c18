/*
 * The registry's Lua scripts, one inline each, under the script's name. A script is atomic on one Redis primary; here it is part of an
 * atomic step of the process that calls it.
 */

#define MINE(w)    (HELD && (job == slotJob[w] || !WRITE_NEEDS_JOB) && (holder == w || !WRITE_NEEDS_SESSION))
#define CURRENT    (generation + coming)  /* one of them is 0 */
#define KIND(w)    (control[w] == DEAF || cut[w] || absent[w] == CUT_OFF -> CUT_OFF : absent[w])

hidden byte answer;
hidden byte loser;
hidden byte heardWord;

/* ---- parts of scripts (prelude.lua) ---- */

inline next_job() {
    MUST(repairs_are_bounded, lastJob < jobs);
    lastJob = lastJob + 1
}

inline remove_record() {
    state = NONE; job = 0; term = 0; holder = NOBODY; joiner = NOBODY; recordGen = 0; hadEntry = 0; byPlatform = 0; leaver = NOBODY
}

/* Only for the properties: whoever had the room until now may have an excuse for a socket that is still open. */
inline loses(who) {
    if
    :: who != NOBODY && slot[who] != FREE && KIND(who) > excuse[who] -> excuse[who] = KIND(who)
    :: else
    fi
}

/* Only for the properties: epochs rise, and no two workers ever get the same. */
inline granted(w, g, j, t) {
    MUST(epochs_are_fenced, EPOCH(g, j, t) > highestEpoch || (EPOCH(g, j, t) == highestEpoch && highestBy == w));
    highestEpoch = EPOCH(g, j, t);
    highestBy = w
}

inline give_to(w) {
    MUST(only_the_living_hold, ALIVE(w));
    loser = holder;
    if
    :: loser != NOBODY && loser != w ->
        loses(loser);
        excuse[loser] = (settledLost[w] == BY_SILENCE && slot[loser] != FREE -> CUT_OFF : excuse[loser]);
        word[loser] = TAKE_OVER_LEAVES_WORD
    :: else
    fi;
    /* of an ending room nobody living knows whether a new stream runs: whoever opens it will see */
    lives = lives || hadEntry; hadEntry = 0;
    state = OPENING; holder = w; joiner = NOBODY; recordGen = generation;
    term = term + TAKE_RAISES_TERM;
    granted(w, generation, asked[w], term)
}

/* Who held the room when it was paused may still store. */
#define STILL_LEAVING (leaver != NOBODY && (ALIVE(leaver) || !DEAD_LEAVER_IS_GONE))

/* ---- scripts of the dispatcher ---- */

inline claim_lua(d) {
    if
    :: (generation || !CLAIM_WAITS_FOR_GENERATION) &&
            (lives || !CLAIM_LOOKS_AT_LIVES) && (state == NONE || !CLAIM_ONLY_WITHOUT_RECORD) &&
            !(platformPaused && PLATFORM_CLAIMS_NOTHING) ->
        MUST(records_come_from_the_lives_set, lives);
        MUST(pauses_are_kept, !platformPaused);
        if
        :: JOB_ID_IS_FRESH || lastJob == 0 -> next_job()
        :: else
        fi;
        seen = 1;
        state = CLAIMED; job = lastJob; term = 0; holder = NOBODY; joiner = NOBODY; recordGen = generation;
        madeUnder[job] = generation;
        endedJob = 0; endedBy = NOBODY;
        stepJob[d] = job;
        step[d] = MADE
    :: else -> step[d] = IDLE
    fi
}

inline confirm_lua(d) {
    if
    :: generation && state != NONE && (job == stepJob[d] || !CONFIRM_OF_THIS_JOB) &&
            (state == CLAIMED || !CONFIRM_OVER_CLAIMED) ->
        state = QUEUED; holder = NOBODY; joiner = NOBODY
    :: else
    fi
}

inline release_lua(d) {
    if
    :: generation && state != NONE && (job == stepJob[d] || !RELEASE_OF_THIS_JOB) &&
            (state == CLAIMED || !RELEASE_ONLY_CLAIMED) ->
        remove_record()
    :: else
    fi
}

inline repair_lua(d) {
    if
    :: generation && state != NONE &&
            (job == stepJob[d] || !REPAIR_COMPARES_JOB) &&
            (state == foundState[d] || !REPAIR_COMPARES_STATE) &&
            (holder == foundHolder[d] || !REPAIR_COMPARES_HOLDER) &&
            (lives || state == ENDING || !REPAIR_LOOKS_AT_LIVES) &&
            !(HELD && ALIVE(holder) && REPAIR_LOOKS_AT_SESSION) &&
            !(state == HANDING && ALIVE(joiner) && REPAIR_MINDS_JOINER) &&
            !(state == PAUSED && !byPlatform && PAUSED_IS_NOT_REPAIRED) &&
            !(STILL_LEAVING && REPAIR_WAITS_FOR_LEAVER) && !(platformPaused && PLATFORM_REPAIRS_NOTHING) ->
        MUST(pauses_are_kept, !platformPaused && (state != PAUSED || byPlatform));
        loses(leaver);
        if
        :: holder != NOBODY ->
            loses(holder);
            word[holder] = REPAIR_LEAVES_WORD
        :: else
        fi;
        loses(joiner);
        lives = lives || hadEntry;
        if
        :: lives || !REPAIR_LOOKS_AT_LIVES ->
            MUST(records_come_from_the_lives_set, lives);
            if
            :: REPAIR_ID_IS_FRESH -> next_job()
            :: else
            fi;
            state = CLAIMED; job = (REPAIR_ID_IS_FRESH -> lastJob : job); holder = NOBODY; joiner = NOBODY; recordGen = generation;
            hadEntry = 0; byPlatform = 0; leaver = NOBODY;
            madeUnder[job] = generation;
            stepJob[d] = job;
            step[d] = MADE
        :: else -> remove_record(); step[d] = IDLE; stepJob[d] = 0
        fi
    :: else -> step[d] = IDLE; stepJob[d] = 0
    fi;
    foundState[d] = NONE; foundHolder[d] = NOBODY
}

/* A cancel notice to a holder that does not hear is told again by a later pass. */
inline gone_lua(d) {
    if
    :: (generation || !CANCEL_WAITS_FOR_GENERATION) && (generation == missingGen[d] || !MISSING_IN_ONE_GENERATION) &&
            state != NONE && state != ENDING && job == stepJob[d] && (!lives || !GONE_LOOKS_AT_LIVES) ->
        if
        :: HELD && ALIVE(holder) && GONE_SPARES_HELD ->
            noticeCancel[holder] = (control[holder] == HEARS)
        :: else ->
            if
            :: GONE_DELETES_UNHELD && !(STILL_LEAVING && GONE_WAITS_FOR_LEAVER) ->
                MUST(wanted_rooms_are_kept, !lives && !blink);
                loses(holder); loses(leaver);
                if
                :: holder != NOBODY -> word[holder] = 1
                :: else
                fi;
                remove_record();
                pauseWish = 0
            :: else
            fi
        fi
    :: else
    fi;
    step[d] = IDLE; stepJob[d] = 0
}

/* ---- scripts of people, pause_lua with 'platformWide' also of the dispatcher ---- */

inline pause_lua(platformWide) {
    if
    :: platformWide && !platformPaused && PLATFORM_PAUSE_IS_LOOKED_UP
    :: else ->
        if
        :: state == PAUSED -> byPlatform = byPlatform && platformWide
        :: state == ENDING && ALIVE(holder) && PAUSE_SPARES_ENDING
        :: state != PAUSED && !(state == ENDING && ALIVE(holder) && PAUSE_SPARES_ENDING) ->
            if
            :: state == ENDING && !ALIVE(holder) -> lives = lives || hadEntry; hadEntry = 0
            :: else
            fi;
            if
            :: HELD && (lives || state == ENDING && !ALIVE(holder)) ->
                loses(holder); loses(joiner);
                word[holder] = PAUSE_LEAVES_WORD;
                if
                :: joiner != NOBODY -> word[joiner] = PAUSE_LEAVES_WORD
                :: else
                fi
            :: else
            fi;
            if
            :: !lives && state == ENDING && !ALIVE(holder) -> remove_record()
            :: !lives && PAUSE_LOOKS_AT_LIVES && !(state == ENDING && !ALIVE(holder))
            :: lives || !PAUSE_LOOKS_AT_LIVES && !(state == ENDING && !ALIVE(holder)) ->
                MUST(records_come_from_the_lives_set, lives);
                if
                :: state == NONE -> next_job(); seen = 1; job = lastJob; term = 0; endedJob = 0; endedBy = NOBODY
                :: HELD -> leaver = holder
                :: else
                fi;
                state = PAUSED; byPlatform = platformWide; holder = NOBODY; joiner = NOBODY; recordGen = generation; hadEntry = 0
            fi
        fi
    fi
}

inline resume_lua() {
    if
    :: state == PAUSED && platformPaused -> byPlatform = 1
    :: state == PAUSED && !platformPaused -> state = RESUMED; byPlatform = 0
    :: else
    fi
}

/* ---- scripts of the worker ---- */

#define STALE     1
#define CANCELED  2
#define TAKE      3             /* or take-over */
#define ADOPT     4
#define JOIN      5             /* offered by handing-over */
#define IS_HELD   6

inline take_lua(w) {
    if
    :: state == NONE && TAKE_NEVER_CREATES ->
        if
        :: madeUnder[asked[w]] < generation && OLDER_MESSAGE_RESTORES_LIVES && (!seen || !HISTORY_PROVES_LOSS) -> lives = 1; seen = 1
        :: else
        fi;
        answer = CANCELED
    :: state == NONE && !TAKE_NEVER_CREATES ->
        MUST(records_come_from_the_lives_set, lives);
        job = asked[w];
        give_to(w);
        answer = TAKE
    :: state != NONE && job != asked[w] && STALE_JOBS_ARE_DROPPED -> answer = STALE
    :: else ->
        if
        :: state == CLAIMED || state == QUEUED -> give_to(w); answer = TAKE
        :: state == PARKED || state == RESUMED || state == PAUSED && PAUSED_IS_NOT_TAKEN -> answer = STALE
        :: state == PAUSED && !PAUSED_IS_NOT_TAKEN -> give_to(w); answer = TAKE
        :: HELD && holder == w ->
            recordGen = generation;
            term = term + (slot[w] == FREE && ADOPT_ANEW_RAISES_TERM);
            if
            :: state == HANDING && askedCopy[w] && OWN_COPY_GIVES_UP -> state = WATCHING; joiner = NOBODY
            :: else
            fi;
            if
            :: ADOPT_TELLS_TERM -> granted(w, generation, asked[w], term)
            :: else -> granted(w, generation, asked[w], slotTerm[w])
            fi;
            answer = ADOPT
        :: HELD && holder != w ->
            if
            :: !ALIVE(holder) && TAKE_OVER_FROM_DEAD -> give_to(w); answer = TAKE
            :: !(!ALIVE(holder) && TAKE_OVER_FROM_DEAD) && state == HANDING -> joiner = w; answer = JOIN
            :: else ->
                if
                :: (settledLost[w] && ((askedHolder[w] == holder && askedTerm[w] == term) || !LOST_NAMES_HOLDER_AND_TERM)) ||
                        !HELD_ASKS_HOLDER -> give_to(w); answer = TAKE
                :: else -> answer = IS_HELD
                fi
            fi
        fi
    fi
}

inline joined_lua(w) {
    if
    :: MINE(w) ->
        if
        :: state == OPENING -> state = WATCHING
        :: else
        fi;
        told[w] = 1
    :: else ->
        checkDue[w] = NOT_MINE_IS_CHECKED;
        closing[w] = (NOT_MINE_IS_CHECKED -> ON : LOST)
    fi
}

/* A handover begins. The copy of the job is published afterwards. */
inline offer_lua(w) {
    if
    :: MINE(w) && state == WATCHING -> state = HANDING; joiner = NOBODY
    :: else
    fi
}

/* Nobody came, or the joining one is gone: the owner goes on as before. */
inline withdraw_lua(w) {
    if
    :: MINE(w) ->
        state = (state == HANDING -> WATCHING : state);
        loses(joiner);
        joiner = NOBODY
    :: else -> closing[w] = LOST
    fi
}

/* The joined one becomes the owner. Asked again after a lost answer, it answers the same. */
inline swap_lua(w) {
    if
    :: HELD && holder == w && job == slotJob[w] -> state = (state == OPENING -> WATCHING : state); answer = TAKE
    :: HELD && holder != w && job == slotJob[w] && (state == HANDING && joiner == w || !SWAP_NEEDS_JOINER) ->
        if
        :: ALIVE(w) || !SWAP_NEEDS_LIVING ->
            MUST(only_the_living_hold, ALIVE(w));
            loses(holder);
            excuse[holder] = (excuse[holder] == NO_EXCUSE && slot[holder] != FREE -> HANDED : excuse[holder]);
            word[holder] = SWAP_LEAVES_WORD;
            state = WATCHING; holder = w; joiner = NOBODY; recordGen = generation; hadEntry = 0;
            term = term + SWAP_RAISES_TERM;
            granted(w, generation, job, term);
            answer = TAKE
        :: else -> answer = IS_HELD     /* beat first */
        fi
    :: else -> answer = STALE
    fi
}

inline finish_lua(w) {
    if
    :: state == NONE ->
        answer = (endedJob == slotJob[w] && endedBy == w && FINISH_IS_REPEATABLE -> TAKE : STALE)
    :: MINE(w) && state != ENDING ->
        removed[w] = lives;
        lives = (FINISH_LIVES_AND_RECORD -> 0 : lives);
        if
        :: FINISH_IN_TWO_STEPS -> hadEntry = removed[w]; state = ENDING; joiner = NOBODY
        :: else -> remove_record(); endedJob = slotJob[w]; endedBy = w
        fi;
        answer = TAKE
    :: MINE(w) && state == ENDING ->
        removed[w] = hadEntry;
        answer = (FINISH_IS_REPEATABLE -> TAKE : STALE)
    :: else ->
        lives = (FINISH_ONLY_MINE -> lives : 0);
        answer = STALE
    fi
}

/* The second step: the record goes; if a new stream runs, the room is put back. */
inline settle_lua(w) {
    lives = (closing[w] == PUT_BACK -> 1 : (FINISH_LIVES_AND_RECORD -> lives : 0));
    if
    :: MINE(w) && state == ENDING -> remove_record()
    :: else
    fi
}

inline park_lua(w) {
    if
    :: MINE(w) -> state = PARKED; holder = NOBODY; joiner = NOBODY
    :: else
    fi
}

inline drop_lua(w) {
    if
    :: MINE(w) -> remove_record()
    :: else
    fi
}

/* Whoever waits for this session may have the room. */
#define WAITED_FOR(w) (leaver == w || leaver != NOBODY && !LEFT_NEEDS_SESSION)
inline left_lua(w) {
    if
    :: WAITED_FOR(w) && (slot[w] == FREE || job == slotJob[w]) -> leaver = NOBODY
    :: else
    fi
}

/* drop.lua without a job: the registry names a worker that does not have the room. */
inline disown_lua(w) {
    if
    :: HELD && holder == w -> remove_record()
    :: state == HANDING && joiner == w -> joiner = NOBODY
    :: else
    fi
}

/* The records of the rooms that a worker holds: mine, another's, over, or lost by Redis. */
#define CHECKED(w) (GOES_ON(w) || (slot[w] != FREE && CHECK_COVERS_ENDING && (closing[w] == ENDED || closing[w] == TIRED)))
inline check_lua(w) {
    if
    :: !CHECKED(w)
    :: CHECKED(w) && HELD && job == slotJob[w] && holder == w ->
        if
        :: joining[w] -> joining[w] = 0; buffers[w] = 1; slotTerm[w] = term; told[w] = 1
        :: else
        fi;
        pausing[w] = pausing[w] && !CLOSE_LOOKS_AGAIN;
        recordGen = CURRENT;
        slotTerm[w] = (CHECK_TELLS_TERM -> term : slotTerm[w]);
        granted(w, CURRENT, slotJob[w], slotTerm[w]);
        slotGen[w] = CURRENT;
        if
        :: slot[w] == JOINED && state == OPENING -> state = WATCHING; told[w] = 1
        :: else
        fi
    :: CHECKED(w) && !(HELD && job == slotJob[w] && holder == w) ->
        if
        :: leaver == w && job == slotJob[w] && !joining[w] && CHECK_TELLS_PAUSED ->
            pausing[w] = (closing[w] == ON && buffers[w]);
            closing[w] = (closing[w] == ON && !buffers[w] -> LEAVING : closing[w])
        :: leaver == w && job == slotJob[w] && joining[w] -> closing[w] = LOST
        :: joining[w] && state == HANDING && joiner == w && job == slotJob[w]
        :: joining[w] && !(state == HANDING && joiner == w && job == slotJob[w]) && !(leaver == w && job == slotJob[w]) && JOINER_NEVER_RESTORES -> closing[w] = LOST
        :: !(leaver == w && job == slotJob[w] && (joining[w] || CHECK_TELLS_PAUSED)) && !(joining[w] && (JOINER_NEVER_RESTORES || state == HANDING && joiner == w && job == slotJob[w])) ->
            if
            :: state != NONE || (slotGen[w] == CURRENT || seen && HISTORY_PROVES_LOSS) && CHECK_CLOSES_OVER || !CHECK_RESTORES ->
                MUST(sockets_outlive_servers, generation || (state != CLAIMED && state != QUEUED));
                closing[w] = ((closing[w] == ON || state != NONE) && (state == NONE || CHECK_CLOSES_OTHERS) -> LOST : closing[w])
            :: else ->
                lives = (CHECK_RESTORES_LIVES -> 1 : lives);
                seen = 1;
                state = (slot[w] == JOINED -> WATCHING : OPENING);
                job = slotJob[w]; term = slotTerm[w]; holder = w; joiner = NOBODY; recordGen = CURRENT;
                told[w] = (slot[w] == JOINED);
                joining[w] = 0; pausing[w] = pausing[w] && !CLOSE_LOOKS_AGAIN;
                granted(w, CURRENT, slotJob[w], slotTerm[w]);
                slotGen[w] = (CHECK_STAMPS_GENERATION -> CURRENT : slotGen[w])
            fi
        fi
    fi
}

inline beat_lua(w) {
    registered[w] = 1;
    late[w] = 0;
    beaten[w] = amnesty;
    if
    :: generation == 0 ->
        if
        :: coming == 0 ->
            lastGeneration = lastGeneration + GENERATION_IS_HIGHER;
            coming = lastGeneration
        :: else
        fi;
        restored[w] = (checked[w] == coming -> coming : restored[w])
    :: else
    fi;
    heardWord = word[w];
    notHere[w] = notHere[w] || word[w] && leaver != NOBODY;
    word[w] = 0
}

inline open_generation_lua() {
    if
    :: coming == 0 -> lastGeneration = lastGeneration + GENERATION_IS_HIGHER; coming = lastGeneration
    :: else
    fi;
    if
    :: restored[0] != coming -> loses(0)
    :: else
    fi;
    if
    :: restored[1] != coming -> loses(1)
    :: else
    fi;
    generation = coming; coming = 0; restored[0] = 0; restored[1] = 0
}
