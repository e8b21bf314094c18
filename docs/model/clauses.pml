/*
 * Every clause of the rules that the model can leave out. 1: kept. `check` runs the model with one of them 0 and expects a property to
 * fail: mutations.txt says which. Hidden: they do not change, so they need not be part of a state.
 */
#define CLAUSE(name) hidden byte name = 1;

/* ---- Rule 1: claim ---- */
CLAUSE(CLAIM_LOOKS_AT_LIVES)            /* is in the lives set, looked up in the same script */
CLAUSE(CLAIM_ONLY_WITHOUT_RECORD)       /* and has no record */
CLAUSE(JOB_ID_IS_FRESH)                 /* with a fresh job id */

/* ---- Rule 2: publish and confirm ---- */
CLAUSE(CONFIRM_OVER_CLAIMED)            /* writes queued only over claimed */
CLAUSE(CONFIRM_OF_THIS_JOB)             /* of this job */
CLAUSE(RELEASE_ONLY_CLAIMED)            /* releases only while it is still claimed */
CLAUSE(RELEASE_OF_THIS_JOB)             /* and this job's */

/* ---- Rule 3: what a delivery means ---- */
CLAUSE(BEAT_BEFORE_ASKING)              /* a session that is dead or unknown must beat before it may ask */
CLAUSE(WAIT_FOR_EARLIER_SESSION)        /* while an earlier session of the room is ending, the delivery waits */
CLAUSE(STALE_JOBS_ARE_DROPPED)          /* the record names another job: Stale */
CLAUSE(TAKE_NEVER_CREATES)              /* no record: Cancelled; a take never creates one */
CLAUSE(OLDER_MESSAGE_RESTORES_LIVES)    /* a message of an older generation puts its room back into the lives set */
CLAUSE(TAKE_WAITS_FOR_GENERATION)       /* no generation key: Wait */
CLAUSE(ADOPT_KEEPS_SOCKET)              /* Adopt: keep the socket, nothing reconnects */
CLAUSE(ADOPT_OPENS_WITHOUT_SOCKET)      /* Adopt without a socket opens the room */
CLAUSE(ADOPT_REMEMBERS_DELIVERY)        /* remember the new delivery tag */
CLAUSE(OLDER_DELIVERY_IS_ACKED)         /* ack the delivery that a new one replaces */
CLAUSE(ADOPT_TELLS_TERM)                /* the answer carries state and term */
CLAUSE(TAKE_OVER_FROM_DEAD)             /* held by a dead session: TakeOver */
CLAUSE(HELD_ASKS_HOLDER)                /* a redelivery is a question: ask the holder before taking over */
CLAUSE(HELD_IS_SETTLED)                 /* and again until it is settled, not: ack at once */
CLAUSE(TAKE_IN_FLIGHT_COUNTS)           /* the holder's 'mine': a take in flight counts */
CLAUSE(UNHEARD_TWICE)                   /* nobody hears, twice in a row */
CLAUSE(LOST_NAMES_HOLDER_AND_TERM)      /* the take-over after 'not mine' names the holder and term it is about */
CLAUSE(TAKE_RAISES_TERM)                /* every take and take-over raises the term */

/* ---- Rule 4: ack, and the end of a stream ---- */
CLAUSE(ACK_WHEN_OVER)                   /* not when it is taken */
CLAUSE(ACK_AFTER_CLOSE)                 /* a room that was taken over or given up is acked when its socket is closed */
CLAUSE(ACK_STALE)                       /* Stale and Cancelled are acked */
CLAUSE(PARK_BEFORE_ACK)                 /* parked: the record says so before the ack */
CLAUSE(WRITE_NEEDS_JOB)                 /* a worker's script needs its job in the record */
CLAUSE(WRITE_NEEDS_SESSION)             /* and its session: a take-over keeps the job id */
CLAUSE(FINISH_ONLY_MINE)                /* if the record is mine, lives entry and record go, else nothing */
CLAUSE(FINISH_LIVES_AND_RECORD)         /* both go together */
CLAUSE(FINISH_ASKS_AGAIN)               /* ask the platform once more; a new stream puts the room back */
CLAUSE(FINISH_IS_REPEATABLE)            /* asked again after a lost answer, it answers the same */
CLAUSE(FINISH_BEFORE_ACK)               /* the ack comes last */

