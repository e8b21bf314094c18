-- Give rooms a fresh job, by compare-and-set on job, state and holder; an ending one that had no lives entry is over. A room
-- that was paused with its platform gets its job when the platform goes on. Rule 7.
-- ARGV: for each: room, job, state, session ('' for none)
-- Reply: {'rebuilding'} or {'ok', generation, room, fresh job, room, fresh job, ...} for those repaired
if not generation then
    return { 'rebuilding' }
end

local function due(room, record, job, state, session)
    return record and record.job == job and record.state == state and (record.session or '') == session
        and (state == 'ending' or redis.call('SISMEMBER', LIVES, room) == 1)
        and not (held(record) and (alive(session) or alive(record.joining)))
        and not (state == 'parked' and tonumber(record['until'] or '0') > now_ms)
        and not (state == 'paused' and record.by ~= 'platform') and not leaving(record) and not platform_paused()
end

local reply = { 'ok', generation }
for i = 1, #ARGV, 4 do
    local room, job, state, session = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
    local record = read(room)
    if due(room, record, job, state, session) then
        leave_word(session, room)
        leave_word(record.joining, room)
        back_into_lives(room, record)
        if redis.call('SISMEMBER', LIVES, room) == 0 then
            remove(room, record, 'ended', record.reason)
        else
            record.joining, record.lost = nil, record.lost or last_known(session)
            record.state, record.session, record.job, record.gen = 'claimed', nil, next_job(), generation
            record['until'], record.reason, record.since = nil, nil, text(now_ms)
            record.by, record.leaving, record.leaves = nil, nil, nil
            write(room, record, 'repaired', 'was ' .. state)
            reply[#reply + 1] = room
            reply[#reply + 1] = record.job
        end
    end
end
return reply
