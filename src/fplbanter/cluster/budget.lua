-- One question of one process about the budget: a sign of life, and a slot if
-- somebody waits there. The rules and their reasons: budget.py and contact.py.
--
-- KEYS: state, spent (slots by time), members, pauses, ghosts (slots that who is
-- adrift may have spent).
-- ARGV[1]: the question, JSON. Fields that are not known are not looked at, so
-- that two versions may ask the same budget.
local STATE, SPENT, MEMBERS, PAUSES, GHOSTS = unpack(KEYS)
local ask = cjson.decode(ARGV[1])
local me = ask.member
local KEPT = 3600 * 1000

local function stamp(seconds) return string.format('%.6f', seconds) end

local function read(key)
  local flat, hash = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do hash[flat[i]] = flat[i + 1] end
  return hash
end

-- 1. What is known of the past.

local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local state = read(STATE)
local last = tonumber(state.last or 0)
if last > now and last - now < 1 then now = last end
local gap = ask.margin / ask.per_second

-- Take `count` slots that may have been given, as late as they may have been.
local function assume(count)
  local latest = now + ask.horizon
  if ask.per_minute >= 60 * ask.per_second then count = 0 end
  for i = 0, count - 1 do
    local at = latest - i * gap
    if at < now - ask.minute then break end
    redis.call('ZADD', SPENT, stamp(at), 'assumed:' .. i)
    state.assumed = i + 1
  end
  state.tat = math.max(tonumber(state.tat or 0), latest)
end

-- From now on everybody has to tell anew what he spent.
local function doubt(cold)
  state.born, state.cold, state.told_old, state.told_new = now, cold, 0, 0
end

if not state.gen or last > now then
  -- Flushed, empty, or set back: the worst past that the limits allow.
  redis.call('DEL', SPENT, MEMBERS)
  state = { factor = state.factor, factor_at = state.factor_at, seq = 0 }
  state.gen, state.run = run .. ':' .. stamp(now), run
  doubt(1)
  assume(ask.per_minute)
elseif state.run ~= run then
  -- Started again: what was written last may be lost.
  redis.call('DEL', MEMBERS)
  state.gen, state.run = run .. ':' .. stamp(now), run
  doubt(0)
  assume(math.min(ask.per_minute,
    math.ceil((now - last + ask.lost_writes + ask.horizon) / gap)))
elseif now - last > ask.touch then
  -- Nobody came for a while: each may have spent his share, and have died since.
  doubt(0)
  assume(math.min(ask.per_minute, math.ceil((now - last) / gap)))
end
-- What may have been spent before a doubt is assumed already.
local passed = tonumber(state.born) == now and 0 or math.max(0, now - last)
state.last = now
redis.call('ZREMRANGEBYSCORE', GHOSTS, '-inf', stamp(now - ask.minute))
redis.call('ZREMRANGEBYSCORE', SPENT, '-inf', stamp(now - ask.minute - 1))

-- 2. Who is there.

local members = {}
for id, text in pairs(read(MEMBERS)) do
  local member = cjson.decode(text)
  -- Points in time are strings: the encoder keeps 14 digits of a number.
  member.seen, member.heard = tonumber(member.seen), tonumber(member.heard)
  if now - member.seen > ask.mourned and id ~= me then
    redis.call('HDEL', MEMBERS, id)
  else
    members[id] = member
  end
end

local mine = members[me] or { heard = 0, joined = stamp(now) }
members[me] = mine
local born = stamp(tonumber(state.born))
if mine.born ~= born then
  -- Who has had an answer before was there before: he has something to tell.
  mine.born, mine.old, mine.told = born, type(ask.gen) == 'string', nil
  if mine.old then state.cold = 0 end
end
mine.seen, mine.flying, mine.ages = now, ask.flying, ask.ages
if ask.gen == state.gen and ask.heard then
  mine.heard = math.max(mine.heard, tonumber(ask.heard))
end

local uncertain = now - tonumber(state.born) < ask.gathering

local function free(seat)
  for _, member in pairs(members) do
    if member.seat == seat then return false end
  end
  return seat < ask.processes
