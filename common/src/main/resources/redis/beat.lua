-- One beat of a worker session: it lives until its deadline. Rule 6.
-- ARGV: session, deadline in ms from now, about the worker (JSON), highest generation it was ever told, coming ones as well
--       ('0' for none), generation under which it has checked all its rooms ('' for none)
-- Reply: {'ok' or 'rebuilding', generation (or the coming one), deadline, word of rooms that others took over: '<lives key> <room>' ...}
local session, lasts_ms, about, known, restored = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), ARGV[5]
local FORGET_MS = 3600 * 1000
local WORDS_AT_ONCE = 2000

local deadline = text(now_ms + lasts_ms)
local was_alive = alive(session)
alive_known[session] = nil
redis.call('ZADD', SESSIONS, deadline, session)
redis.call('HSET', WORKERS, session, about)
local part, before = part_of(about), redis.call('HGET', CREW, session)
redis.call('HSET', CREW, session, part)
-- who comes, or begins to drain, counts at once; slots and rooms come and go, and may be counted a moment later
local takes = '^%d+ (%d)'
if not was_alive or string.match(part, takes) ~= string.match(before or '', takes) then
    sums_changed()
end
redis.call('HSET', PULSE, 'deadline', text(lasts_ms))
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', SESSIONS, '-inf', text(now_ms - FORGET_MS))) do
    if not alive(dead) then
        redis.call('ZREM', SESSIONS, dead)
        redis.call('HDEL', WORKERS, dead)
        redis.call('HDEL', CREW, dead)
    end
end

if generation and tonumber(generation) < known then
    -- Redis came back with older data than it had: that is a loss, too
    redis.call('DEL', GENERATION)
    generation = nil
end

-- A coming generation is higher than any before. One that equals what the session knows is the one it was told here (and not,
-- by a clock that went back, one that it has worked under).
local function coming()
    local next = redis.call('GET', NEXT_GENERATION)
    local told = next and redis.call('HEXISTS', RESTORED, session) == 1
    if not next or tonumber(next) < known or (tonumber(next) == known and not told) then
        next = text(math.max(now_ms, known + 1))
        redis.call('SET', NEXT_GENERATION, next)
        redis.call('DEL', RESTORED)
    end
    redis.call('HSETNX', RESTORED, session, 'told')
    if restored == next then
        redis.call('HSET', RESTORED, session, next)
    end
    return next
end

local state, current = 'ok', generation
if not generation then
    state, current = 'rebuilding', coming()
end

local reply = { state, current, deadline }
local words = redis.call('SRANDMEMBER', WORD .. session, WORDS_AT_ONCE)
for _, word in ipairs(words) do
    reply[#reply + 1] = word
end
if #words > 0 then
    redis.call('SREM', WORD .. session, unpack(words))
end
return reply
