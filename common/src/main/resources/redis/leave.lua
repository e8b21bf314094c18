-- A worker that holds nothing any more says good-bye: its session is over at once.
-- ARGV: session
-- Reply: 'ok'
redis.call('ZREM', SESSIONS, ARGV[1])
redis.call('HDEL', WORKERS, ARGV[1])
redis.call('HDEL', CREW, ARGV[1])
sums_changed()
redis.call('DEL', WORD .. ARGV[1])
-- for who takes over what it still held: since when nobody watches
redis.call('SET', WORD .. ARGV[1] .. ':left', text(now_ms), 'EX', WORD_SECONDS)
return 'ok'
