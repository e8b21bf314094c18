-- Keep what a look-up found beside the record, for whoever takes the room over.
-- ARGV: session, room, job, found
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
if not mine(read(ARGV[2]), ARGV[3], ARGV[1]) then
    return 'not-mine'
end
redis.call('HSET', FOUND, ARGV[2], ARGV[4])
return 'ok'
