-- One question of one process about the budget, first part: what is known of the
-- past, who is there, and what the process has learnt elsewhere.
--
-- The second part, in the same script, is budget_slot.lua. The rules and their
-- reasons: budget.py and contact.py.
--
-- KEYS: state, spent (slots by time), members, pauses, ghosts (slots that who is
-- adrift may have spent).
-- ARGV[1]: the question, JSON. Two versions of the program may ask the same budget:
-- fields that are not known are not looked at, and kept where they are state.
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
  state = { factor = state.factor, factor_at = state.factor_at }
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
  member.asleep = tonumber(member.asleep or 0)
  member.joined, member.flying = member.joined or stamp(now), member.flying or 0
  if now - member.seen > ask.mourned and id ~= me then
    redis.call('HDEL', MEMBERS, id)
  else
    members[id] = member
  end
end

local mine = members[me] or { heard = 0, joined = stamp(now) }
mine.asleep = 0
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

-- Somebody beside him saw that he sleeps, later than that moment.
local function asleep(member) return now - member.asleep <= ask.touch end

local vouched_for = {}
if in_touch(mine) then
  for _, id in ipairs(ask.asleep or {}) do
    local member = members[id]
    if member and id ~= me and mine.heard > member.asleep then
      member.asleep = mine.heard
      vouched_for[id] = true
    end
  end
end

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
  elseif not asleep(member) then
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
-- Clocks are never quite the same: what is as low already is not lowered again.
if ask.factor and ask.factor < factor * 0.99 then
  factor = ask.factor
  state.factor, state.factor_at = factor, now
end
