-- People resume paused rooms: each is parked until now, so that the next patrol gives it a fresh job.
-- ARGV: who, rooms
-- Reply: {'rebuilding'} or {'ok', for each 'resumed', 'not-paused' or 'platform-paused' (it goes on with its platform)}
if not generation then
    return { 'rebuilding' }
end
local who = ARGV[1]

local function resume(room)
    local record = read(room)
    if not record or record.state ~= 'paused' then
        return 'not-paused'
    end
    if platform_paused() then
        if record.by ~= 'platform' then
            record.by = 'platform'
            write(room, record, 'resumed', 'by ' .. who .. ', but its platform is paused')
        end
        return 'platform-paused'
    end
    record.state, record.by, record.since = 'parked', nil, text(now_ms)
    record['until'], record.reason = text(now_ms), 'resumed by ' .. who
    write(room, record, 'resumed', 'by ' .. who)
    return 'resumed'
end

local reply = { 'ok' }
for i = 2, #ARGV do
    reply[#reply + 1] = resume(ARGV[i])
end
return reply
