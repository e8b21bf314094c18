-- Give a failing room a rest: out of the queue, in the registry with a time and a reason.
-- ARGV: session, room, job, rest in ms, reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not mine(record, ARGV[3], ARGV[1]) then
    return 'not-mine'
end
record.state, record.session, record.joining, record.since = 'parked', nil, nil, text(now_ms)
record['until'], record.reason, record.lost = text(now_ms + tonumber(ARGV[4])), ARGV[5], text(now_ms)
record.gap = nil
record.parked = text(tonumber(record.parked or '0') + 1)
redis.call('HDEL', FOUND, ARGV[2])
write(ARGV[2], record, 'parked', ARGV[5])
return 'ok'
