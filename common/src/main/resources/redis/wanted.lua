-- A cancel notice is a question: is the room still wanted, and is the record mine? Rule 7.
-- ARGV: session, room, job, room, job, ...
-- Reply: 'rebuilding', or for each 'wanted', 'unwanted' (mine, and not in the lives set) or 'not-mine'
if not generation then
    return { 'rebuilding' }
end
local reply = { 'ok' }
for i = 2, #ARGV, 2 do
    if not mine(read(ARGV[i]), ARGV[i + 1], ARGV[1]) then
        reply[#reply + 1] = 'not-mine'
    elseif redis.call('SISMEMBER', LIVES, ARGV[i]) == 1 then
        reply[#reply + 1] = 'wanted'
    else
        reply[#reply + 1] = 'unwanted'
    end
end
return reply
