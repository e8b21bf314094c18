/*
 * Everything a run of the model can remember. Every process below is one loop of atomic steps, so these variables are the whole state:
 * what a server stores, what a process has in memory, what is on its way.
 */

#define WORKERS 2
#define NOBODY  2               /* in place of a worker's number */
#define OTHER(w) (1 - (w))

/* ---- Redis: lost when Redis loses its data ---- */

bit  lives;                     /* is the room in the lives set? */

#define NONE     0              /* no record */
#define CLAIMED  1
#define QUEUED   2
#define OPENING  3
#define WATCHING 4
#define HANDING  5              /* handing-over */
#define PARKED   6
#define ENDING   7              /* the stream is over, its lives entry is gone; the platform is asked once more */
#define PAUSED   8
#define RESUMED  9              /* parked until now */
byte state;                     /* the record: its state, */
byte job;                       /*   job, */
byte term;
byte holder = NOBODY;           /*   worker session, */
byte joiner = NOBODY;           /*   who is joining, while it is handed over, */
byte recordGen;                 /*   the generation it was last confirmed under, */
bit  byPlatform;                /*   of a paused room: with its platform, not by itself, */
byte leaver = NOBODY;           /*   and who held it then and has yet to say that its socket is closed */
bit  platformPaused;            /* the key of a paused platform */

byte generation = 1;            /* 0: the key is gone */
byte coming;                    /* the next one, while the registry is rebuilt */
byte restored[WORKERS];         /* the coming generation under which a worker has written its rooms back */

bit  registered[WORKERS];       /* the session is known, */
bit  late[WORKERS];             /*   its deadline has passed, */
bit  word[WORKERS];             /*   it has yet to hear that it lost the room */
bit  hadEntry;                  /* of an ending record: was the room in the lives set when its stream was finished? */
bit  seen;                      /* it has a history under this generation */
byte endedJob;                  /* the history's last line, if it is 'ended': by which job, */
byte endedBy = NOBODY;          /*   and which session */

/* ---- Redis: not data ---- */

bit  away;                      /* nobody reaches it */
bit  amnesty;                   /* it was away: nobody counts as dead until every worker could beat */
bit  beaten[WORKERS];           /* has beaten since it came back */
byte lastJob;                   /* its clock, in effect: job ids and generations begin there, */
byte lastGeneration = 1;        /*   so they go on after a loss */

/* ---- RabbitMQ: a message for each job, a copy for a handover ---- */

#define UNBORN 0                /* never published */
#define READY  1
#define GONE   2                /* acked, or purged */
#define AT(w)  (3 + (w))        /* delivered to this worker, not acked */
byte at[MAX_JOBS + 1];              /* where each job's message is */
byte madeUnder[MAX_JOBS + 1];       /* the generation that a job's message carries */
byte copyAt;                    /* where the handover's copy is, */
byte copyJob;                   /*   and whose it is */

/* ---- A worker ---- */

#define RUNS   0
#define FROZEN 1                /* SIGSTOP, a swapped-out host: nothing happens in it */
#define HUNG   2                /* its worker thread stands still; its beat's thread does not */
#define DEAD   3
byte up[WORKERS];
bit  cut[WORKERS];              /* from Redis */

#define HEARS 0
#define DEAF  1                 /* its control channel is lost */
#define BLINK 2                 /* lost for less than the time between two questions */
byte control[WORKERS];

/* Its slot for the room. */
#define FREE    0
#define GRANTED 1               /* the registry's answer is here, nothing followed yet */
#define OPENS   2               /* the socket is open, not joined */
#define JOINED  3
byte slot[WORKERS];
byte slotJob[WORKERS];
byte slotTerm[WORKERS];
byte slotGen[WORKERS];
bit  socket[WORKERS];

#define NO_DELIVERY 0
#define MESSAGE     1           /* the job's own */
#define COPY        2           /* the handover's */
byte delivery[WORKERS];         /* what the worker will ack when the room is over for it */

#define ON        0
#define LOST      1             /* another's, or over: nothing is left to write, ack */
#define CANCELLED 2             /* left the lives set: the record goes, too */
#define ENDED     3             /* the stream is over */
#define TIRED     4             /* given up for a while: park */
#define ASKING    5             /* finished: does a new stream run already? */
#define PUT_BACK  6             /*   it does */
#define SETTLE    7             /*   it does not: the record goes */
#define LEAVING   8             /* paused: the next holder waits for its word */
byte closing[WORKERS];          /* is the slot on its way out, and why */