/* ---- Rule 5: sockets outlive servers; the check ---- */
CLAUSE(CHANNEL_LOSS_KEEPS_SOCKETS)      
CLAUSE(REDIS_LOSS_KEEPS_SOCKETS)        
CLAUSE(CHECK_AFTER_SILENCE)             /* when Redis answers again, the worker checks its records */
CLAUSE(CHECK_CLOSES_OTHERS)             /* named for another: close */
CLAUSE(CHECK_CLOSES_OVER)               /* missing under the generation I know: over, close */
CLAUSE(CHECK_RESTORES)                  /* missing under another: write it back */
CLAUSE(CHECK_RESTORES_LIVES)            /* lives entry and record together */
CLAUSE(CHECK_STAMPS_GENERATION)         /* stamped with the new generation */
CLAUSE(CHECK_EVERY_MINUTE)              

/* ---- Rule 6: sessions ---- */
CLAUSE(LATE_IS_DEAD)                    /* a session that misses its deadline is dead, its rooms are free */
CLAUSE(TAKE_OVER_LEAVES_WORD)           
CLAUSE(REPAIR_LEAVES_WORD)              /* every re-claim leaves word, too */
CLAUSE(WORD_CLOSES_ONLY_LOST)           /* it closes the rooms whose record names another, not all */
CLAUSE(BEAT_STOPS_WITHOUT_PROGRESS)     
CLAUSE(AMNESTY_AFTER_SILENCE)           /* after a silence of Redis nobody counts as dead until every worker could beat */

/* ---- Rule 7: repair, cancel, rebuild ---- */
CLAUSE(REPAIR_CLAIMED)                  /* a claimed record past its grace */
CLAUSE(REPAIR_QUEUED)                   /* a queued one past its grace while the queue is empty */
CLAUSE(REPAIR_QUEUED_LONG)              /* or past a long grace in any case */
CLAUSE(REPAIR_DEAD)                     /* a held one whose session is dead */
CLAUSE(REPAIR_MINDS_JOINER)             /* and that no living one is joining */
CLAUSE(REPAIR_PARKED)                   /* a parked one past its time */
CLAUSE(REPAIR_COMPARES_JOB)             /* by compare-and-set on job, */
CLAUSE(REPAIR_COMPARES_STATE)           /* state */
CLAUSE(REPAIR_COMPARES_HOLDER)          /* and holder */
CLAUSE(REPAIR_LOOKS_AT_SESSION)         /* is the holder still dead? looked up in the script */
CLAUSE(REPAIR_LOOKS_AT_LIVES)           /* is the room still wanted? looked up in the script */
CLAUSE(REPAIR_ID_IS_FRESH)              /* and with a fresh job id */
CLAUSE(VERIFY_OPENING)                  /* who has been opening for long is asked whether it has the room */
CLAUSE(VERIFY_JOINING)                  /* so is who has been joining for long while the owner is dead */
CLAUSE(GONE_DELETES_UNHELD)             /* left the lives set: delete the record when nobody living holds it */
CLAUSE(GONE_SPARES_HELD)                /* else tell the holder */
CLAUSE(GONE_LOOKS_AT_LIVES)             /* still missing, looked up in the script */
CLAUSE(CANCEL_IS_A_QUESTION)            /* the holder's script closes only what is not in the lives set and its own */
CLAUSE(ABSENT_HOLDER_DISOWNS)           /* a holder that does not have the room deletes the record */
CLAUSE(MISSING_TWICE)                   /* gone only after it was missing twice, */
CLAUSE(MISSING_IN_ONE_GENERATION)       /* within one generation */
CLAUSE(CLAIM_WAITS_FOR_GENERATION)      /* without the generation key nothing is claimed */
CLAUSE(CANCEL_WAITS_FOR_GENERATION)     /* or cancelled */
CLAUSE(REBUILD_WAITS_FOR_WORKERS)       /* until the workers that can be heard have written their rooms back */
CLAUSE(REBUILD_WITH_PATIENCE)           /* one that listens and says nothing is not waited for for ever */
CLAUSE(GENERATION_IS_HIGHER)            /* a new generation, higher than any before */

