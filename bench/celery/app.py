"""The Celery application: one task for each room, which lasts as long as the room's stream.

Acks late and prefetch 1, as a task that long wants it; else Celery's defaults, but for BENCH_TUNED=1, which requeues the task of a child
that died, and cancels tasks whose connection to the broker is lost.
"""

import os

import celery
import redis

import watch as client

SITE = os.environ["BENCH_SITE"]
FOLDER = os.environ["BENCH_FOLDER"]
LIVES = os.environ["BENCH_LIVES"]
RUNNING = LIVES + "_running"
TUNED = os.environ["BENCH_TUNED"] == "1"

app = celery.Celery("danmaku", broker=os.environ["BENCH_AMQP"])
app.conf.update(
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    task_default_queue=LIVES,
    task_reject_on_worker_lost=TUNED,
    worker_cancel_long_running_tasks_on_connection_loss=TUNED,
)
rooms = redis.Redis.from_url(os.environ["BENCH_REDIS"], decode_responses=True)


@app.task
def watch(room):
    try:
        client.watch(room, SITE, FOLDER)
    except Exception:
        rooms.srem(RUNNING, room)
        raise
    # A task that is terminated leaves its room in the running set: its message comes again, and the poller must not send another.
    rooms.srem(LIVES, room)
    rooms.srem(RUNNING, room)
