-- Stands before every script of the registry; a script is this text and its own.
--
-- KEYS, the same for all:
--   1 danmaku_generation  2 danmaku_generation_next  3 danmaku_job      4 danmaku_sessions
--   5 danmaku_pulse       6 danmaku_restored         7 danmaku_ended    8 danmaku_workers
--   9 {p}_lives          10 {p}_running             11 {p}_found       12 {p}_history:   13 danmaku_word:
--  14 {p}_paused         15 {p}_unknown             16 {p}_malformed     17 {p}_rejected    18 {p}_scale
--  19 danmaku_crew
-- 12 and 13 are beginnings: the room or the session follows. (Redis Cluster is refused at start, so they need no slot.)
--
-- Numbers are kept as text, and have at most 14 digits: that is what Lua and cjson write exactly. So job ids and generations
-- begin at Redis' clock in ms. Scripts stay within what jedis-mock does like Redis: HGET instead of HMGET.
-- A record is JSON: v, state, job, gen, term, since (ms), and where they apply session, joining (the session that a room is handed
-- over to), lost (ms: since when nobody watches it, as far as is known; until it is joined), until (ms), reason,
-- parked (how often), wanted ('1': an ending room had its lives entry when its stream was finished), by (who paused it: 'room' for a
-- person who paused it alone, 'platform'), gap ('paused': why it is lost), leaving (the session that held it when it was paused, until
-- that one has closed it), leaves (ms: until when that is waited for), claimed (ms: when it was claimed, until it is taken).

local GENERATION, NEXT_GENERATION, JOB, SESSIONS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local PULSE, RESTORED, ENDED, WORKERS = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local LIVES, RUNNING, FOUND, HISTORY, WORD = KEYS[9], KEYS[10], KEYS[11], KEYS[12], KEYS[13]
local PAUSED, UNKNOWN, MALFORMED, REJECTED, SCALE = KEYS[14], KEYS[15], KEYS[16], KEYS[17], KEYS[18]
local CREW = KEYS[19]

local HISTORY_ENTRIES = 20
local HISTORY_SECONDS = 7 * 24 * 3600
local ENDED_ROOMS = 100000
local WORD_SECONDS = 24 * 3600
-- Workers beat and dispatchers look every second: longer without anybody means that Redis itself was away.
local SILENCE_MS = 2500
local PULSE_STEP_MS = 200
local EXPIRED_AT_ONCE = 2
-- A living session that was to close a room has done so by then: it looks at all its rooms every minute.
local LEAVING_MS = 90 * 1000

local function text(number)
    return tostring(number)
end

local clock = redis.call('TIME')
local now_ms = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local generation = redis.call('GET', GENERATION)

-- After a silence of Redis nobody counts as dead until every worker could beat again.
local function amnesty_until()
    local seen = tonumber(redis.call('HGET', PULSE, 'seen') or '0')
    local amnesty = tonumber(redis.call('HGET', PULSE, 'amnesty') or '0')
    -- a clock that went back makes the deadlines as worthless as a silence does
    if math.abs(now_ms - seen) > SILENCE_MS then
        amnesty = now_ms + tonumber(redis.call('HGET', PULSE, 'deadline') or '5000')
        redis.call('HSET', PULSE, 'seen', text(now_ms), 'amnesty', text(amnesty))
    elseif now_ms - seen > PULSE_STEP_MS then
        redis.call('HSET', PULSE, 'seen', text(now_ms))
    end
    return amnesty
end
local amnesty = amnesty_until()

-- Unknown is dead; late is dead unless Redis was away.
local alive_known = {}
local function alive(session)
    if not session or session == '' then
        return false
    end
    if alive_known[session] == nil then
        local deadline = redis.call('ZSCORE', SESSIONS, session)
        alive_known[session] = (deadline and (tonumber(deadline) >= now_ms or now_ms < amnesty)) and true or false
    end
    return alive_known[session]
end

-- When a session was last known to be there, in ms; nil where nothing is known of it.
local function last_known(session)
    if not session or session == '' then
        return nil
    end
    local deadline = redis.call('ZSCORE', SESSIONS, session)
    if deadline then
        return text(tonumber(deadline) - tonumber(redis.call('HGET', PULSE, 'deadline') or '0'))
    end
    return redis.call('GET', WORD .. session .. ':left') or nil
end

local last_job = nil
local function job_floor()
    last_job = last_job or tonumber(redis.call('GET', JOB) or '0')
    return last_job
end

local function raise_job(job)
    last_job = job
    redis.call('SET', JOB, text(job))
end

local function next_job()
    raise_job(math.max(now_ms, job_floor() + 1))
    return text(last_job)
end

