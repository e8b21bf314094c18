-- Give rooms a fresh job, by compare-and-set on job, state and holder. Rule 7.
-- ARGV: for each: room, job, state, session ('' for none)
-- Reply: {'rebuilding'} or {'ok', generation, room, fresh job, room, fresh job, ...} for those repaired
if not generation then
    return { 'rebuilding' }
end
local reply = { 'ok', generation }
for i = 1, #ARGV, 4 do
    local room, job, state, session = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
    local record = read(room)
    if record and record.job == job and record.state == state and (record.session or '') == session
        and redis.call('SISMEMBER', LIVES, room) == 1
        and not (held(record) and (alive(session) or alive(record.joining)))
        and not (state == 'parked' and tonumber(record['until'] or '0') > now_ms) then
        leave_word(session, room)
        leave_word(record.joining, room)
        record.joining, record.lost = nil, record.lost or last_known(session)
        record.state, record.session, record.job, record.gen = 'claimed', nil, next_job(), generation
        record['until'], record.reason, record.since = nil, nil, text(now_ms)
        write(room, record, 'repaired', 'was ' .. state)
        reply[#reply + 1] = room
        reply[#reply + 1] = record.job
    end
end
return reply
