-- The holder's socket is closed (or it never had one): the record goes. A room that is in the lives set is claimed anew by
-- the next pass. Rules 4 and 7.
-- ARGV: session, room, job ('' where the session does not have the room: neither as its holder nor as who is joining), reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if record and ARGV[3] == '' and record.state == 'handing-over' and record.joining == ARGV[1] then
    record.joining = nil
    write(ARGV[2], record, 'declined', ARGV[4])
    return 'ok'
end
if not record or record.session ~= ARGV[1] or not held(record) or (ARGV[3] ~= '' and record.job ~= ARGV[3]) then
    return 'not-mine'
end
back_into_lives(ARGV[2], record)
remove(ARGV[2], record, 'cancelled', ARGV[4])
return 'ok'
