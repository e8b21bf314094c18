-- One step of a claim pass: walk the lives set with a cursor and name only the ids that have no record. What is in order,
-- nearly all of a large set, never leaves Redis. The claim looks at both again. Of a paused platform
-- nothing is named. Rule 1.
-- ARGV: cursor, count
-- Reply: {'rebuilding'} or {'ok', next cursor, id, ...}
if not generation then
    return { 'rebuilding' }
end
if platform_paused() then
    return { 'ok', '0' }
end
local page = redis.call('SSCAN', LIVES, ARGV[1], 'COUNT', ARGV[2])
local reply = { 'ok', page[1] }
for _, id in ipairs(page[2]) do
    if redis.call('HEXISTS', RUNNING, id) == 0 then
        reply[#reply + 1] = id
    end
end
return reply
