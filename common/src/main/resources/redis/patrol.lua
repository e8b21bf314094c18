-- One step of the repair pass: walk the running registry with a cursor and name only the records that need somebody. Rule 7.
-- ARGV: cursor, count, claimed grace ms, queued grace ms, long queued grace ms, opening grace ms
-- Reply: {'rebuilding'} or {'ok', generation, next cursor, {size of the lives set, how many rooms of the page are wanted and rest (parked or
--        paused), state, records of it, ...}, {why, room, job, state, session}, ...}, why one of
--        claimed, queued (past its short grace: repair if the queue is empty), queued-long, dead, parked, opening, joining (then
--        the session is who is joining), unwanted, pause (its platform is paused), resume (it was, and is not any more)
if not generation then
    return { 'rebuilding' }
end
local claimed_ms, queued_ms, long_ms, opening_ms = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local paused = platform_paused()

local function why(room, record)
    if record.state == 'ending' then
        -- its lives entry is gone, and its holder asks whether a new stream runs
        return not alive(record.session) and (paused and 'pause' or 'dead')
    end
    if redis.call('SISMEMBER', LIVES, room) == 0 then
        return 'unwanted'
    end
    if record.state == 'paused' then
        return record.by == 'platform' and not paused and not leaving(record) and 'resume'
    elseif paused then
        return 'pause'
    end
    local age = now_ms - tonumber(record.since)
    if record.state == 'claimed' then
        return age > claimed_ms and 'claimed'
    elseif record.state == 'queued' then
        return (age > long_ms and 'queued-long') or (age > queued_ms and 'queued')
    elseif record.state == 'parked' then
        return tonumber(record['until'] or '0') <= now_ms and not leaving(record) and 'parked'
    elseif held(record) then
        if not alive(record.session) then
            return (not alive(record.joining) and 'dead') or (age > opening_ms and 'joining')
        end
        return record.state == 'opening' and age > opening_ms and 'opening'
    end
    return nil
end

-- A field as cjson wrote it; nil where it is none, or no text. Within a text quotes would be escaped, so none is taken for a field.
local function field(json, opening)
    local _, before = string.find(json, opening, 1, true)
    local behind = before and string.find(json, '"', before + 1, true)
    return behind and string.sub(json, before + 1, behind - 1)
end

-- Nearly all records are in order. Those are told by their text: taking each apart would cost more than all the rest.
local function needs_nobody(room, json, state)
    if state == 'paused' then
        if not paused and field(json, '"by":"') ~= 'room' then
            return false
        end
    elseif paused then
        return false
    elseif state == 'watching' then
        if not alive(field(json, '"session":"')) then
            return false
        end
    else
        local grace = (state == 'claimed' and claimed_ms) or (state == 'queued' and math.min(queued_ms, long_ms))
        local since = grace and tonumber(field(json, '"since":"'))
        if not since or now_ms - since > grace then
            return false
        end
    end
    return redis.call('SISMEMBER', LIVES, room) == 1
end

local page = redis.call('HSCAN', RUNNING, ARGV[1], 'COUNT', ARGV[2])
local states = {}
local resting = 0
local counts = { text(redis.call('SCARD', LIVES)), '0' }
local reply = { 'ok', generation, page[1], counts }
for i = 1, #page[2], 2 do
    local room, json = page[2][i], page[2][i + 1]
    local state = field(json, '"state":"')
    states[state or ''] = (states[state or ''] or 0) + 1
    local reason
    if not needs_nobody(room, json, state) then
        local record = decode(json)
        reason = record and why(room, record)
        if not record then
            redis.call('HDEL', RUNNING, room) -- no record of ours: the next claim makes one
        elseif reason then
            local session = reason == 'joining' and record.joining or record.session
            reply[#reply + 1] = { reason, room, record.job, record.state, session or '' }
        end
    end
    if (state == 'parked' or state == 'paused') and reason ~= 'unwanted' then
        resting = resting + 1
    end
end
counts[2] = text(resting)
for state, records in pairs(states) do
    counts[#counts + 1], counts[#counts + 2] = state, text(records)
end
return reply
