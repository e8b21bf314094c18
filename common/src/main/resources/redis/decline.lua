-- Who was joining a room that is handed over gives up: another may try.
-- ARGV: session, room, job, reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not record or record.job ~= ARGV[3] or record.state ~= 'handing-over' or record.joining ~= ARGV[1] then
    return 'not-mine'
end
record.joining = nil
write(ARGV[2], record, 'declined', ARGV[1] .. ': ' .. ARGV[4])
return 'ok'
