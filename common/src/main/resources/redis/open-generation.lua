-- Redis has no generation: it is fresh or lost its data. Begin the next one, once every worker that can be heard has beaten
-- and written its rooms back under it. Rule 7.
-- ARGV: the sessions whose control channels Redis lists
-- Reply: {'ok', generation} or {'waiting', session}
if generation then
    return { 'ok', generation }
end
local current = redis.call('GET', NEXT_GENERATION)
if not current then
    current = text(now_ms)
    redis.call('SET', NEXT_GENERATION, current)
end
for _, session in ipairs(ARGV) do
    if redis.call('HGET', RESTORED, session) ~= current then
        return { 'waiting', session }
    end
end
redis.call('SET', GENERATION, current)
redis.call('DEL', NEXT_GENERATION, RESTORED)
return { 'ok', current }
