/* What happens to the cluster: RabbitMQ, faults, the room's stream, whoever feeds the lives set; and time. */

/* ---- RabbitMQ ---- */

#define CAN_GET(w) ((up[w] == RUNS || up[w] == FROZEN) && !unaware[w] && asked[w] == 0)

inline deliver(w, j, isCopy) { asked[w] = j; askedCopy[w] = isCopy; question[w] = TO_ASK }

inline requeue(w) {
    i = 1;
    do
    :: i <= MAX_JOBS -> at[i] = (at[i] == AT(w) -> READY : at[i]); i = i + 1
    :: else -> break
    od;
    copyAt = (copyAt == AT(w) -> READY : copyAt)
}

#define BRINGS(j, w) :: atomic { at[j] == READY && CAN_GET(w) -> at[j] = AT(w); deliver(w, j, 0) }
#define TO_BOTH(j) BRINGS(j, 0) BRINGS(j, 1)

proctype Broker() {
    do
    TO_BOTH(1)
    TO_BOTH(2)
    TO_BOTH(3)
    TO_BOTH(4)
    TO_BOTH(5)
    TO_BOTH(6)
    TO_BOTH(7)
    TO_BOTH(8)
    :: atomic { copyAt == READY && CAN_GET(0) -> copyAt = AT(0); deliver(0, copyJob, 1) }
    :: atomic { copyAt == READY && CAN_GET(1) -> copyAt = AT(1); deliver(1, copyJob, 1) }
    od
}

/* ---- what happens by itself, soon ---- */

/* Deadlines pass for whoever cannot beat; the server notices a dead worker's connection; Redis' amnesty ends when all have beaten. */
#define CANNOT_BEAT(w) (cut[w] || up[w] == DEAD || up[w] == FROZEN || (up[w] == HUNG && BEAT_STOPS_WITHOUT_PROGRESS))
#define BEAT_OR_CANNOT(w) (beaten[w] || CANNOT_BEAT(w))

proctype Nature() {
    do
    :: atomic { registered[0] && !late[0] && !away && LATE_IS_DEAD && CANNOT_BEAT(0) -> late[0] = 1 }
    :: atomic { registered[1] && !late[1] && !away && LATE_IS_DEAD && CANNOT_BEAT(1) -> late[1] = 1 }
    :: atomic { up[0] == DEAD && control[0] != DEAF -> control[0] = DEAF }
    :: atomic { up[1] == DEAD && control[1] != DEAF -> control[1] = DEAF }
    :: atomic { control[0] == BLINK -> control[0] = HEARS }
    :: atomic { control[1] == BLINK -> control[1] = HEARS }
    :: atomic { amnesty && !away && BEAT_OR_CANNOT(0) && BEAT_OR_CANNOT(1) -> amnesty = 0; beaten[0] = 0; beaten[1] = 0 }
    /* who feeds the lives set: a stream that began is added; a set that is rewritten is whole again */
    :: atomic { feederOwes && !away -> lives = 1; wish = 1; feederOwes = 0 }
    :: atomic { blink && !away -> lives = 1; blink = 0 }
    od
}

/* ---- faults and users, each a number of times that the mix bounds; between them the world may rest until time passes ---- */

inline dies(w) {
    /* what it knew without owing an ack goes with it, but only where the broker had taken its delivery back */
    knows = (slot[w] != FREE && delivery[w] == NO_DELIVERY && !unheld[w] && !unaware[w]);
    up[w] = DEAD; requeue(w);
    socket[w] = 0; asked[w] = 0; forget_question(w);
    free_slot(w);
    unaware[w] = 0; silent[w] = 0; checkDue[w] = 0; known[w] = 0; checked[w] = 0; fenced[w] = NOT_FENCED; absent[w] = NO_EXCUSE;
    noticeCancel[w] = 0; noticeVerify[w] = 0; notHere[w] = 0;
    if
    :: !knows -> knowledge_may_be_gone()
    :: else
    fi;
    knows = 0
}

inline wakes(w) { up[w] = RUNS; fenced[w] = (late[w] || !registered[w] -> TO_BEAT : fenced[w]) }

inline loses_redis(w) {
    silent[w] = 1;
    closing[w] = (GOES_ON(w) && !REDIS_LOSS_KEEPS_SOCKETS && slot[w] != GRANTED -> LOST : closing[w])
}

