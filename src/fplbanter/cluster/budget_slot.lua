-- One question of one process about the budget, second part: when the next slot
-- is, whose turn it is, and what is remembered. See budget_known.lua.

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

-- 5. Whose turn it is: the most urgent lane, within it who came first. After so
-- many slots in a row that passed over who waits longest, the next one is his.

local passed_over = tonumber(state.passed_over or 0)
local by_age = passed_over >= ask.most_passed

local slots = {}
for lane = 0, ask.backfill do slots[lane] = slot_for(lane) end

local function is_open(lane)
  return slots[lane] and now >= slots[lane] - ask.horizon
end

local function before(lane, age, other_lane, other_age)
  if not by_age and lane ~= other_lane then return lane < other_lane end
  return age > other_age
end

-- Who is next of those in a process that could have a slot now; and the longest
-- time that any of them has waited.
local function first_of(member)
  local lane, age, oldest
  for name, told in pairs(member.ages or {}) do
    local number, waited = tonumber(name), told + (now - member.seen)
    if is_open(number) then
      oldest = math.max(oldest or 0, waited)
      if not lane or before(number, waited, lane, age) then
        lane, age = number, waited
      end
    end
  end
  return lane, age, oldest
end

-- Seconds until one of those who wait in this process could have a slot.
local function opens_in()
  local soonest
  for name in pairs(mine.ages or {}) do
    local at = slots[tonumber(name)]
    if at and (not soonest or at < soonest) then soonest = at end
  end
  return soonest and soonest - ask.horizon - now
end

local function decide()
  if not in_touch(mine) then return { verdict = 'hello', wait = 0 } end
  if paused then return { verdict = 'wait', wait = paused } end
  if not next(mine.ages or {}) then return { verdict = 'wait', wait = ask.touch } end
  local lane, age, oldest = first_of(mine)
  if not lane then
    return { verdict = 'wait', wait = opens_in() or ask.touch / 3 }
  end
  if flying >= ask.in_flight then
    -- Whoever lands elsewhere is not heard of here: look again, but do not hurry.
    return { verdict = 'wait', wait = math.max(0.025, ask.horizon / 2) }
  end
  local opens = slots[lane] - ask.horizon
  for id, member in pairs(members) do
    local their_lane, their_age, their_oldest = first_of(member)
    if id ~= me and in_touch(member) and their_lane then
      oldest = math.max(oldest, their_oldest)
      if before(their_lane, their_age, lane, age)
        and now < opens + ask.horizon / 2 then
        return { verdict = 'wait', wait = opens + ask.horizon / 2 - now }
      end
    end
  end
  return { verdict = 'slot', lane = lane, at = slots[lane], oldest = oldest <= age }
end

local reply = decide()
-- Who comes next may tell what has only been assumed until now.
if uncertain and reply.wait then reply.wait = math.min(reply.wait, 0.1) end
if reply.verdict == 'slot' then
  state.passed_over = reply.oldest and 0 or passed_over + 1
  state.tat = reply.at
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
for id in pairs(vouched_for) do
  -- What another version has written of itself beside this is kept.
  local theirs = cjson.decode(redis.call('HGET', MEMBERS, id))
  theirs.asleep = stamp(members[id].asleep)
  redis.call('HSET', MEMBERS, id, cjson.encode(theirs))
end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, KEPT) end

reply.now, reply.gen, reply.seat = stamp(now), state.gen, mine.seat
reply.factor, reply.present, reply.adrift = factor, present, adrift
reply.used = redis.call('ZCOUNT', SPENT, stamp(now - 60), '+inf')
reply.taken = reply.used + ghosts
reply.pauses = next(pauses) and pauses or nil
local quiet = {}
for id, member in pairs(members) do
  if now - member.seen > ask.quiet then quiet[#quiet + 1] = id end
end
reply.quiet = next(quiet) and quiet or nil
return cjson.encode(reply)
