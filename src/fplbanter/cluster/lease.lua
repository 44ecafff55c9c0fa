-- A lease on a key: who holds it, and a fence that rises with every holder.
--
-- KEYS: lease, fence. ARGV: verb, token, milliseconds.
local LEASE, FENCE = KEYS[1], KEYS[2]
local verb, token, span = ARGV[1], ARGV[2], ARGV[3]
local held = redis.call('GET', LEASE) == token

if verb == 'acquire' then
  if not redis.call('SET', LEASE, token, 'NX', 'PX', span) then return nil end
  -- The server's microseconds rise also where Valkey has forgotten everything.
  local fence = math.floor(now * 1000000)
  fence = math.max(fence, tonumber(redis.call('GET', FENCE) or 0) + 1)
  fence = string.format('%.0f', fence)
  redis.call('SET', FENCE, fence, 'EX', 86400)
  return fence
elseif not held then
  return 0
elseif verb == 'renew' then
  return redis.call('PEXPIRE', LEASE, span)
elseif verb == 'release' then
  return redis.call('DEL', LEASE)
end
