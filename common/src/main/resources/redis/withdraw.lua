-- Nobody took the room over, or who tried could not: its holder goes on as before. Whoever joins it now is told 'not-mine'.
-- ARGV: session, room, job, state that it goes on in, reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not mine(record, ARGV[3], ARGV[1]) then
    return 'not-mine'
end
if record.state == 'handing-over' then
    record.state, record.since, record.joining = ARGV[4], text(now_ms), nil
    write(ARGV[2], record, 'kept', ARGV[5])
end
return 'ok'
