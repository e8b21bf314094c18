-- Something that happened to a room without changing its record, such as a reconnect: a line of its history.
-- ARGV: session, room, job, what, reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not mine(record, ARGV[3], ARGV[1]) then
    return 'not-mine'
end
note(ARGV[2], ARGV[4], record, ARGV[5])
return 'ok'
