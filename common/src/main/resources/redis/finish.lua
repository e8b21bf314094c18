-- The stream ended and the sinks have flushed: if the record is mine its lives entry goes, else nothing. The record stays as
-- 'ending' until settle.lua: should the holder die before it has asked the platform whether a new stream runs, whoever finds the
-- record puts the room back. Rule 4.
-- ARGV: session, room, job, reason
-- Reply: 'ended' (its lives entry went), 'ended-unwanted' (it had none: a new stream is nobody's wish), 'not-mine' or
--        'rebuilding'; the same again after a lost answer
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not mine(record, ARGV[3], ARGV[1]) then
    return 'not-mine'
end
if record.state ~= 'ending' then
    record.wanted = redis.call('SREM', LIVES, ARGV[2]) == 1 and '1' or nil
    record.state, record.joining, record.since, record.reason = 'ending', nil, text(now_ms), ARGV[4]
    write(ARGV[2], record, 'ending', ARGV[4])
end
return record.wanted and 'ended' or 'ended-unwanted'
