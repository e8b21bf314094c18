-- What the living workers say of themselves, added up: a fair share follows from it. A thousand workers ask often, so the sums are made
-- once for all, and may be a moment old.
-- ARGV: session of who asks, '1' to have them made anew
-- Reply: {slots of the others that take rooms, how many those are, rooms of all, rooms that the others are told to give to others, rooms
-- of who asks, '1' if all are in it: after a loss of data the generation begins when all have beaten again}, as text
local session, anew = ARGV[1], ARGV[2] == '1'
local GOOD_FOR_MS = 250

local function numbers(part)
    local all = {}
    for value in string.gmatch(part, '%d+') do
        all[#all + 1] = tonumber(value)
    end
    return all
end

-- A worker of a version that does not know 'danmaku_crew' is only in WORKERS.
local function part(member)
    return redis.call('HGET', CREW, member) or part_of(redis.call('HGET', WORKERS, member))
end

local function sums()
    local parts = {}
    local crew = redis.call('HGETALL', CREW)
    for i = 1, #crew, 2 do
        parts[crew[i]] = crew[i + 1]
    end
    local all = { 0, 0, 0, 0 }
    local first = now_ms < amnesty and '-inf' or text(now_ms)
    for _, member in ipairs(redis.call('ZRANGEBYSCORE', SESSIONS, first, '+inf')) do
        local said = numbers(parts[member] or part(member))
        for i = 1, #all do
            all[i] = all[i] + said[i]
        end
        parts[member] = nil
    end
    -- whom a worker forgot that does not know 'danmaku_crew'
    for member in pairs(parts) do
        if not redis.call('ZSCORE', SESSIONS, member) then
            redis.call('HDEL', CREW, member)
        end
    end
    return all
end

local all
local made = tonumber(redis.call('HGET', PULSE, 'summed') or '0')
if anew or now_ms < made or now_ms - made > GOOD_FOR_MS then
    all = sums()
    redis.call('HSET', PULSE, 'summed', text(now_ms), 'sums', table.concat(all, ' '))
else
    all = numbers(redis.call('HGET', PULSE, 'sums'))
end

local own = { 0, 0, 0, 0 }
if alive(session) then
    own = numbers(part(session))
end
return {
    text(math.max(0, all[1] - own[1])), text(math.max(0, all[2] - own[2])), text(all[3]), text(math.max(0, all[4] - own[4])), text(own[3]),
    generation and alive(session) and '1' or ''
}
