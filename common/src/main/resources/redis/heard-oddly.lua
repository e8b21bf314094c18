-- A worker tells what of a platform it could not read since it told last, by name: added to what others told. Losing a report costs
-- nothing else.
-- ARGV: 'unknown' or 'malformed', then for each: name, count, first seen ms ago, last seen ms ago, sample
-- Reply: 'ok'
local NAMES = 500
local OTHERS = 'others'
local key = ARGV[1] == 'unknown' and UNKNOWN or MALFORMED
for i = 2, #ARGV, 5 do
    local name, count = ARGV[i], tonumber(ARGV[i + 1])
    if redis.call('HEXISTS', key, name) == 0 and redis.call('HLEN', key) >= NAMES then
        name = OTHERS
    end
    local readable, entry = pcall(cjson.decode, redis.call('HGET', key, name) or '')
    if not readable or type(entry) ~= 'table' then
        entry = { v = 1, count = '0', first = text(now_ms - tonumber(ARGV[i + 2])) }
    end
    redis.call('HSET', key, name, cjson.encode({
        v = 1, count = text(tonumber(entry.count) + count), first = text(entry.first),
        last = text(math.max(tonumber(entry.last or '0'), now_ms - tonumber(ARGV[i + 3]))), sample = ARGV[i + 4]
    }))
end
return 'ok'
