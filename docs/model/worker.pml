/* A worker: each step is what its worker thread, or its beat's thread, does at a time. */

/* The answer of a script may be lost on its way: the script has run, the caller does not know. */
#define ANSWER_LOST atomic { answers > 0 -> answers = answers - 1 }

inline ack(w, what, j) {
    if
    :: unaware[w] || what == NO_DELIVERY
    :: !unaware[w] && what == MESSAGE ->
        at[j] = (at[j] == AT(w) -> GONE : at[j])
    :: !unaware[w] && what == COPY ->
        if
        :: copyAt == AT(w) -> copyAt = UNBORN; copyJob = 0
        :: else
        fi
    fi
}

#define IS(w) (askedCopy[w] -> COPY : MESSAGE)

inline forget_question(w) {
    asked[w] = 0; askedCopy[w] = 0; question[w] = TO_ASK; askedHolder[w] = NOBODY; askedTerm[w] = 0; settledLost[w] = 0
}

inline free_slot(w) {
    slot[w] = FREE; slotJob[w] = 0; slotTerm[w] = 0; slotGen[w] = 0; delivery[w] = NO_DELIVERY; closing[w] = ON; told[w] = 0; removed[w] = 0;
    offering[w] = 0; joining[w] = 0; buffers[w] = 0; pausing[w] = 0; unheld[w] = 0; excuse[w] = NO_EXCUSE; fenced[w] = (fenced[w] == TO_CHECK && !checkDue[w] -> NOT_FENCED : fenced[w])
}

/* Only for the properties: a second socket needs a reason. */
inline socket_opens(w) {
    MUST(one_socket, !socket[OTHER(w)] || closing[OTHER(w)] != ON && closing[OTHER(w)] != LEAVING || joining[w] || joining[OTHER(w)] || excuse[OTHER(w)] || excuse[w]);
    socket[w] = 1
}

/* Only for the properties: so does a second worker that stores. One that stood still is no reason. */
inline storing_begins(w) {
    MUST(one_stores, !(STORES(w) && STORES(OTHER(w))) || excuse[OTHER(w)] == CUT_OFF || excuse[w] == CUT_OFF ||
        (excuse[OTHER(w)] == HANDED || excuse[w] == HANDED) && slotJob[w] != slotJob[OTHER(w)])
}

/* The room is ours by this delivery: a new slot, or the one that we have goes on without touching its socket. */
inline room_granted(w) {
    if
    :: slot[w] == FREE && (answer != ADOPT || ADOPT_OPENS_WITHOUT_SOCKET) -> slot[w] = GRANTED
    :: slot[w] == FREE && answer == ADOPT && !ADOPT_OPENS_WITHOUT_SOCKET -> slot[w] = JOINED
    :: slot[w] != FREE ->
        if
        :: OLDER_DELIVERY_IS_ACKED && (delivery[w] != IS(w) || slotJob[w] != asked[w]) -> ack(w, delivery[w], slotJob[w])
        :: else
        fi;
        if
        :: answer == ADOPT && !ADOPT_KEEPS_SOCKET ->
            MUST(sockets_outlive_servers, !socket[w]);
            socket[w] = 0; slot[w] = GRANTED
        :: else
        fi;
        pausing[w] = pausing[w] && !CLOSE_LOOKS_AGAIN;
        excuse[w] = (answer == JOIN -> excuse[w] : NO_EXCUSE)
    fi;
    slotTerm[w] = (answer == ADOPT && !ADOPT_TELLS_TERM -> slotTerm[w] : term);
    slotJob[w] = asked[w]; slotGen[w] = generation;
    buffers[w] = (answer == JOIN -> 0 : (answer == ADOPT && joining[w] -> socket[OTHER(w)] : buffers[w]));
    joining[w] = (answer == JOIN);
    told[w] = (state == WATCHING);
    unheld[w] = 0;
    if
    :: ACK_WHEN_OVER && (answer != ADOPT || ADOPT_REMEMBERS_DELIVERY || delivery[w] == NO_DELIVERY && slot[w] == GRANTED) ->
        delivery[w] = IS(w)
    :: ACK_WHEN_OVER && !(answer != ADOPT || ADOPT_REMEMBERS_DELIVERY || delivery[w] == NO_DELIVERY && slot[w] == GRANTED)
    :: !ACK_WHEN_OVER -> ack(w, IS(w), asked[w]); delivery[w] = NO_DELIVERY
    fi;
    forget_question(w);
    storing_begins(w)
}

