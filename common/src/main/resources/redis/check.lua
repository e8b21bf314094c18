-- Redis answers again, or a minute is over: a worker checks the records of the rooms it holds. Rule 5. Works while the
-- registry is rebuilt, too: that is how it is rebuilt.
-- ARGV: session, then for each room: room, job, term, state, generation that the worker knows
-- Reply: {generation, then for each two: 'mine' (now under this generation), 'other' (named for another), 'paused'
--         (by a person, while it was mine: left.lua says when it is closed), 'over' (missing under
--         a generation that I know, or that has seen it) or 'restored' (lost: lives entry and record are back, under this
--         generation); and the record's term, which an answer that was lost may have raised ('' where it is not mine)};
--        {''} where no generation is known yet: beat first
local session = ARGV[1]
local current = generation or redis.call('GET', NEXT_GENERATION)
if not current then
    return { '' }
end
if not generation then
    redis.call('HSETNX', RESTORED, session, 'told')
end

-- The record is mine: what it says of state and generation catches up with its holder, who may have joined while the registry
-- was rebuilt. A holder that went on under an old generation would later bring back what a person took off.
local function catch_up(room, record, state)
    if record.state == 'opening' and state == 'watching' then
        record.state, record.since, record.gen, record.lost = 'watching', text(now_ms), current, nil
        record.gap = nil
        write(room, record, 'watching')
    elseif record.gen ~= current then
        record.gen = current
        redis.call('HSET', RUNNING, room, cjson.encode(record))
    end
end

local reply = { current }
for i = 2, #ARGV, 5 do
    local room, job, term, state, known = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
    local record = read(room)
    local verdict
    if record and mine(record, job, session) then
        catch_up(room, record, state)
        verdict, term = 'mine', record.term
    elseif record and record.job == job and record.leaving == session then
        verdict, term = 'paused', ''
    elseif record then
        verdict, term = 'other', ''
    elseif known == current or seen(room, current) then
        verdict, term = 'over', ''
    else
        redis.call('SADD', LIVES, room)
        if tonumber(job) > job_floor() then
            raise_job(tonumber(job)) -- fresh ids stay above those that come back
        end
        history_goes_on(room)
        write(room, {
            v = 1, state = state, job = job, gen = current, term = term, since = text(now_ms), session = session
        }, 'restored', 'Redis had lost it')
        verdict = 'restored'
    end
    reply[#reply + 1] = verdict
    reply[#reply + 1] = term
end
return reply
