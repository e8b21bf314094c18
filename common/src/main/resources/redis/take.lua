-- A worker was delivered jobs and asks what to do with each. Rule 3.
-- ARGV: session, then for each job: room, job, generation of the message, '1' if the session has the room already ('' else), and,
--       once the holder's answer settled that it is lost, that holder and its term ('' and '' else)
-- Reply: {'rebuilding'}, {'beat-first'}, or {'ok', {kind, state, generation, term, holder, found, unheard ms, gap, waited ms}, ...} in order,
--        kind one of stale, cancelled, take, adopt, take-over, held, join; unheard: how long ago a lost holder was last known to be there;
--        gap: 'paused' where that is because a person paused the room; waited: since its claim, for the first take of it
if not generation then
    return { 'rebuilding' }
end
local session = ARGV[1]
if not alive(session) then
    return { 'beat-first' }
end

local function take(room, record, kind, what, reason)
    local loser = record.session
    local known = record.lost or (loser ~= session and last_known(loser)) or nil
    local ago = known and text(math.max(0, now_ms - tonumber(known))) or ''
    local waited = kind == 'take' and record.claimed and text(math.max(0, now_ms - tonumber(record.claimed))) or ''
    record.gap = record.lost and record.gap or nil
    record.state, record.session, record.gen = 'opening', session, generation
    record.term, record.since = text(tonumber(record.term) + 1), text(now_ms)
    record['until'], record.reason, record.joining, record.lost = nil, nil, nil, known
    record.claimed = nil
    back_into_lives(room, record)
    if loser ~= session then
        leave_word(loser, room)
    end
    write(room, record, what, reason)
    return { kind, record.state, record.gen, record.term, '', redis.call('HGET', FOUND, room) or '', ago, record.gap or '', waited }
end

-- A living holder offers the room: one at a time may join it, and the record keeps its owner until that one is joined.
local function join(room, record)
    if record.joining ~= session and alive(record.joining) then
        return { 'stale', record.state, record.gen, record.term, record.session, '', '', '', '' }
    end
    if record.joining ~= session then
        record.joining = session
        write(room, record, 'joining', session)
    end
    return { 'join', record.state, record.gen, record.term, record.session, redis.call('HGET', FOUND, room) or '', '', '', '' }
end

local function answer(room, job, message_generation, has, lost_holder, lost_term)
    local record = read(room)
    if not record then
        if tonumber(message_generation) < tonumber(generation) and not seen(room, generation) then
            -- Redis lost the room, no user did.
            redis.call('SADD', LIVES, room)
        end
        return { 'cancelled', '', generation, '', '', '', '', '' }
    end
    if record.job ~= job then
        return { 'stale', record.state, record.gen, record.term, record.session or '', '', '', '' }
    end
    if record.state == 'claimed' or record.state == 'queued' then
        return take(room, record, 'take', 'opening')
    end
    if not held(record) then
        -- parked or paused: the record waits for a time or a person, not for this message
        return { 'stale', record.state, record.gen, record.term, '', '', '', '' }
    end
    if record.session == session then
        if not has then
            -- the answer that gave it was lost: a new hold, which no 'not mine' of before is about
            return take(room, record, 'adopt', 'opening', 'the answer was lost')
        end
        if record.gen ~= generation then
            record.gen = generation
            redis.call('HSET', RUNNING, room, cjson.encode(record))
        end
        return { 'adopt', record.state, record.gen, record.term, session, redis.call('HGET', FOUND, room) or '', '', '', '' }
    end
    if not alive(record.session) and not (record.joining ~= session and alive(record.joining)) then
        return take(room, record, 'take-over', 'taken-over', 'the session of ' .. record.session .. ' is dead')
    end
    if lost_holder == record.session and lost_term == record.term then
        return take(room, record, 'take-over', 'taken-over', record.session .. ' does not hold it')
    end
    if record.state == 'handing-over' then
        return join(room, record)
    end
    return { 'held', record.state, record.gen, record.term, record.session, '', '', '', '' }
end

local reply = { 'ok' }
for i = 2, #ARGV, 6 do
    reply[#reply + 1] = answer(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3] == '1', ARGV[i + 4], ARGV[i + 5])
end
return reply