inline follow_take(w) {
    if
    :: answer == STALE || answer == CANCELED ->
        if
        :: ACK_STALE -> ack(w, IS(w), asked[w])
        :: else
        fi;
        forget_question(w)
    :: answer == IS_HELD && !HELD_IS_SETTLED -> ack(w, IS(w), asked[w]); forget_question(w)
    :: answer == IS_HELD && HELD_IS_SETTLED ->
        question[w] = ASK_HOLDER; askedHolder[w] = holder; askedTerm[w] = term; settledLost[w] = 0
    :: answer == TAKE || answer == ADOPT || answer == JOIN -> room_granted(w)
    fi
}

/* Would a beat change anything? One that would not is left out, so that runs come to rest. */
#define BEAT_BRINGS(w) (!registered[w] || late[w] || word[w] || silent[w] || (absent[w] && up[w] == RUNS) || (amnesty && !beaten[w]) || (fenced[w] && generation && slot[w] == JOINED && closing[w] == ON && !checkDue[w] && !pausing[w]) || \
    (generation && known[w] != generation) || \
    (!generation && (!coming || known[w] != coming || (checked[w] == coming && restored[w] != coming))))

/* Would the holder's answer be another than when it was asked? */
#define NOT_AS_ASKED(w) (!(HELD && job == asked[w] && holder == askedHolder[w] && term == askedTerm[w]) || \
    !ALIVE(askedHolder[w]) || state == HANDING)

/* Does this worker have the room under this job? */
#define HOLDS(h, j) ((slot[h] > GRANTED && slotJob[h] == j) || \
    (TAKE_IN_FLIGHT_COUNTS && ((slot[h] == GRANTED && slotJob[h] == j) || (asked[h] == j && question[h] == TO_ASK))))

/* While the worker thread is inside a script and what follows from it, it does nothing else. */
#define FREE_TO_ACT(w) (up[w] == RUNS && slot[w] != GRANTED)

