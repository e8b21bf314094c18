-- Claim: rooms that are in the lives set and have no record get one, unless their platform is paused. Rule 1.
-- ARGV: rooms
-- Reply: {'rebuilding'} or {'ok', generation, room, job, room, job, ...} for those claimed
if not generation then
    return { 'rebuilding' }
end
local reply = { 'ok', generation }
if platform_paused() then
    return reply
end
for _, room in ipairs(ARGV) do
    if redis.call('HEXISTS', RUNNING, room) == 0 and redis.call('SISMEMBER', LIVES, room) == 1 then
        local record = {
            v = 1, state = 'claimed', job = next_job(), gen = generation, term = '0', since = text(now_ms),
            claimed = text(now_ms)
        }
        history_goes_on(room)
        write(room, record, 'claimed')
        reply[#reply + 1] = room
        reply[#reply + 1] = record.job
    end
end
return reply
