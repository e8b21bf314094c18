"""Watches one room until its stream ends, with a plain blocking WebSocket client: what a Celery task does."""

import json
import time
import urllib.request

import websocket

import bilibili

_TIMEOUT_SECONDS = 10
_MIXIN_SECONDS = 3600
_mixin = (0.0, "")


def watch(room, site, folder):
    """Returns when the stream has ended. Raises if the room cannot be joined again and again."""
    events = bilibili.Events(folder, room)
    failures = 0
    try:
        while True:
            try:
                socket = _join(room, site)
                if socket is None:
                    return
                failures = 0
                try:
                    if not _read(socket, events):
                        return
                finally:
                    socket.close()
            except (OSError, ValueError, websocket.WebSocketException, bilibili.CannotJoin):
                failures += 1
                if failures == bilibili.MAX_FAILURES:
                    raise
            time.sleep(bilibili.RETRY_SECONDS)
    finally:
        events.close()


def _join(room, site):
    """None if the room is not live."""
    if not bilibili.is_live(_get(site + bilibili.room_init_path(room))):
        return None
    url, token = bilibili.socket_of(_get(site + bilibili.danmu_info_path(room, _mixin_key(site))))
    socket = websocket.create_connection(url, timeout=_TIMEOUT_SECONDS)
    socket.send_binary(bilibili.auth(room, token))
    return socket


def _read(socket, events):
    """Returns whether the stream goes on, once the socket or the stream has ended."""
    beat_at = time.monotonic()
    while True:
        now = time.monotonic()
        if now >= beat_at:
            socket.send_binary(bilibili.heartbeat())
            beat_at = now + bilibili.HEARTBEAT_SECONDS
        socket.settimeout(beat_at - now)
        try:
            data = socket.recv()
        except websocket.WebSocketTimeoutException:
            continue
        if not data:
            return True
        if not events.tell(bilibili.commands(data)):
            return False


def _mixin_key(site):
    """Asked for once an hour in each process."""
    global _mixin
    if time.monotonic() >= _mixin[0]:
        _mixin = (time.monotonic() + _MIXIN_SECONDS, bilibili.mixin_of(_get(site + bilibili.nav_path())))
    return _mixin[1]


def _get(url):
    with urllib.request.urlopen(url, timeout=_TIMEOUT_SECONDS) as answer:
        return json.load(answer)
