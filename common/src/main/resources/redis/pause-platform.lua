-- People pause or resume a whole platform: while its key is there nothing of it is claimed or repaired, and dispatchers pause its rooms.
-- Rooms that a person paused alone stay paused.
-- ARGV: who, '1' to pause ('' to resume)
-- Reply: 'ok', or 'already' where it was so before
if (redis.call('EXISTS', PAUSED) == 1) == (ARGV[2] == '1') then
    return 'already'
end
if ARGV[2] == '1' then
    redis.call('HSET', PAUSED, 'by', ARGV[1], 'at', text(now_ms))
else
    redis.call('DEL', PAUSED)
end
return 'ok'
