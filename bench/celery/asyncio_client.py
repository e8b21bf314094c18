"""One process, one event loop, a coroutine for each room of the lives set: no queue, nobody who takes over.

What Python needs at least for a room and a message.
"""

import asyncio
import os
import sys
import time

import aiohttp
import redis.asyncio

import bilibili

POLL_SECONDS = 1
_MIXIN_SECONDS = 3600
_TIMEOUT = aiohttp.ClientTimeout(total=10)


class Client:
    def __init__(self, http, site, folder):
        self.http = http
        self.site = site
        self.folder = folder
        self.mixin = ""
        self.mixin_until = 0.0

    async def watch(self, room):
        """Returns when the stream has ended. Raises if the room cannot be joined again and again."""
        events = bilibili.Events(self.folder, room)
        failures = 0
        try:
            while True:
                try:
                    place = await self._look_up(room)
                    if place is None:
                        return
                    url, token = place
                    async with self.http.ws_connect(url, max_msg_size=0, compress=0) as socket:
                        await socket.send_bytes(bilibili.auth(room, token))
                        failures = 0
                        if not await self._read(socket, events):
                            return
                except (OSError, ValueError, asyncio.TimeoutError, aiohttp.ClientError, bilibili.CannotJoin):
                    failures += 1
                    if failures == bilibili.MAX_FAILURES:
                        raise
                await asyncio.sleep(bilibili.RETRY_SECONDS)
        finally:
            events.close()

    async def _look_up(self, room):
        """None if the room is not live."""
        if not bilibili.is_live(await self._get(bilibili.room_init_path(room))):
            return None
        if time.monotonic() >= self.mixin_until:
            self.mixin = bilibili.mixin_of(await self._get(bilibili.nav_path()))
            self.mixin_until = time.monotonic() + _MIXIN_SECONDS
        return bilibili.socket_of(await self._get(bilibili.danmu_info_path(room, self.mixin)))

    async def _read(self, socket, events):
        """Returns whether the stream goes on, once the socket or the stream has ended."""
        beats = asyncio.create_task(self._beat(socket))
        try:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.BINARY and not events.tell(bilibili.commands(message.data)):
                    return False
            return True
        finally:
            beats.cancel()

    async def _beat(self, socket):
        while True:
            await socket.send_bytes(bilibili.heartbeat())
            await asyncio.sleep(bilibili.HEARTBEAT_SECONDS)

    async def _get(self, path):
        async with self.http.get(self.site + path, timeout=_TIMEOUT) as answer:
            return await answer.json(content_type=None)


async def main():
    lives = os.environ["BENCH_LIVES"]
    rooms = redis.asyncio.Redis.from_url(os.environ["BENCH_REDIS"], decode_responses=True)
    running = {}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        client = Client(http, os.environ["BENCH_SITE"], os.environ["BENCH_FOLDER"])
        print("started", flush=True)
        while True:
            wanted = await rooms.smembers(lives)
            for room in wanted - running.keys():
                running[room] = asyncio.create_task(client.watch(room))
            for room in [room for room, task in running.items() if task.done()]:
                failure = running.pop(room).exception()
                if failure is None:
                    await rooms.srem(lives, room)
                else:
                    print(room, repr(failure), file=sys.stderr)
            await asyncio.sleep(POLL_SECONDS)


if __name__ == "__main__":
    asyncio.run(main())
