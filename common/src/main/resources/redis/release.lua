-- The broker refused the job, or did not answer: let the room be claimed again, only while it is this job's and still
-- claimed, since the broker may have accepted it all the same. Rule 2.
-- ARGV: reason, room, job, room, job, ...
-- Reply: how many were released
local released = 0
if not generation then
    return released
end
for i = 2, #ARGV, 2 do
    local record = read(ARGV[i])
    if record and record.job == ARGV[i + 1] and record.state == 'claimed' then
        remove(ARGV[i], record, 'released', ARGV[1])
        released = released + 1
    end
end
return released