proctype World() {
    do
    :: atomic { !resting && deaths > 0 && up[0] != DEAD -> deaths = deaths - 1; dies(0) }
    :: atomic { !resting && deaths > 0 && up[1] != DEAD -> deaths = deaths - 1; dies(1) }
    :: atomic { !resting && freezes > 0 && up[0] == RUNS -> freezes = freezes - 1; up[0] = FROZEN;
        absent[0] = (absent[0] == CUT_OFF -> CUT_OFF : STOOD) }
    :: atomic { !resting && freezes > 0 && up[1] == RUNS -> freezes = freezes - 1; up[1] = FROZEN;
        absent[1] = (absent[1] == CUT_OFF -> CUT_OFF : STOOD) }
    :: atomic { !resting && hangs > 0 && up[0] == RUNS -> hangs = hangs - 1; up[0] = HUNG;
        absent[0] = (absent[0] == CUT_OFF -> CUT_OFF : STOOD) }
    :: atomic { !resting && up[0] != RUNS && up[0] != DEAD -> wakes(0); storing_begins(0) }
    :: atomic { !resting && up[1] != RUNS && up[1] != DEAD -> wakes(1); storing_begins(1) }
    :: atomic { !resting && cuts > 0 && !cut[0] && up[0] != DEAD -> cuts = cuts - 1; cut[0] = 1; absent[0] = CUT_OFF; loses_redis(0) }
    :: atomic { !resting && cuts > 0 && !cut[1] && up[1] != DEAD -> cuts = cuts - 1; cut[1] = 1; absent[1] = CUT_OFF; loses_redis(1) }
    :: atomic { !resting && cut[0] -> cut[0] = 0 }
    :: atomic { !resting && cut[1] -> cut[1] = 0 }
    :: atomic { !resting && controls > 0 && control[0] == HEARS && up[0] != DEAD -> controls = controls - 1; control[0] = DEAF;
        noticeCancel[0] = 0; noticeVerify[0] = 0 }
    :: atomic { !resting && controls > 0 && control[1] == HEARS && up[1] != DEAD -> controls = controls - 1; control[1] = DEAF;
        noticeCancel[1] = 0; noticeVerify[1] = 0 }
    :: atomic { !resting && control[0] == DEAF && up[0] != DEAD -> control[0] = HEARS }
    :: atomic { !resting && control[1] == DEAF && up[1] != DEAD -> control[1] = HEARS }
    :: atomic { !resting && blinks > 0 && control[0] == HEARS && up[0] != DEAD -> blinks = blinks - 1; control[0] = BLINK }
    :: atomic { !resting && blinks > 0 && control[1] == HEARS && up[1] != DEAD -> blinks = blinks - 1; control[1] = BLINK }
    :: atomic { !resting && channels > 0 && up[0] != DEAD && !unaware[0] -> channels = channels - 1; requeue(0); unaware[0] = 1 }
    :: atomic { !resting && channels > 0 && up[1] != DEAD && !unaware[1] -> channels = channels - 1; requeue(1); unaware[1] = 1 }
    :: atomic { !resting && purges > 0 -> purges = purges - 1;
        i = 1;
        do
        :: i <= MAX_JOBS -> at[i] = (at[i] == READY -> GONE : at[i]); i = i + 1
        :: else -> break
        od;
        if
        :: copyAt == READY -> copyAt = UNBORN; copyJob = 0
        :: else
        fi;
        knowledge_may_be_gone() }
    :: atomic { !resting && aways > 0 && !away -> aways = aways - 1; away = 1; loses_redis(0); loses_redis(1) }
    :: atomic { !resting && away ->
        away = 0; amnesty = AMNESTY_AFTER_SILENCE; beaten[0] = 0; beaten[1] = 0;
        late[0] = registered[0] && LATE_IS_DEAD; late[1] = registered[1] && LATE_IS_DEAD }
    :: atomic { !resting && losses > 0 -> losses = losses - 1;
        who_knows();
        nobodyKnew = nobodyKnew || (wish && !knows && !feederOwes);
        srem_lost = srem_lost || (!wish && (knows || state != NONE));
        /* who is waited for is lost, too; what it has open is closing */
        if
        :: leaver != NOBODY && closing[leaver] == LEAVING && !excuse[leaver] -> excuse[leaver] = HANDED
        :: else
        fi;
        remove_record();
        lives = 0; blink = 0; pauseWish = 0; platformPaused = 0; generation = 0; coming = 0; restored[0] = 0; restored[1] = 0; seen = 0; endedJob = 0; endedBy = NOBODY;
        registered[0] = 0; registered[1] = 0; late[0] = 0; late[1] = 0; word[0] = 0; word[1] = 0 }

    /* the users of the lives set, and the room's streamer */
    :: atomic { !resting && srems > 0 && !away && lives && !blink && state != ENDING -> srems = srems - 1;
        srem_lost = srem_lost || !generation || !seen || HAS_NOT_CHECKED(0) || HAS_NOT_CHECKED(1);
        lives = 0; wish = 0 }
    :: atomic { !resting && sadds > 0 && !away && (!wish || !lives) && !blink && streaming -> sadds = sadds - 1; lives = 1; wish = 1; nobodyKnew = 0 }
    :: atomic { !resting && rewrites > 0 && !away && lives && !blink && !missing[0] && !missing[1] && step[0] != MISSED && step[1] != MISSED ->
        rewrites = rewrites - 1; lives = 0; blink = 1 }
    :: atomic { !resting && ends > 0 && streaming && !feederOwes -> ends = ends - 1; streaming = 0; wish = 0 }
    :: atomic { !resting && streams > 0 && !streaming -> streams = streams - 1; streaming = 1; feederOwes = 1 }

    /* who operates: said again to a registry that is away or is rebuilt */
    :: atomic { !resting && pauses > 0 && !away && generation && !pauseWish -> pauses = pauses - 1; pause_lua(0); pauseWish = (state == PAUSED) }
    :: atomic { !resting && pauseWish && !away && generation -> resume_lua(); pauseWish = 0 }
    :: atomic { !resting && platforms > 0 && !away && !platformPaused -> platforms = platforms - 1; platformPaused = 1 }
    :: atomic { !resting && platformPaused && !away -> platformPaused = 0 }

    :: atomic { !resting -> resting = 1 }
    od
}

