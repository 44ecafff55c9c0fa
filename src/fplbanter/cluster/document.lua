-- A small document that several processes change: read it, or swap it if it is
-- still what was read.
--
-- KEYS: document. ARGV: verb, and for a swap: before, after, milliseconds.
-- Returns the server's time, the document, and 1 if it was swapped: another
-- process may have put the very same text there.
local text = redis.call('GET', KEYS[1])
local swapped = 0
if ARGV[1] == 'swap' and (text or '') == ARGV[2] then
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
  text = ARGV[3]
  swapped = 1
end
return { string.format('%.6f', now), text or '', swapped }
