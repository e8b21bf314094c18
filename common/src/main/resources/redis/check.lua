-- Redis answers again, or a minute is over: a worker checks the records of the rooms it holds. Rule 5. Works while the
-- registry is rebuilt, too: that is how it is rebuilt.
-- ARGV: session, then for each room: room, job, term, state, generation that the worker knows
-- Reply: {generation, then for each 'mine' (now under this generation), 'other' (named for another), 'over' (missing under the
--         generation I know) or 'restored' (missing under another: lives entry and record are back, under this generation)};
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
        record.state, record.since, record.gen = 'watching', text(now_ms), current
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
    if record and mine(record, job, session) then
        catch_up(room, record, state)
        reply[#reply + 1] = 'mine'
    elseif record then
        reply[#reply + 1] = 'other'
    elseif known == current then
        reply[#reply + 1] = 'over'
    else
        redis.call('SADD', LIVES, room)
        if tonumber(job) > job_floor() then
            raise_job(tonumber(job)) -- fresh ids stay above those that come back
        end
        history_goes_on(room)
        write(room, {
            v = 1, state = state, job = job, gen = current, term = term, since = text(now_ms), session = session
        }, 'restored', 'Redis had lost it')
        reply[#reply + 1] = 'restored'
    end
end
return reply
