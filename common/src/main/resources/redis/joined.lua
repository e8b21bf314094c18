-- The platform acknowledged the join: opening becomes watching.
-- ARGV: session, room, job
-- Reply: 'ok', 'not-mine' or 'rebuilding'
if not generation then
    return 'rebuilding'
end
local record = read(ARGV[2])
if not mine(record, ARGV[3], ARGV[1]) then
    return 'not-mine'
end
if record.state == 'opening' then
    record.state, record.since, record.lost = 'watching', text(now_ms), nil
    record.gap = nil
    write(ARGV[2], record, 'watching')
end
return 'ok'