/* ---- Rule 11: handover and fencing ---- */
CLAUSE(FENCE_AFTER_PAUSE)               /* after a pause beyond the deadline nothing is stored before the session is confirmed */
CLAUSE(OFFER_KEEPS_OWNER)               /* the record keeps the owner, and the owner its socket */
CLAUSE(SWAP_NEEDS_JOINER)               /* the swap needs the record to name it as joining */
CLAUSE(SWAP_NEEDS_LIVING)               /* and its session to be alive, as for every take */
CLAUSE(SWAP_RAISES_TERM)                
CLAUSE(SWAP_LEAVES_WORD)                
CLAUSE(BUFFER_UNTIL_CUT)                /* the new one lets its buffer go from the cut on */
CLAUSE(BUFFER_WITH_PATIENCE)            /* a cut that never comes is not waited for for ever */
CLAUSE(OWN_COPY_GIVES_UP)               /* its own copy coming back: give up, go on */
CLAUSE(HANDOVER_IS_WITHDRAWN)           /* nobody comes, or the joining one dies: the old one goes on as before */
CLAUSE(JOINER_NEVER_RESTORES)           /* a joining one does not own the room: it writes nothing back */

/* ---- Pause and resume ---- */
CLAUSE(PAUSE_LOOKS_AT_LIVES)            /* only what is in the lives set is paused, looked up in the same script */
CLAUSE(PAUSE_SPARES_ENDING)             /* a room whose stream has ended is left to its living holder */
CLAUSE(PAUSE_LEAVES_WORD)               /* for who holds the room, and for who is joining it */
CLAUSE(PAUSED_IS_NOT_TAKEN)             /* a message of a paused room is stale */
CLAUSE(PAUSED_IS_NOT_REPAIRED)          /* only a person ends what a person paused */
CLAUSE(PLATFORM_CLAIMS_NOTHING)         /* while it is paused nothing of it is claimed, */
CLAUSE(PLATFORM_REPAIRS_NOTHING)        /* or repaired, */
CLAUSE(PLATFORM_PAUSES_ROOMS)           /* and its rooms are paused, */
CLAUSE(PLATFORM_PAUSE_IS_LOOKED_UP)     /*   if it still is, looked up in the script */
CLAUSE(PLATFORM_RESUMES_ROOMS)          /* when it goes on, so do they */
CLAUSE(REPAIR_WAITS_FOR_LEAVER)         /* a fresh job only after who held it has closed its socket, */
CLAUSE(GONE_WAITS_FOR_LEAVER)           /* and the record stays until then, */
CLAUSE(DEAD_LEAVER_IS_GONE)             /*   or until its session is dead, */
CLAUSE(LEAVER_WITH_PATIENCE)            /*   or for 90 s: it looks at its rooms every minute */
CLAUSE(LEFT_AFTER_CLOSE)                /* it says so when its socket is closed, */
CLAUSE(LEFT_NEEDS_SESSION)              /*   only who the record names, */
CLAUSE(LEFT_WITHOUT_ROOM)               /*   who never had the room as well, */
CLAUSE(LEFT_NOT_IN_DOUBT)               /*     unless a take of it is under way, */
CLAUSE(NOT_MINE_SAYS_LEFT)              /*   and who was on its way out for another reason */
CLAUSE(CLOSE_LOOKS_AGAIN)               /* who waits for a cut before it closes looks again: the room may be its own by then, anew */
CLAUSE(CHECK_TELLS_PAUSED)              /* a check tells 'paused' from 'another's' */

/* ---- What the model asked for beyond the rules as they are written ---- */
CLAUSE(NOT_MINE_IS_CHECKED)             /* 'not mine' to a worker that goes on is a reason to check the record, not to close */
CLAUSE(ADOPT_ANEW_RAISES_TERM)          /* an Adopt that opens the room is a new hold: an earlier 'not mine' no longer names it */
CLAUSE(HISTORY_PROVES_LOSS)             /* a room is put back, by a message or a check, only if this generation never saw it */
CLAUSE(CHECK_TELLS_TERM)                /* 'mine' carries the term: an answer that was lost may have raised it */
CLAUSE(CHECK_COVERS_ENDING)             /* rooms whose end is yet to be written are checked, and written back, too */
CLAUSE(FINISH_IN_TWO_STEPS)             /* the record stays, as 'ending', until the platform was asked: a dead one's is asked about anew */
CLAUSE(PUT_BACK_WHAT_WAS_THERE)         /* nothing is put back whose lives entry was gone before the finish */
CLAUSE(FENCE_ENDS_BY_BEAT)              /* confirmed: a beat made after the pause, and the checks that were due then */
CLAUSE(FENCE_ENDS_BY_GENERATION)        /* while the registry is rebuilt nobody is confirmed */
CLAUSE(CUT_IS_ASKED_FOR)                /* the buffer goes early only if the old one is dead, or nobody hears in its place */
