-- The stream ended and the sinks have flushed: if the record is mine, the lives entry and the record go together, else
-- nothing. Rule 4.
-- Asked again after a lost answer, it answers the same again: the caller has yet to see whether a new stream runs.
-- ARGV: session, room, job, reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not record then
    local last = redis.call('LINDEX', HISTORY .. ARGV[2], 0)
    last = last and cjson.decode(last)
    local ended = last and last.what == 'ended' and text(last.job) == ARGV[3] and last.session == ARGV[1]
    return ended and 'ok' or 'not-mine'
end
if not mine(record, ARGV[3], ARGV[1]) then
    return 'not-mine'
end
redis.call('SREM', LIVES, ARGV[2])
remove(ARGV[2], record, 'ended', ARGV[4])
return 'ok'
