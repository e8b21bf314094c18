-- The holder's socket is closed (or it never had one): the record goes. A room that is in the lives set is claimed anew by
-- the next pass. Rules 4 and 7.
-- ARGV: session, room, job ('' where the holder knows of none), reason
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not record or record.session ~= ARGV[1] or not held(record) or (ARGV[3] ~= '' and record.job ~= ARGV[3]) then
    return 'not-mine'
end
remove(ARGV[2], record, 'cancelled', ARGV[4])
return 'ok'
