-- What one caller may have of something within a sliding window.
--
-- KEYS: the times of what he had, newest first, never more than the limit.
-- ARGV: limit, seconds of the window.
-- Returns whether he may have one more (which he has then had), how many are left,
-- and the seconds until the next one is.
local HAD = KEYS[1]
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])

local times = {}
for _, text in ipairs(redis.call('LRANGE', HAD, 0, limit - 1)) do
  local at = tonumber(text)
  -- A time to come is from before the server's clock was set back.
  if at > now - window and at <= now then times[#times + 1] = at end
end

local allowed = #times < limit
if allowed then
  redis.call('LPUSH', HAD, string.format('%.6f', now))
  redis.call('LTRIM', HAD, 0, limit - 1)
  redis.call('PEXPIRE', HAD, math.ceil(window * 1000))
  table.insert(times, 1, now)
end
local oldest = times[#times] or now
return { allowed and 1 or 0, limit - #times, string.format('%.6f', oldest + window - now) }
