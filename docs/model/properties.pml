/*
 * What must hold. A name in MUST is a variable that is never set: Spin prints it when the property fails.
 */
#define MUST(property, holds) assert(property || (holds))

/* at any moment, asserted where it could fail */
hidden byte epochs_are_fenced;                /* a worker gets an epoch higher than any before, or its own again */
hidden byte only_the_living_hold;             /* a room is given to a session that counts as living */
hidden byte records_come_from_the_lives_set;  /* a record is made for a room that is in the lives set */
hidden byte one_message_per_job;              /* no two messages carry one job: at most one is the current one */
hidden byte one_socket;                       /* a second socket is opened only for a handover, or while its holder is out of reach */
hidden byte one_stores;                       /* a second worker stores only while the first cannot be reached: cut, not frozen */
hidden byte sockets_outlive_servers;          /* an adopted room keeps its socket */
hidden byte wanted_rooms_are_kept;            /* what is in the lives set is not cancelled, nor what is missing for a moment */
hidden byte handover_has_no_gap;              /* the old socket closes when the new one is joined */
hidden byte repairs_are_bounded;              /* a bounded number of faults makes a bounded number of jobs */
hidden byte pauses_are_kept;                  /* no job is made for a room, or in a platform, that people paused */

/* whenever nothing prompt is left to happen, before any grace or minute is over */
hidden byte overlap_is_brief;                 /* two sockets: one's worker is frozen or cut, or it is a handover */
hidden byte deliveries_have_an_owner;         /* every unacked message belongs to a slot, or to a question */
hidden byte pause_is_prompt;                  /* a paused room has no socket at a worker in reach, unless that one waits for a cut */

/* when time brings nothing more, either: this is how it would stay */
hidden byte wanted_is_in_the_lives_set;       /* what users asked for is what the lives set says */
hidden byte live_room_is_watched;             /* in the lives set, a worker in reach: watched, joined, stored, by the record's holder */
hidden byte unwanted_room_is_released;        /* not in the lives set: no record, no slot at a worker in reach */
hidden byte paused_room_rests;                /* paused and in the lives set: a record that says so, no slot, no message of its job */
hidden byte registry_works;                   /* there is a generation */

hidden byte knows;
hidden byte i;

/*
 * Only for the properties. Redis has lost its data: who else knows the room? A worker that has it and goes on, a message, a dispatcher
 * that is about to publish one. If nobody does, the room is gone, as the manual says.
 */
/* It has yet to write back what Redis lost: an srem before that is undone. */
#define HAS_NOT_CHECKED(w) (slot[w] != FREE && checked[w] != generation)

#define KNOWS(w) (asked[w] && !unaware[w] && question[w] != ANSWER_MINE || (slot[w] != FREE && !joining[w] && \
    (closing[w] == ON && !pausing[w] || closing[w] == TIRED || closing[w] == ENDED || closing[w] == PUT_BACK || closing[w] == ASKING && removed[w])))
inline who_knows() {
    knows = KNOWS(0) || KNOWS(1) || copyAt == READY || step[0] == MADE || step[1] == MADE;
    i = 1;
    do
    :: i <= MAX_JOBS -> knows = knows || at[i] == READY; i = i + 1
    :: else -> break
    od;
    i = 0
}
inline knowledge_may_be_gone() {
    if
    :: wish && !lives && !feederOwes && !blink -> who_knows(); nobodyKnew = nobodyKnew || !knows
    :: else
    fi
}

#define IN_REACH(w) (up[w] == RUNS && !cut[w])

#define HAS_SOCKET(w) (IN_REACH(w) && socket[w] && !buffers[w])

#define OWNS(w, j) (up[w] != RUNS || unaware[w] || (asked[w] == j && !askedCopy[w]) || \
    (slotJob[w] == j && delivery[w] == MESSAGE))

inline when_quiet() {
    MUST(overlap_is_brief, !(socket[0] && socket[1]) || away || !IN_REACH(0) || !IN_REACH(1) ||
        state == HANDING);
    MUST(pause_is_prompt, state != PAUSED || away || !HAS_SOCKET(0) && !HAS_SOCKET(1));
    i = 1;
    do
    :: i <= MAX_JOBS ->
        MUST(deliveries_have_an_owner, at[i] < AT(0) || OWNS(at[i] - AT(0), i));
        i = i + 1
    :: else -> break
    od;
    MUST(deliveries_have_an_owner, copyAt < AT(0) || up[copyAt - AT(0)] != RUNS || askedCopy[copyAt - AT(0)] || delivery[copyAt - AT(0)] == COPY);
    i = 0
}

/* It knows the room, and will say so when it is in reach again. */
#define KNOWN_BY_ABSENT(w) (up[w] != DEAD && !IN_REACH(w) && (slot[w] != FREE || asked[w]))

#define WATCHES(w) (IN_REACH(w) && socket[w] && slot[w] == JOINED && closing[w] == ON && STORES(w) && state == WATCHING && holder == w && \
    job == slotJob[w] && term == slotTerm[w] && recordGen == generation)

#define PEOPLE_PAUSED (pauseWish || platformPaused)
#define UNDER_WAY(j)  (at[j] == READY || at[j] == AT(0) && IN_REACH(0) || at[j] == AT(1) && IN_REACH(1))

inline when_stable() {
    if
    :: away || !(IN_REACH(0) || IN_REACH(1)) && !(up[0] == DEAD && up[1] == DEAD)
    :: else ->
        MUST(registry_works, generation);
        /* who watches a paused room's stream end? */
        MUST(wanted_is_in_the_lives_set, wish == lives || (wish && nobodyKnew) || (!wish && srem_lost) ||
            !wish && !streaming && PEOPLE_PAUSED || KNOWN_BY_ABSENT(0) || KNOWN_BY_ABSENT(1));
        if
        :: lives && PEOPLE_PAUSED && (IN_REACH(0) || IN_REACH(1)) ->
            MUST(paused_room_rests, state == PAUSED || !pauseWish && state == NONE);
            MUST(paused_room_rests, (slot[0] == FREE || !IN_REACH(0)) && (slot[1] == FREE || !IN_REACH(1)) && !UNDER_WAY(job))
        :: lives && !PEOPLE_PAUSED && (IN_REACH(0) || IN_REACH(1)) -> MUST(live_room_is_watched, WATCHES(0) || WATCHES(1))
        :: !lives ->
            MUST(unwanted_room_is_released, state == NONE || HELD && ALIVE(holder) && control[holder] == DEAF);
            MUST(unwanted_room_is_released, slot[0] == FREE || !IN_REACH(0) || state != NONE);
            MUST(unwanted_room_is_released, slot[1] == FREE || !IN_REACH(1) || state != NONE)
        :: else
        fi
    fi
}
