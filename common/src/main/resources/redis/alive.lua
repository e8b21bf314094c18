-- Does this session live? While the registry is rebuilt everybody may.
-- ARGV: session
-- Reply: '1' or ''
return (not generation or alive(ARGV[1])) and '1' or ''
