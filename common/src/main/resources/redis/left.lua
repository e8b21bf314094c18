-- Who held a room when it was paused has closed it, or never had it: from now on nobody watches it, and another may.
-- ARGV: session, room, job ('' where the session does not have the room)
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not record or record.leaving ~= ARGV[1] or (ARGV[3] ~= '' and record.job ~= ARGV[3]) then
    return 'not-mine'
end
record.leaving, record.leaves = nil, nil
record.lost = record.lost and ARGV[3] ~= '' and text(now_ms) or record.lost
redis.call('HSET', RUNNING, ARGV[2], cjson.encode(record))
return 'ok'