/* ---- time ---- */

/*
 * Graces, long rounds and patience run out when nothing else is left to happen ('quiet'): they are longer than anything that is under
 * way. A hurry is one that runs out all the same: a slow network, a late publish, a pause of a process.
 */
#define SOME_IDLE     (step[0] == IDLE || step[dispatchers - 1] == IDLE)
#define WORKS         (generation && !away)
#define EMPTY_QUEUE   (!busy && at[1] != READY && at[2] != READY && at[3] != READY && at[4] != READY && \
                       at[5] != READY && at[6] != READY && at[7] != READY && at[8] != READY)
/* Does time passing bring something? */
#define MENDS         (WORKS && lives && !platformPaused)
#define CLAIMED_GRACE (MENDS && state == CLAIMED && REPAIR_CLAIMED)
#define QUEUED_GRACE  (MENDS && state == QUEUED && at[job] != READY && REPAIR_QUEUED && EMPTY_QUEUE)
#define LONG_GRACE    (MENDS && state == QUEUED && at[job] != READY && REPAIR_QUEUED_LONG)
#define PARKED_TIME   (MENDS && state == PARKED && !(STILL_LEAVING && REPAIR_WAITS_FOR_LEAVER) && REPAIR_PARKED)
#define OPENING_GRACE (MENDS && state == OPENING && VERIFY_OPENING && ALIVE(holder) && control[holder] == HEARS                        && slot[holder] == FREE && !noticeVerify[holder])
#define JOINING_GRACE (MENDS && state == HANDING && VERIFY_JOINING && !ALIVE(holder) && ALIVE(joiner) && control[joiner] == HEARS                        && slot[joiner] == FREE && !noticeVerify[joiner])
#define MISSING_ENOUGH(d) (missing[d] + 1 >= 1 + MISSING_TWICE && (missingGen[d] == generation || !MISSING_IN_ONE_GENERATION || !MISSING_TWICE))
#define UNWANTED      ((generation || !CANCEL_WAITS_FOR_GENERATION) && !away && !lives && state != NONE && state != ENDING)
#define CANCEL_BRINGS (UNWANTED && (!(HELD && ALIVE(holder)) && GONE_DELETES_UNHELD && !(STILL_LEAVING && GONE_WAITS_FOR_LEAVER) || HELD && ALIVE(holder) && control[holder] == HEARS                        && !noticeCancel[holder] && (slot[holder] != FREE || ABSENT_HOLDER_DISOWNS)))
#define MINUTE(w)     (REACHES(w) && CURRENT && CHECK_EVERY_MINUTE && GOES_ON(w) && slot[w] > GRANTED && !checkDue[w] && !pausing[w]                        && !(joining[w] && state == HANDING && joiner == w && job == slotJob[w])                        && !(HELD && holder == w && job == slotJob[w] && !joining[w]))
#define NOBODY_JOINS(w) (REACHES(w) && generation && GOES_ON(w) && slot[w] == JOINED && state == HANDING && MINE(w) && HANDOVER_IS_WITHDRAWN)
#define NO_CUT(w)     (REACHES(w) && buffers[w] && BUFFER_WITH_PATIENCE && \
                       (!ALIVE(OTHER(w)) || control[OTHER(w)] == DEAF || !CUT_IS_ASKED_FOR))
