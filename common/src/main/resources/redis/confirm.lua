-- The broker has the job: queued, only over claimed of this job, since a worker may have been quicker. Rule 2.
-- ARGV: room, job, room, job, ...
-- Reply: how many became queued
local queued = 0
if not generation then
    return queued
end
for i = 1, #ARGV, 2 do
    local record = read(ARGV[i])
    if record and record.job == ARGV[i + 1] and record.state == 'claimed' then
        record.state, record.since = 'queued', text(now_ms)
        write(ARGV[i], record, 'queued')
        queued = queued + 1
    end
end
return queued
