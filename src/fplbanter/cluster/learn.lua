-- What FPL has told one process, for all: a lower rate, or a pause.
--
-- KEYS: state, pauses. ARGV[1]: JSON with `penalty` (true), or `pause` in
-- seconds with its `group`.
local STATE, PAUSES = KEYS[1], KEYS[2]
local told = cjson.decode(ARGV[1])

if told.pause then
  local known = tonumber(redis.call('HGET', PAUSES, told.group) or 0)
  local ends = math.max(known, now + told.pause)
  redis.call('HSET', PAUSES, told.group, string.format('%.6f', ends))
  redis.call('PEXPIRE', PAUSES, 3600 * 1000)
end

local factor = tonumber(redis.call('HGET', STATE, 'factor') or 1)
local since = tonumber(redis.call('HGET', STATE, 'factor_at') or 0)
if told.penalty then
  local climbed = math.min(1, factor + told.climb * math.max(0, now - since))
  -- Requests that were under way together are refused together: that is once.
  if math.abs(now - since) >= told.again then
    factor, since = math.max(told.least, climbed / 2), now
    redis.call('HSET', STATE, 'factor', factor, 'factor_at', string.format('%.6f', now))
    redis.call('PEXPIRE', STATE, 3600 * 1000)
  end
end
return cjson.encode({ factor = math.min(1, factor + told.climb * (now - since)) })