/* Longer than the minute after which it looks at all its rooms, and than its own patience for a cut; and so never over in a hurry. */
#define LEAVER_SILENT (WORKS && STILL_LEAVING && LEAVER_WITH_PATIENCE && !MINUTE(leaver) && !NO_CUT(leaver))
#define NOT_HEARD     (!generation && !away && REBUILD_WITH_PATIENCE && !OWES_AWAKE(0) && !OWES_AWAKE(1) && (OWES(0) || OWES(1)))

#define ANY_DUE (SOME_IDLE && (CLAIMED_GRACE || QUEUED_GRACE || LONG_GRACE || PARKED_TIME || OPENING_GRACE || JOINING_GRACE || CANCEL_BRINGS)     || MINUTE(0) || MINUTE(1) || NOBODY_JOINS(0) || NOBODY_JOINS(1) || NO_CUT(0) || NO_CUT(1) || NOT_HEARD)

inline some_idle() {
    if
    :: step[0] == IDLE -> i = 0
    :: step[dispatchers - 1] == IDLE -> i = dispatchers - 1
    fi
}

/* One pass of the patrol meets the room, or one grace of a worker runs out. */
inline time_passes() {
    if
    :: SOME_IDLE && (CLAIMED_GRACE || QUEUED_GRACE || LONG_GRACE || PARKED_TIME) -> some_idle(); find(i)
    :: SOME_IDLE && OPENING_GRACE -> noticeVerify[holder] = 1
    :: SOME_IDLE && JOINING_GRACE -> noticeVerify[joiner] = 1
    :: SOME_IDLE && CANCEL_BRINGS ->
        some_idle();
        if
        :: MISSING_ENOUGH(i) -> step[i] = MISSED; stepJob[i] = job
        :: else -> missing[i] = 1
        fi;
        missingGen[i] = generation
    :: MINUTE(0) -> checkDue[0] = 1
    :: MINUTE(1) -> checkDue[1] = 1
    :: NOBODY_JOINS(0) -> withdraw_lua(0)
    :: NOBODY_JOINS(1) -> withdraw_lua(1)
    :: NO_CUT(0) -> buffers[0] = 0; loses(1); storing_begins(0)
    :: NO_CUT(1) -> buffers[1] = 0; loses(0); storing_begins(1)
    :: NOT_HEARD -> open_generation_lua()
    fi;
    /* a pass that meets the room in the lives set forgets that it was missing */
    if
    :: lives -> missing[0] = 0; missing[1] = 0; missingGen[0] = 0; missingGen[1] = 0
    :: else
    fi;
    i = 0
}

proctype Clock() {
    do
    :: atomic { timeout && ANY_DUE -> when_quiet(); time_passes(); resting = 0 }
    :: atomic { timeout && LEAVER_SILENT -> when_quiet(); leaver = NOBODY; resting = 0 }
    :: timeout && !ANY_DUE && !LEAVER_SILENT ->
progress_at_rest:
        atomic { when_quiet(); when_stable(); resting = 0 }
    :: atomic { hurries > 0 && ANY_DUE -> hurries = hurries - 1; time_passes() }
    od
}
