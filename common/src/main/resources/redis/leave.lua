-- A worker that holds nothing any more says good-bye: its session is over at once.
-- ARGV: session
-- Reply: 'ok'
redis.call('ZREM', SESSIONS, ARGV[1])
redis.call('HDEL', WORKERS, ARGV[1])
redis.call('DEL', WORD .. ARGV[1])
return 'ok'