proctype Worker(byte w) {
    do
    /* ---- the beat ---- */
    :: atomic { (up[w] == RUNS || (up[w] == HUNG && !BEAT_STOPS_WITHOUT_PROGRESS)) && !cut[w] && !away && BEAT_BRINGS(w) ->
        beat_lua(w);
        if
        :: true ->
            checkDue[w] = checkDue[w] || (silent[w] && CHECK_AFTER_SILENCE) || (heardWord && WORD_CLOSES_ONLY_LOST) ||
                checked[w] != CURRENT;
            known[w] = CURRENT;
            if
            :: heardWord && !WORD_CLOSES_ONLY_LOST && GOES_ON(w) && slot[w] != GRANTED -> closing[w] = LOST
            :: else
            fi;
            silent[w] = 0;
            absent[w] = (up[w] == RUNS -> NO_EXCUSE : absent[w]);
            fenced[w] = (fenced[w] && (checkDue[w] || closing[w] != ON || pausing[w] || (!generation && FENCE_ENDS_BY_GENERATION)) -> TO_CHECK : NOT_FENCED);
            storing_begins(w)
        :: ANSWER_LOST; silent[w] = 1
        fi }

    /* ---- the check of records ---- */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && checkDue[w] && CURRENT && known[w] == CURRENT ->
        check_lua(w);
        if
        :: true -> checkDue[w] = 0; checked[w] = CURRENT; fenced[w] = (fenced[w] == TO_BEAT && FENCE_ENDS_BY_BEAT || closing[w] != ON || pausing[w] || (!generation && FENCE_ENDS_BY_GENERATION) -> fenced[w] : NOT_FENCED); storing_begins(w)
        :: ANSWER_LOST
        fi }

    /* ---- a delivery: the registry is asked ---- */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && asked[w] && question[w] == TO_ASK && (generation || !TAKE_WAITS_FOR_GENERATION) &&
            (closing[w] == ON || !WAIT_FOR_EARLIER_SESSION) && (ALIVE(w) || !BEAT_BEFORE_ASKING) ->
        take_lua(w);
        if
        :: true -> follow_take(w)
        :: ANSWER_LOST
        fi }

    /* ---- the holder is asked ---- */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && asked[w] && question[w] == ASK_HOLDER ->
        if
        :: control[askedHolder[w]] == HEARS -> question[w] = QUESTION
        :: control[askedHolder[w]] != HEARS && UNHEARD_TWICE -> question[w] = UNHEARD
        :: control[askedHolder[w]] != HEARS && !UNHEARD_TWICE -> settledLost[w] = BY_ANSWER; question[w] = TO_ASK
        fi }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && asked[w] && question[w] == UNHEARD && control[askedHolder[w]] != BLINK ->
        if
        :: control[askedHolder[w]] == HEARS -> question[w] = QUESTION
        :: else -> settledLost[w] = BY_SILENCE; question[w] = TO_ASK
        fi }
    /* ... and answers */
    :: atomic { REACHES(w) && asked[OTHER(w)] && question[OTHER(w)] == QUESTION && askedHolder[OTHER(w)] == w &&
            control[w] == HEARS && control[OTHER(w)] == HEARS && (slot[w] != GRANTED || !TAKE_IN_FLIGHT_COUNTS) ->
        question[OTHER(w)] = (HOLDS(w, asked[OTHER(w)]) -> ANSWER_MINE : ANSWER_NOT) }
    :: atomic { FREE_TO_ACT(w) && asked[w] && question[w] == ANSWER_MINE -> ack(w, IS(w), asked[w]); forget_question(w) }
    :: atomic { FREE_TO_ACT(w) && asked[w] && question[w] == ANSWER_NOT -> settledLost[w] = BY_ANSWER; question[w] = TO_ASK }
    /* it is asked every 200 ms, and the registry every second: what matters is when the answer would be another */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && asked[w] && question[w] == QUESTION && control[askedHolder[w]] == DEAF ->
        question[w] = ASK_HOLDER }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && asked[w] && question[w] >= ASK_HOLDER && question[w] <= QUESTION && NOT_AS_ASKED(w) &&
            generation ->
        question[w] = TO_ASK; settledLost[w] = 0 }

    /* ---- the room's socket ---- */
    :: atomic { up[w] == RUNS && slot[w] == GRANTED -> socket_opens(w); slot[w] = OPENS }
    :: atomic { FREE_TO_ACT(w) && slot[w] == OPENS && closing[w] == ON && streaming -> slot[w] = JOINED; storing_begins(w) }
    :: atomic { REACHES(w) && generation && slot[w] == JOINED && closing[w] == ON && !told[w] && !joining[w] && !checkDue[w] ->
        if
        :: true -> joined_lua(w)
        :: atomic { answers > 0 && MINE(w) -> joined_lua(w); answers = answers - 1; told[w] = 0 }
        fi }
    :: atomic { FREE_TO_ACT(w) && slot[w] >= OPENS && closing[w] == ON && !streaming -> closing[w] = (joining[w] -> LOST : ENDED) }
    :: atomic { FREE_TO_ACT(w) && slot[w] >= OPENS && closing[w] == ON && !joining[w] && tirings > 0 ->
        tirings = tirings - 1; closing[w] = TIRED }
    :: atomic { FREE_TO_ACT(w) && socket[w] && closing[w] != ON ->
        MUST(handover_has_no_gap, !(HELD && holder == OTHER(w) && slot[OTHER(w)] != FREE && buffers[OTHER(w)]) ||
            slot[OTHER(w)] == JOINED);
        socket[w] = 0; buffers[w] = 0; excuse[w] = NO_EXCUSE }

    :: atomic { FREE_TO_ACT(w) && pausing[w] && !buffers[w] -> pausing[w] = 0; closing[w] = (closing[w] == ON -> LEAVING : closing[w]) }

    /* ---- word came of a pause, and it does not have the room: nobody is to wait. Said once: what is lost on the way is not told again ---- */
    :: atomic { FREE_TO_ACT(w) && notHere[w] ->
        notHere[w] = 0;
        if
        :: REACHES(w) && generation && slot[w] == FREE && LEFT_WITHOUT_ROOM && !(asked[w] && question[w] == TO_ASK && LEFT_NOT_IN_DOUBT) -> left_lua(w)
        :: else
        fi }

    /* ---- what follows from the room's end (Settlement), when its socket is closed ---- */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && (!socket[w] || !LEFT_AFTER_CLOSE) && closing[w] == LEAVING && generation ->
        left_lua(w);
        if
        :: !socket[w] -> ack(w, delivery[w], slotJob[w]); free_slot(w)
        :: ANSWER_LOST
        :: socket[w]
        fi }
    :: atomic { FREE_TO_ACT(w) && (!socket[w] || !ACK_AFTER_CLOSE) && closing[w] == LOST -> ack(w, delivery[w], slotJob[w]);
        socket[w] = 0; free_slot(w) }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && !socket[w] && closing[w] == CANCELLED && generation ->
        if
        :: leaver == w && NOT_MINE_SAYS_LEFT -> closing[w] = LEAVING
        :: else ->
            drop_lua(w);
            if
            :: true -> ack(w, delivery[w], slotJob[w]); free_slot(w)
            :: ANSWER_LOST
            fi
        fi }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && !socket[w] && closing[w] == TIRED && generation ->
        if
        :: leaver == w && NOT_MINE_SAYS_LEFT -> closing[w] = LEAVING
        :: else ->
            if
            :: PARK_BEFORE_ACK -> park_lua(w)
            :: else
            fi;
            if
            :: true -> ack(w, delivery[w], slotJob[w]); free_slot(w)
            :: ANSWER_LOST
            fi
        fi }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && !socket[w] && closing[w] == ENDED && generation ->
        if
        :: FINISH_BEFORE_ACK
        :: else -> ack(w, delivery[w], slotJob[w]); delivery[w] = NO_DELIVERY
        fi;
        finish_lua(w);
        if
        :: true -> closing[w] = (answer == TAKE && FINISH_ASKS_AGAIN -> ASKING : (leaver == w && NOT_MINE_SAYS_LEFT -> LEAVING : LOST))
        :: ANSWER_LOST
        fi }
    :: atomic { FREE_TO_ACT(w) && closing[w] == ASKING -> 
        closing[w] = (streaming && (removed[w] || !PUT_BACK_WHAT_WAS_THERE) -> PUT_BACK : SETTLE) }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && (closing[w] == PUT_BACK || closing[w] == SETTLE) && generation ->
        settle_lua(w);
        if
        :: true -> closing[w] = LOST
        :: ANSWER_LOST
        fi }

    /* ---- its control channel: a cancel notice is a question, a verify, too ---- */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && noticeCancel[w] && generation ->
        noticeCancel[w] = 0;
        if
        :: slot[w] == FREE && asked[w] == 0 && ABSENT_HOLDER_DISOWNS -> disown_lua(w)
        :: GOES_ON(w) && (MINE(w) && !lives || !CANCEL_IS_A_QUESTION) ->
            MUST(wanted_rooms_are_kept, !lives && !blink);
            closing[w] = (joining[w] -> LOST : CANCELLED)
        :: else
        fi }
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && noticeVerify[w] && generation ->
        noticeVerify[w] = 0;
        if
        :: slot[w] == FREE && asked[w] == 0 -> disown_lua(w)
        :: else
        fi }

    /* ---- the broker took its deliveries back ---- */
    :: atomic { FREE_TO_ACT(w) && unaware[w] ->
        unaware[w] = 0;
        unheld[w] = (slot[w] != FREE);
        delivery[w] = NO_DELIVERY;
        forget_question(w);
        closing[w] = (GOES_ON(w) && !CHANNEL_LOSS_KEEPS_SOCKETS -> LOST : closing[w]) }

    /* ---- handover: the owner's side ---- */
    :: atomic { REACHES(w) && FREE_TO_ACT(w) && handovers > 0 && generation && slot[w] == JOINED && closing[w] == ON && told[w] && !joining[w] &&
            !buffers[w] && copyAt == UNBORN && state == WATCHING && MINE(w) ->
        handovers = handovers - 1;
        offer_lua(w);
        offering[w] = 1;
        if
        :: OFFER_KEEPS_OWNER
        :: else -> closing[w] = LOST
        fi }
    :: atomic { FREE_TO_ACT(w) && offering[w] -> offering[w] = 0; copyAt = READY; copyJob = slotJob[w] }
    /* ---- handover: the joining one's side ---- */
    :: atomic { REACHES(w) && generation && slot[w] == JOINED && closing[w] == ON && joining[w] && (ALIVE(w) || !SWAP_NEEDS_LIVING) ->
        swap_lua(w);
        if
        :: answer == TAKE ->
            joining[w] = 0; told[w] = 1; buffers[w] = socket[OTHER(w)]; slotTerm[w] = term; slotGen[w] = generation;
            storing_begins(w)
        :: answer == STALE -> closing[w] = LOST
        :: answer == TAKE && answers > 0 -> answers = answers - 1
        fi }
    :: atomic { FREE_TO_ACT(w) && buffers[w] && (!socket[OTHER(w)] || slotJob[OTHER(w)] != slotJob[w]) -> buffers[w] = 0; storing_begins(w) }
    od
}
