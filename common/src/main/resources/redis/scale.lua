-- How many slots a platform needs now, and the most that it needed lately. What is told here lies in Redis, so any number of dispatchers,
-- and one that was just started, say the same.
-- ARGV: rooms of the lives set whose records rest (parked or paused), window ms
-- Reply: {'rebuilding'} or {'ok', rooms, most}
if not generation then
    return { 'rebuilding' }
end
local window_ms = tonumber(ARGV[2])
local STEPS = 60

local rooms = 0
if not platform_paused() then
    -- what is in the set and has no record yet waits, too
    rooms = math.max(0, redis.call('SCARD', LIVES) - redis.call('HLEN', REJECTED) - tonumber(ARGV[1]))
end

local step_ms = math.max(1, math.floor(window_ms / STEPS))
local step = text(now_ms - now_ms % step_ms)
if rooms > tonumber(redis.call('HGET', SCALE, step) or '-1') then
    redis.call('HSET', SCALE, step, text(rooms))
end

local most = rooms
for _, at in ipairs(redis.call('HKEYS', SCALE)) do
    local age = now_ms - tonumber(at)
    -- one from ahead is from before the clock went back
    if age > window_ms or age < 0 then
        redis.call('HDEL', SCALE, at)
    else
        most = math.max(most, tonumber(redis.call('HGET', SCALE, at) or '0'))
    end
end
return { 'ok', rooms, most }
