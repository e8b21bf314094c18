/*
 * How rooms are claimed, taken, adopted, taken over, handed over, finished and repaired: one room, two workers, one or two dispatchers,
 * one Redis, one RabbitMQ. README.md beside this file says what stands for what, and how to run it.
 */

/* ---- bounds: what a mix of faults sets, as often as it may happen in a run ---- */
#define MAX_JOBS 8
hidden byte jobs = 4;           /* job ids of a run at most; 'repairs_are_bounded' tells when they run out */
hidden byte dispatchers = 1;
hidden byte busy = 0;           /* 1: other rooms' jobs keep the queue from ever being empty */
byte deaths;                    /* of a worker */
byte freezes;                   /* of a worker, which may wake at any time */
byte hangs;                     /* of worker 0's own thread */
byte cuts;                      /* of a worker from Redis, healed at any time */
byte controls;                  /* control channel lost, back at any time */
byte blinks;                    /* lost for less than the time between two questions */
byte channels;                  /* a worker's channel is closed by the broker: all its deliveries go back */
byte purges;                    /* of all queues */
byte confirms;                  /* a confirm is lost, or a job refused */
byte answers;                   /* a script has run, its answer is lost */
byte restarts;                  /* a dispatcher dies between two steps and another starts */
byte losses;                    /* Redis loses its data */
byte aways;                     /* Redis is away, back at any time */
byte hurries;                   /* a grace is over although something is still under way: a late publish, a slow network */
byte srems;
byte sadds;
byte rewrites;                  /* the lives set is rewritten: the room is missing for a moment */
byte ends;                      /* of the stream */
byte streams;                   /* a new stream begins, at once or later */
byte tirings;                   /* a worker gives the room up for a while */
byte handovers;
byte pauses;                    /* a person pauses the room, and resumes it at any time */
byte platforms;                 /* the same with its whole platform */

#include "clauses.pml"
#include "state.pml"
#include "properties.pml"
#include "scripts.pml"
#include "worker.pml"
#include "dispatcher.pml"
#include "world.pml"

init {
    atomic {
        /* a cluster that has just started: both workers have beaten, the room has just been added */
        lives = 1; wish = 1;
        registered[0] = 1; registered[1] = 1; known[0] = 1; known[1] = 1; checked[0] = 1; checked[1] = 1;
        run Worker(0); run Worker(1);
        run Dispatcher(0);
        if
        :: dispatchers == 2 -> run Dispatcher(1)
        :: else
        fi;
        run Broker(); run Nature(); run World(); run Clock()
    }
}
