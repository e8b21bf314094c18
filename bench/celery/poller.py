"""Every 10 s: a task for each room of the lives set that is not in the running set."""

import time

import app

POLL_SECONDS = 10


def main():
    print("started", flush=True)
    while True:
        for room in app.rooms.sdiff(app.LIVES, app.RUNNING):
            app.rooms.sadd(app.RUNNING, room)
            app.watch.delay(room)
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    main()
