-- A holder offers rooms to others: it goes on until one of them is joined. Rule 11.
-- ARGV: session, then for each: room, job
-- Reply: {'rebuilding'} or {'ok', for each 'ok' or 'not-mine'}
if not generation then
    return { 'rebuilding' }
end
local reply = { 'ok' }
for i = 2, #ARGV, 2 do
    local record = read(ARGV[i])
    if not mine(record, ARGV[i + 1], ARGV[1]) then
        reply[#reply + 1] = 'not-mine'
    else
        if record.state == 'opening' or record.state == 'watching' then
            record.state, record.since = 'handing-over', text(now_ms)
            write(ARGV[i], record, 'handing-over')
        end
        reply[#reply + 1] = 'ok'
    end
end
return reply