end

if not mine.seat and ask.seat and free(ask.seat) then mine.seat = ask.seat end
if not mine.seat and not uncertain then
  for seat = 0, ask.processes - 1 do
    if free(seat) then mine.seat = seat break end
  end
end

local function in_touch(member) return now - member.heard <= ask.touch end

-- Where nobody was before, nobody can be adrift yet, nor have been replaced.
local fresh = tonumber(state.cold) == 1 and now - state.born < ask.gathering / 2
for id, member in pairs(members) do
  if id ~= me and not in_touch(member) then fresh = false end
end

local present, settled, flying = 0, 0, 0
local adrift = 0
for _, member in pairs(members) do
  if in_touch(member) then
    present = present + 1
    -- A newcomer may have come for one who has just died and does not count as
    -- adrift yet: together they must not hide another who is.
    local old = member.old or now - tonumber(member.joined) > ask.touch * 1.1
      or fresh
    if old then settled = settled + 1 end
    flying = flying + member.flying
  else
    adrift = adrift + 1
  end
end
-- Before everybody can have come, who is missing may be spending his share.
if uncertain then adrift = ask.processes end
if fresh then settled = math.max(1, settled) end
adrift = math.max(0, math.min(adrift, ask.processes - settled))

-- 3. What the process has learnt elsewhere.

for name, age in pairs(ask.spent or {}) do
  redis.call('ZADD', SPENT, stamp(now - age), name)
end
for group, left in pairs(ask.pauses or {}) do
  local known = tonumber(redis.call('HGET', PAUSES, group) or 0)
  redis.call('HSET', PAUSES, group, stamp(math.max(known, now + left)))
end
if in_touch(mine) and not mine.told then
  mine.told = true
  if not mine.old then
    state.told_new = state.told_new + 1
  elseif ask.age - (now - tonumber(state.born)) > ask.minute then
    state.told_old = state.told_old + 1
  end
end
local all_told = tonumber(state.told_old) >= ask.processes
  or tonumber(state.cold) == 1 and tonumber(state.told_new) >= ask.processes
if tonumber(state.assumed or 0) > 0 and all_told then
  -- Nobody is left who may have spent: nothing needs to be assumed any more.
  for i = 0, state.assumed - 1 do redis.call('ZREM', SPENT, 'assumed:' .. i) end
  state.assumed = 0
end

local pauses, paused = {}, false
for group, ends in pairs(read(PAUSES)) do
  local left = tonumber(ends) - now
  if left <= 0 or left > ask.longest_pause then
    redis.call('HDEL', PAUSES, group)
  else
    pauses[group] = left
    if group == '*' then paused = left end
  end
end

local factor = tonumber(state.factor or 1)
factor = math.min(1, factor + ask.climb * (now - tonumber(state.factor_at or now)))
if ask.factor and ask.factor < factor then
  factor = ask.factor
  state.factor, state.factor_at = factor, now
end

-- 4. When the next slot is, for each lane that waits in this process.

-- A minute that never holds more than 60 full seconds needs no cap of its own.
local capped = ask.per_minute < 60 * ask.per_second
local rate, cap = ask.per_second, ask.per_minute
local share = math.floor(ask.per_second / ask.processes)
if adrift > 0 then
  -- Who dies while he is adrift takes with him what he spent.
  local owed = adrift * ask.per_second / ask.processes * passed
    + tonumber(state.owed or 0)
  for _ = 1, math.floor(owed) do
    state.ghost = tonumber(state.ghost or 0) + 1
    redis.call('ZADD', GHOSTS, stamp(now), state.ghost)
  end
  state.owed = string.format('%.9f', owed - math.floor(owed))
  if share > 0 then rate = math.floor(rate) - adrift * share end
end
local ghosts = redis.call('ZCARD', GHOSTS)
local kept = adrift * math.floor(ask.per_minute / ask.processes)
cap = cap - math.max(kept, ghosts)
cap = math.floor(cap * factor)
if factor < 1 and adrift == 0 then cap = math.max(cap, 1) end

