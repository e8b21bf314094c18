-- One step of the repair pass: walk the running registry with a cursor and name only the records that need somebody. Rule 7.
-- ARGV: cursor, count, claimed grace ms, queued grace ms, long queued grace ms, opening grace ms
-- Reply: {'rebuilding'} or {'ok', generation, next cursor, {why, room, job, state, session}, ...}, why one of
--        claimed, queued (past its short grace: repair if the queue is empty), queued-long, dead, parked, opening, unwanted
if not generation then
    return { 'rebuilding' }
end
local claimed_ms, queued_ms, long_ms, opening_ms = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local function why(room, record)
    if redis.call('SISMEMBER', LIVES, room) == 0 then
        return 'unwanted'
    end
    local age = now_ms - tonumber(record.since)
    if record.state == 'claimed' then
        return age > claimed_ms and 'claimed'
    elseif record.state == 'queued' then
        return (age > long_ms and 'queued-long') or (age > queued_ms and 'queued')
    elseif record.state == 'parked' then
        return tonumber(record['until'] or '0') <= now_ms and 'parked'
    elseif held(record) then
        if not alive(record.session) then
            return not alive(record.joining) and 'dead'
        end
        return record.state == 'opening' and age > opening_ms and 'opening'
    end
    return nil
end

-- Nearly every record is one that a living worker watches. Those are told by their text, without taking it apart, which would
-- cost more than all the rest: this is how cjson writes them, and within a text its quotes would be escaped.
local function watcher(json)
    if not string.find(json, '"state":"watching"', 1, true) then
        return nil
    end
    local _, before = string.find(json, '"session":"', 1, true)
    local behind = before and string.find(json, '"', before + 1, true)
    return behind and string.sub(json, before + 1, behind - 1)
end

local function needs_nobody(room, json)
    return alive(watcher(json)) and redis.call('SISMEMBER', LIVES, room) == 1
end

local page = redis.call('HSCAN', RUNNING, ARGV[1], 'COUNT', ARGV[2])
local reply = { 'ok', generation, page[1] }
for i = 1, #page[2], 2 do
    local room, json = page[2][i], page[2][i + 1]
    if not needs_nobody(room, json) then
        local record = decode(json)
        local reason = record and why(room, record)
        if not record then
            redis.call('HDEL', RUNNING, room) -- no record of ours: the next claim makes one
        elseif reason then
            reply[#reply + 1] = { reason, room, record.job, record.state, record.session or '' }
        end
    end
end
return reply
