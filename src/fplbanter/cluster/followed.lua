-- A sign of life, and who else gave one.
--
-- KEYS: followed. ARGV: process, what it says about itself (empty: only look),
-- seconds after which who is silent is gone. Returns process, age, words, ...
local FOLLOWED = KEYS[1]
if ARGV[2] ~= '' then
  redis.call('HSET', FOLLOWED, ARGV[1], string.format('%.6f ', now) .. ARGV[2])
  redis.call('EXPIRE', FOLLOWED, 86400)
end
local flat, alive = redis.call('HGETALL', FOLLOWED), {}
for i = 1, #flat, 2 do
  local seen, words = string.match(flat[i + 1], '^(%S+) (.*)$')
  local age = now - tonumber(seen)
  if age > tonumber(ARGV[3]) or age < -1 then
    redis.call('HDEL', FOLLOWED, flat[i])
  else
    alive[#alive + 1] = { flat[i], string.format('%.3f', age), words }
  end
end
return alive
