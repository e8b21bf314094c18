-- The platform was asked once more after a stream's end: the record goes. Where a new stream runs already the room goes back into
-- the lives set, since that stream's sadd met the old entry and did nothing. Rule 4.
-- ARGV: session, room, job, '1' if a new stream runs
-- Reply: 'ok', 'not-mine' or 'rebuilding'; asked again after a lost answer it does no harm
if not generation then
    return 'rebuilding'
end
if ARGV[4] == '1' then
    redis.call('SADD', LIVES, ARGV[2])
end
local record = read(ARGV[2])
if not mine(record, ARGV[3], ARGV[1]) or record.state ~= 'ending' then
    return 'not-mine'
end
remove(ARGV[2], record, 'ended', record.reason)
return 'ok'