bit  removed[WORKERS];          /* its finish removed the lives entry */
bit  told[WORKERS];             /* the record knows that it is joined */
bit  offering[WORKERS];         /* the record says handing-over, the copy is not published yet */
bit  joining[WORKERS];          /* opened for a handover: the record is the other's until the swap */
bit  buffers[WORKERS];          /* swapped, but its events wait for the other's cut */

/* A delivery that is not decided yet. */
byte asked[WORKERS];            /* its job; 0: none */
bit  askedCopy[WORKERS];        /* is it the handover's copy? */
#define TO_ASK      0           /* the registry is to be asked */
#define ASK_HOLDER  1
#define UNHEARD     2           /* nobody heard once */
#define QUESTION    3           /* the holder has the question */
#define ANSWER_MINE 4
#define ANSWER_NOT  5
byte question[WORKERS];
byte askedHolder[WORKERS] = NOBODY;
byte askedTerm[WORKERS];
#define BY_ANSWER  1
#define BY_SILENCE 2
byte settledLost[WORKERS];      /* that holder, under that term, is settled to have lost it */

bit  unaware[WORKERS];          /* the broker closed its channel, the worker has not seen it yet */
byte absent[WORKERS];           /* it stood still or was cut (STOOD, CUT_OFF below), and has not beaten since */
bit  silent[WORKERS];           /* a beat failed: the next answer is the first after a silence */
bit  checkDue[WORKERS];
bit  pausing[WORKERS];           /* paused, and to close when its buffer is let go */
bit  notHere[WORKERS];           /* word came of a pause: if it does not have the room, it says so */
byte known[WORKERS];            /* the highest generation it was told */
byte checked[WORKERS];          /* the one under which it has checked all its rooms */
#define NOT_FENCED 0
#define TO_CHECK   1
#define TO_BEAT    2
byte fenced[WORKERS];           /* it stood still beyond its deadline: nothing it reads is stored before a beat, and a check if due */
bit  noticeCancel[WORKERS];     /* in its control channel */
bit  noticeVerify[WORKERS];

/* ---- A dispatcher ---- */

#define IDLE      0
#define SAW       1             /* saw the room in the lives set */
#define MADE      2             /* has a job to publish */
#define CONFIRMED 3             /* the broker has it, the record is to say so */
#define REFUSED   4             /* nack, return or timeout */
#define FOUND     5             /* the patrol named a record that needs a fresh job */
#define MISSED    6             /* the patrol missed the room in the lives set, often enough */
#define TO_PAUSE  7             /* the patrol named a room of a paused platform */
byte step[2];
byte stepJob[2];
byte foundState[2];
byte foundHolder[2] = NOBODY;
byte missing[2];      /* passes in a row that missed the room, */
byte missingGen[2];   /*   under which generation */

/* ---- The world ---- */

bit  streaming = 1;             /* does the room's stream run? */
bit  feederOwes;                /* a new stream began: whoever feeds the lives set will add the room */
bit  blink;                     /* the lives set is being rewritten: the room is missing for a moment */
bit  resting;                   /* no further fault before time passes */

/* ---- Only for the properties: no step of the cluster depends on these ---- */

bit  wish;                      /* what the lives set's users asked for last */
bit  pauseWish;                 /* a person paused the room, and has not resumed it */
bit  nobodyKnew;                /* Redis lost its data, and nobody else knew the room */
bit  srem_lost;                 /* Redis lost its data, and with it an srem that was not carried out yet */
bit  unheld[WORKERS];           /* the broker took its delivery back: it goes on without one */
#define NO_EXCUSE 0
#define HANDED    1             /* it handed the room over, and has yet to hear that it was taken */
#define STOOD     2             /* it was frozen or hung when it lost the room */
#define CUT_OFF   3             /* it was cut from Redis, or broker and control channel had both lost it */
byte excuse[WORKERS];           /* may its socket be still open though the room is another's? */
short highestEpoch;             /* granted so far, */
byte highestBy = NOBODY;        /*   and to whom */

/* ---- Words used everywhere ---- */

#define ALIVE(w)   ((w) != NOBODY && registered[w] && (!late[w] || (amnesty && AMNESTY_AFTER_SILENCE)))
#define HELD       (state == OPENING || state == WATCHING || state == HANDING || state == ENDING)
#define REACHES(w) (up[w] == RUNS && !cut[w] && !away)      /* can this worker run a script? */
#define GOES_ON(w) (slot[w] != FREE && closing[w] == ON)
#define STORES(w)  (socket[w] && slot[w] == JOINED && up[w] == RUNS && closing[w] == ON && !joining[w] && \
                    !(buffers[w] && BUFFER_UNTIL_CUT) && !(fenced[w] && FENCE_AFTER_PAUSE))
#define EPOCH(g, j, t) ((g) * 1024 + (j) * 32 + t)
