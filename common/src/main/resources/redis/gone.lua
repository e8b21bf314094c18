-- Rooms that were missing from the lives set twice: delete the record when nobody living holds it, else say whom to tell.
-- Rule 7.
-- ARGV: generation under which both misses were seen, then rooms and their jobs: room, job, ...
-- Reply: {'rebuilding'}, {'other-generation'} or {'ok', for each 'deleted', 'kept' or the session to tell}
if not generation then
    return { 'rebuilding' }
end
if generation ~= ARGV[1] then
    return { 'other-generation' }
end
local reply = { 'ok' }
for i = 2, #ARGV, 2 do
    local room, record = ARGV[i], read(ARGV[i])
    local verdict = 'kept'
    if record and record.job == ARGV[i + 1] and record.state ~= 'ending' and redis.call('SISMEMBER', LIVES, room) == 0 then
        if held(record) and alive(record.session) then
            verdict = record.session
        elseif not leaving(record) then
            leave_word(record.session, room)
            remove(room, record, 'cancelled', 'taken off the lives set')
            verdict = 'deleted'
        end
    end
    reply[#reply + 1] = verdict
end
return reply
