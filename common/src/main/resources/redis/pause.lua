-- People pause rooms: no session, no job that counts, until they resume them. Who holds one closes its socket and says so (left.lua);
-- until then nobody else gets it. A dispatcher does the same with the rooms of a paused platform.
-- ARGV: 'room' or 'platform', who (of a platform: what its pause says), rooms
-- Reply: {'rebuilding'} or {'ok', verdict, session to tell ('' for none), ...}, verdict one of paused, already, ending (its stream ended
--        a moment ago: the record goes by itself), unwanted (not in the lives set), kept (the platform goes on)
if not generation then
    return { 'rebuilding' }
end
local by, who = ARGV[1], ARGV[2]
if by == 'platform' then
    who = redis.call('HGET', PAUSED, 'by') or ''
end

local function said()
    return (by == 'platform' and 'with its platform, ' or '') .. 'by ' .. who
end

local function again(room, record)
    if by == 'platform' or record.by == 'room' then
        return 'already', ''
    end
    record.by, record.reason = by, said()
    write(room, record, 'paused', said())
    return 'paused', ''
end

-- The gap that follows is told when it is resumed, from the moment on that its holder has closed it.
local function let_go(room, record)
    local session = record.session
    leave_word(session, room)
    leave_word(record.joining, room)
    record.lost = record.lost or (not alive(session) and last_known(session)) or text(now_ms)
    record.leaving, record.leaves = session, text(now_ms + LEAVING_MS)
    return alive(session) and session or ''
end

local function pause(room)
    local record = read(room)
    if by == 'platform' and not platform_paused() then
        return 'kept', ''
    end
    if record and record.state == 'paused' then
        return again(room, record)
    end
    if record and record.state == 'ending' then
        if alive(record.session) then
            return 'ending', ''
        end
        back_into_lives(room, record)
        if redis.call('SISMEMBER', LIVES, room) == 0 then
            leave_word(record.session, room)
            remove(room, record, 'ended', record.reason)
            return 'ending', ''
        end
    end
    if redis.call('SISMEMBER', LIVES, room) == 0 then
        return 'unwanted', ''
    end
    if not record then
        history_goes_on(room)
        record = { v = 1, job = next_job(), term = '0' }
    end
    local holder = held(record) and let_go(room, record) or ''
    record.gap = record.lost and 'paused' or nil
    record.state, record.by, record.since, record.gen = 'paused', by, text(now_ms), generation
    record.claimed = nil
    record.session, record.joining, record['until'], record.reason = nil, nil, nil, said()
    redis.call('HDEL', FOUND, room)
    write(room, record, 'paused', said())
    return 'paused', holder
end

local reply = { 'ok' }
for i = 3, #ARGV do
    local verdict, holder = pause(ARGV[i])
    reply[#reply + 1] = verdict
    reply[#reply + 1] = holder
end
return reply
