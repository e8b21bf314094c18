-- One step of the repair pass: walk the running registry with a cursor and name only the records that need somebody. Rule 7.
-- ARGV: cursor, count, claimed grace ms, queued grace ms, long queued grace ms, opening grace ms
-- Reply: {'rebuilding'} or {'ok', generation, next cursor, {why, room, job, state, session}, ...}, why one of
--        claimed, queued (past its short grace: repair if the queue is empty), queued-long, dead, parked, opening, joining (then
--        the session is who is joining), unwanted
if not generation then
    return { 'rebuilding' }
end
local claimed_ms, queued_ms, long_ms, opening_ms = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local function why(room, record)
    if record.state == 'ending' then
        -- its lives entry is gone, and its holder asks whether a new stream runs
        return not alive(record.session) and 'dead'
    end
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
            return (not alive(record.joining) and 'dead') or (age > opening_ms and 'joining')
        end
        return record.state == 'opening' and age > opening_ms and 'opening'
    end
    return nil
end

local page = redis.call('HSCAN', RUNNING, ARGV[1], 'COUNT', ARGV[2])
local reply = { 'ok', generation, page[1] }
for i = 1, #page[2], 2 do
    local room, record = page[2][i], decode(page[2][i + 1])
    local reason = record and why(room, record)
    if not record then
        redis.call('HDEL', RUNNING, room) -- no record of ours: the next claim makes one
    elseif reason then
        local session = reason == 'joining' and record.joining or record.session
        reply[#reply + 1] = { reason, room, record.job, record.state, session or '' }
    end
end
return reply
