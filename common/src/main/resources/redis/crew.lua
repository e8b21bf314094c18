-- The workers whose sessions live, with what each says of itself: what a fair share is follows from it.
-- Reply: {session, about, session, about, ...}
local reply = {}
for _, session in ipairs(redis.call('ZRANGE', SESSIONS, 0, -1)) do
    local about = alive(session) and redis.call('HGET', WORKERS, session)
    if about then
        reply[#reply + 1] = session
        reply[#reply + 1] = about
    end
end
return reply
