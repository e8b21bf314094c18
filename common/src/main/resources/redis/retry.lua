-- People have parked rooms tried again now: the next patrol gives each a fresh job.
-- ARGV: who, what the reason must have in it ('' for any), rooms
-- Reply: {'rebuilding'} or {'ok', for each 'retried', 'not-parked' or 'platform-paused'}
if not generation then
    return { 'rebuilding' }
end

local function retry(room)
    local record = read(room)
    if not record or record.state ~= 'parked' or not string.find(record.reason or '', ARGV[2], 1, true) then
        return 'not-parked'
    end
    if platform_paused() then
        return 'platform-paused'
    end
    record['until'] = text(now_ms)
    write(room, record, 'retried', 'by ' .. ARGV[1])
    return 'retried'
end

local reply = { 'ok' }
for i = 3, #ARGV do
    reply[#reply + 1] = retry(ARGV[i])
end
return reply