-- Nil for what is no record: another hand wrote it. The patrol deletes it.
local function decode(json)
    local readable, record = pcall(cjson.decode, json)
    if not (readable and type(record) == 'table' and record.job and record.state and record.term and record.since) then
        return nil
    end
    if type(record.job) == 'number' then
        -- jedis-mock encodes a text of digits as a number, and keeps the type of a field that is assigned
        local texts = {}
        for field, value in pairs(record) do
            texts[field] = field ~= 'v' and text(value) or value
        end
        return texts
    end
    return record
end

local function read(room)
    local json = redis.call('HGET', RUNNING, room)
    return json and decode(json) or nil
end

local function held(record)
    return record.state == 'opening' or record.state == 'watching' or record.state == 'handing-over' or record.state == 'ending'
end

-- A worker's script changes a record only with its job and its session in it: a take-over keeps the job id.
local function mine(record, job, session)
    return record and record.job == job and record.session == session and held(record)
end

local function note(room, what, record, reason)
    local key = HISTORY .. room
    local entries = redis.call('LPUSH', key, cjson.encode({
        at = text(now_ms), what = what, job = record.job, gen = record.gen, term = record.term,
        session = record.session, reason = (reason ~= '' and reason or nil)
    }))
    if entries > HISTORY_ENTRIES then
        redis.call('LTRIM', key, 0, HISTORY_ENTRIES - 1)
    end
end

local function write(room, record, what, reason)
    redis.call('HSET', RUNNING, room, cjson.encode(record))
    note(room, what, record, reason)
end

-- History outlives its room by a week, and the number of ended rooms it is kept for is bounded.
local function history_ends(room)
    local key = HISTORY .. room
    redis.call('EXPIRE', key, HISTORY_SECONDS)
    redis.call('ZADD', ENDED, text(now_ms), key)
    -- a few with each one that comes: never a long command, and yet it goes down
    local expired = text(now_ms - HISTORY_SECONDS * 1000)
    for _, gone in ipairs(redis.call('ZRANGEBYSCORE', ENDED, '-inf', expired, 'LIMIT', 0, EXPIRED_AT_ONCE)) do
        redis.call('ZREM', ENDED, gone)
    end
    if redis.call('ZCARD', ENDED) > ENDED_ROOMS then
        local oldest = redis.call('ZRANGE', ENDED, 0, 0)[1]
        redis.call('ZREM', ENDED, oldest)
        redis.call('DEL', oldest)
    end
end

-- Has this generation seen the room? Then no loss of data took it.
local function seen(room, under)
    local last = redis.call('LINDEX', HISTORY .. room, 0)
    local readable, entry = pcall(cjson.decode, last or '')
    return readable and type(entry) == 'table' and text(entry.gen) == under
end

local function history_goes_on(room)
    if redis.call('ZREM', ENDED, HISTORY .. room) == 1 then
        redis.call('PERSIST', HISTORY .. room)
    end
end

local function remove(room, record, what, reason)
    redis.call('HDEL', RUNNING, room)
    redis.call('HDEL', FOUND, room)
    note(room, what, record, reason)
    history_ends(room)
end

-- Of an ending room nobody living knows whether a new stream runs: whoever opens it will see.
local function back_into_lives(room, record)
    if record.wanted then
        redis.call('SADD', LIVES, room)
        record.wanted = nil
    end
end

-- What of a worker's words about itself makes a fair share: slots for others' rooms, whether there are any, rooms, rooms that it is told
-- to give to others; in text, as 'danmaku_crew' has it of each session. What is not readable counts as a worker without slots.
local function part_of(about)
    local readable, says = pcall(cjson.decode, about or '')
    if not (readable and type(says) == 'table') then
        return '0 0 0 0'
    end
    local function number(value)
        return math.max(0, math.floor(tonumber(value) or 0))
    end
    local slots = says.draining == true and 0 or number(says.slots)
    return table.concat({ text(slots), slots > 0 and '1' or '0', text(number(says.rooms)), text(number(says.moving)) }, ' ')
end

-- What was added up of all workers is not so any more.
local function sums_changed()
    redis.call('HDEL', PULSE, 'summed')
end

-- Word for a session that lost a room: its next beat returns it.
local function leave_word(session, room)
    if session and session ~= '' then
        redis.call('SADD', WORD .. session, LIVES .. ' ' .. room)
        redis.call('EXPIRE', WORD .. session, WORD_SECONDS)
    end
end

-- A person paused all rooms of the platform.
local platform_paused_known = nil
local function platform_paused()
    if platform_paused_known == nil then
        platform_paused_known = redis.call('EXISTS', PAUSED) == 1
    end
    return platform_paused_known
end

-- Who held the room when it was paused may still store: nobody else gets it before that one has closed it, or is dead.
local function leaving(record)
    return alive(record.leaving) and tonumber(record.leaves or '0') > now_ms
end
