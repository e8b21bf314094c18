-- Does this session live?
-- ARGV: session
-- Reply: '1' or ''
return alive(ARGV[1]) and '1' or ''