-- Too few for a share each: while one is adrift, each has its own moments.
local function on_grid(at)
  local beat = ask.loose / ask.per_second
  local round = beat * ask.processes
  local offset = mine.seat * beat
  return math.ceil((at - offset) / round) * round + offset
end

local function slot_for(lane)
  local room = capped and cap or math.huge
  if capped and lane == ask.backfill then
    room = math.max(math.min(cap, 1), math.floor(cap * ask.backfill_share))
  end
  if room < 1 or rate <= 0 then return nil end
  local at = math.max(now, tonumber(state.tat or 0) + ask.margin / (rate * factor))
  if capped then
    local oldest = redis.call('ZREVRANGE', SPENT, room - 1, room - 1, 'WITHSCORES')
    if oldest[2] then at = math.max(at, tonumber(oldest[2]) + ask.minute) end
  end
  if adrift > 0 and share < 1 then
    if not mine.seat then return nil end
    at = on_grid(at)
  end
  return at
end

-- 5. Whose turn it is: the most urgent lane, within it who came first; every
-- tenth slot to who came first of all.

local seq = tonumber(state.seq or 0)
local by_age = seq % ask.oldest_every == ask.oldest_every - 1

local function before(lane, age, other_lane, other_age)
  if not by_age and lane ~= other_lane then return lane < other_lane end
  return age > other_age
end

local function first_of(member)
  local lane, age
  for name, waited in pairs(member.ages or {}) do
    local number = tonumber(name)
    if not lane or before(number, waited, lane, age) then
      lane, age = number, waited
    end
  end
  return lane, age and age + (now - member.seen)
end

local function decide()
  if not in_touch(mine) then return { verdict = 'hello', wait = 0 } end
  if paused then return { verdict = 'wait', wait = paused } end
  local lane, age = first_of(mine)
  if not lane then return { verdict = 'wait', wait = ask.touch } end
  local at = slot_for(lane)
  if not at then return { verdict = 'wait', wait = ask.touch / 3 } end
  local opens = at - ask.horizon
  if now < opens then return { verdict = 'wait', wait = opens - now } end
  if flying >= ask.in_flight then
    return { verdict = 'wait', wait = ask.horizon / 2, full = true }
  end
  for id, member in pairs(members) do
    local their_lane, their_age = first_of(member)
    if id ~= me and in_touch(member) and their_lane
      and before(their_lane, their_age, lane, age)
      and now < opens + ask.horizon / 2 then
      return { verdict = 'wait', wait = opens + ask.horizon / 2 - now }
    end
  end
  return { verdict = 'slot', lane = lane, at = at }
end

local reply = decide()
-- Who comes next may tell what has only been assumed until now.
if uncertain and reply.wait then reply.wait = math.min(reply.wait, 0.1) end
if reply.verdict == 'slot' then
  state.seq, state.tat = seq + 1, reply.at
  redis.call('ZADD', SPENT, stamp(reply.at), me .. ':' .. ask.number)
  mine.flying = mine.flying + 1
  mine.ages = nil
  reply.at = stamp(reply.at)
end

-- 6. Remember, and tell.

for _, field in ipairs({ 'last', 'born', 'tat' }) do
  state[field] = stamp(tonumber(state[field] or 0))
end
for field, value in pairs(state) do redis.call('HSET', STATE, field, value) end
local text = cjson.encode({
  seen = stamp(mine.seen), heard = stamp(mine.heard), seat = mine.seat,
  flying = mine.flying, joined = mine.joined, born = mine.born,
  old = mine.old, told = mine.told,
  ages = mine.ages and next(mine.ages) and mine.ages or nil,
})
redis.call('HSET', MEMBERS, me, text)
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, KEPT) end

reply.now, reply.gen, reply.seat = stamp(now), state.gen, mine.seat
reply.factor, reply.present, reply.adrift = factor, present, adrift
reply.used = redis.call('ZCOUNT', SPENT, stamp(now - 60), '+inf')
reply.taken = reply.used + ghosts
reply.pauses = next(pauses) and pauses or nil
return cjson.encode(reply)
