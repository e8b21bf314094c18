-- Who was joining a room that is handed over is joined: from now on it is the holder, and the old one has word of it. Rule 11.
-- ARGV: session, room, job
-- Reply: {'rebuilding'}, {'beat-first'}, {'not-mine'} or {'ok', generation, term}; the same again after a lost answer
if not generation then
    return { 'rebuilding' }
end
if not alive(ARGV[1]) then
    return { 'beat-first' }
end
local record = read(ARGV[2])
if mine(record, ARGV[3], ARGV[1]) then
    return { 'ok', record.gen, record.term }
end
if not record or record.job ~= ARGV[3] or record.state ~= 'handing-over' or record.joining ~= ARGV[1] then
    return { 'not-mine' }
end
leave_word(record.session, ARGV[2])
local reason = 'from ' .. record.session
record.state, record.session, record.joining, record.lost = 'watching', ARGV[1], nil, nil
record.gap = nil
record.term, record.since, record.gen = text(tonumber(record.term) + 1), text(now_ms), generation
write(ARGV[2], record, 'handed-over', reason)
return { 'ok', record.gen, record.term }
