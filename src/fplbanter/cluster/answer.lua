-- Keep an answer, unless somebody with a later lease has kept one.
--
-- KEYS: answer. ARGV: verb, schema, fence, meta, milliseconds, channel, name,
-- body (save only), kind (save only: "body" or "negative").
-- Returns the version; 0 where a later lease was there first, -1 where memory is
-- short, -2 where there is nothing to touch.
local ANSWER = KEYS[1]
local verb, schema, fence, meta, span = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local known = redis.call('HMGET', ANSWER, 'fence', 'version', 'schema')

if tonumber(known[1] or 0) > tonumber(fence) then return 0 end

local version = tonumber(known[2] or 0)
if verb == 'save' then
  local memory = redis.call('INFO', 'memory')
  local used = tonumber(string.match(memory, 'used_memory:(%d+)'))
  local most = tonumber(string.match(memory, 'maxmemory:(%d+)') or 0)
  -- Budget and jobs live here too: they must never find the memory full.
  if most > 0 and used > most * 0.8 then return -1 end
  version = math.max(version + 1, math.floor(now * 1000000))
  redis.call('DEL', ANSWER)
  redis.call('HSET', ANSWER, 'body', ARGV[8], 'kind', ARGV[9], 'schema', schema)
elseif known[3] ~= schema then
  return -2
end

local text = string.format('%.0f', version)
redis.call('HSET', ANSWER, 'fence', fence, 'version', text, 'meta', meta,
  'saved_at', string.format('%.6f', now))
redis.call('PEXPIRE', ANSWER, span)
redis.call('PUBLISH', ARGV[6], text .. ' ' .. ARGV[7])
return text
