"""Bilibili's look-ups, packets and events, as far as a chat reader needs them: shared by both Python clients.

    0        4              6         8           12         16
    | length | header = 16  | version | operation | sequence | body ...

Version 2 is zlib around further packets, 3 is brotli. All numbers are big-endian.
"""

import hashlib
import json
import os
import struct
import time
import urllib.parse
import zlib

import brotli

HEARTBEAT_SECONDS = 30
RETRY_SECONDS = 1
# A room that cannot be joined for so long is given up, so that nothing outlives the measurement.
MAX_FAILURES = 60

_HEADER = struct.Struct(">IHHII")
_ZLIB, _BROTLI = 2, 3
_HEARTBEAT, _MESSAGE, _AUTH, _AUTH_REPLY = 2, 5, 7, 8
_MIXIN_ORDER = (46, 47, 18, 2, 53, 8, 23, 32, 15, 50, 10, 31, 58, 3, 45, 35, 27, 43, 5, 49, 33, 9, 42, 19, 29, 28,
                14, 39, 12, 38, 41, 13)


class CannotJoin(Exception):
    """The platform said no, or what cannot be read."""


def nav_path():
    return "/x/web-interface/nav"


def room_init_path(room):
    return "/room/v1/Room/room_init?id=" + room


def danmu_info_path(room, mixin):
    query = urllib.parse.urlencode(sorted({"id": room, "type": 0, "wts": int(time.time())}.items()))
    return "/xlive/web-room/v1/index/getDanmuInfo?%s&w_rid=%s" % (
        query, hashlib.md5((query + mixin).encode()).hexdigest())


def mixin_of(nav):
    """The key that look-ups are signed with, from the answer to nav."""
    images = nav["data"]["wbi_img"]
    raw = "".join(images[name].rsplit("/", 1)[1].split(".")[0] for name in ("img_url", "sub_url"))
    return "".join(raw[i] for i in _MIXIN_ORDER)


def is_live(room_init):
    if room_init["code"] != 0:
        raise CannotJoin("room_init: %s" % room_init["code"])
    return room_init["data"]["live_status"] == 1


def socket_of(danmu_info):
    """The WebSocket's address, and the token to bring there."""
    if danmu_info["code"] != 0:
        raise CannotJoin("getDanmuInfo: %s" % danmu_info["code"])
    host = danmu_info["data"]["host_list"][0]
    return "ws://%s:%d/sub" % (host["host"], host["ws_port"]), danmu_info["data"]["token"]


def auth(room, token):
    body = {"uid": 0, "roomid": int(room), "protover": _BROTLI, "platform": "web", "type": 2, "key": token}
    return _packet(_AUTH, json.dumps(body).encode())


def heartbeat():
    return _packet(_HEARTBEAT, b"")


def _packet(operation, body):
    return _HEADER.pack(_HEADER.size + len(body), _HEADER.size, 1, operation, 1) + body


def commands(data):
    """The JSON commands in a WebSocket message. Raises CannotJoin if an auth reply among them is no."""
    found = []
    at = 0
    while at + _HEADER.size <= len(data):
        length, header, version, operation, _ = _HEADER.unpack_from(data, at)
        if length < header or at + length > len(data):
            break
        body = data[at + header:at + length]
        at += length
        if operation == _MESSAGE:
            if version == _BROTLI:
                found += commands(brotli.decompress(body))
            elif version == _ZLIB:
                found += commands(zlib.decompress(body))
            else:
                found.append(json.loads(body))
        elif operation == _AUTH_REPLY and json.loads(body)["code"] != 0:
            raise CannotJoin("auth: %s" % body)
    return found


class Events:
    """A room's events as JSON lines in a file for each day. What was told is with the system at once: a kill loses none."""

    def __init__(self, folder, room):
        self.room = room
        self.folder = os.path.join(folder, "events", "bilibili", room)
        self.day = None
        self.file = None

    def tell(self, found):
        """Writes what the commands say. Returns whether the stream goes on."""
        now = time.time()
        lines = []
        live = True
        for command in found:
            name = command.get("cmd", "").split(":", 1)[0]
            data = command.get("data")
            if name == "DANMU_MSG":
                info = command["info"]
                lines.append(self._line(
                    "chat", now, sentAt=info[0][4], user={"id": str(info[2][0]), "name": info[2][1]}, text=info[1]))
            elif name == "WATCHED_CHANGE":
                lines.append(self._line("viewer-count", now, kind="watched", count=data["num"]))
            elif name == "ONLINE_RANK_COUNT":
                lines.append(self._line("viewer-count", now, kind="online", count=data["online_count"]))
            elif name == "LIKE_INFO_V3_UPDATE":
                lines.append(self._line("like", now, total=data["click_count"]))
            elif name == "PREPARING":
                live = False
        if lines:
            self._write(now, "".join(lines))
        return live

    def _line(self, event_type, now, **fields):
        event = {"v": 1, "type": event_type, "platform": "bilibili", "room": self.room, "receivedAt": int(now * 1000)}
        event.update(fields)
        return json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"

    def _write(self, now, text):
        day = int(now // 86400)
        if day != self.day:
            self.close()
            os.makedirs(self.folder, exist_ok=True)
            name = time.strftime("%Y-%m-%d.jsonl", time.gmtime(now))
            self.file = open(os.path.join(self.folder, name), "a", encoding="utf-8")
            self.day = day
        self.file.write(text)
        self.file.flush()

    def close(self):
        if self.file is not None:
            self.file.close()
            self.file = None
            self.day = None
