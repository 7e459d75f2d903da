-- Wrong PINs of one store: in a row by device and person, and each by itself.

-- name: create_attempts()#
-- Wrong PINs in a row by device and person, and until when no further one is looked at (epoch seconds).
create table if not exists access_attempt (
    device text not null,
    associate text not null,
    failures integer not null,
    locked_until real not null,
    primary key (device, associate)
);

-- name: create_guesses()#
-- Each wrong PIN: it counts against its device for a while, and is told to its person once.
create table if not exists access_guess (
    n integer primary key autoincrement,
    device text not null,
    associate text not null,
    at real not null,
    pardoned integer not null default 0,
    told integer not null default 0
);

-- name: attempts(device, associate)^
-- Wrong PINs so far.
select failures, locked_until from access_attempt where device = :device and associate = :associate;

-- name: put_attempt(device, associate, failures, locked_until)!
-- One more try, counted before it is judged.
insert into access_attempt (device, associate, failures, locked_until)
values (:device, :associate, :failures, :locked_until)
on conflict (device, associate) do update
set failures = excluded.failures, locked_until = excluded.locked_until;

-- name: forget_attempts(device, associate)!
-- The right PIN wipes the slate.
delete from access_attempt where device = :device and associate = :associate;

-- name: forget_attempts_on(device)!
-- A manager wiped the whole slate of a device.
delete from access_attempt where device = :device;

-- name: add_guess(device, associate, at)<!
-- A try, wrong until it proves right.
insert into access_guess (device, associate, at) values (:device, :associate, :at);

-- name: forget_guess(n)!
-- It was the right PIN after all.
delete from access_guess where n = :n;

-- name: nth_last_guess(device, nth)$
-- When the last but nth wrong PIN was typed on a device; nothing when there were not so many.
select at from access_guess where device = :device and pardoned = 0
order by at desc, n desc limit 1 offset :nth;

-- name: devices_guessed_on()
-- Where wrong PINs were typed.
select distinct device from access_guess where pardoned = 0 order by device;

-- name: guesses_of(associate)
-- Wrong PINs in a person's name that they have not heard of, the first one first.
select device, at from access_guess where associate = :associate and told = 0 order by n;

-- name: tell_guesses(associate)!
-- The person hears of them now.
update access_guess set told = 1 where associate = :associate;

-- name: forget_guesses(at, old)!
-- Told and no longer held against a device, or of somebody who never signs in.
delete from access_guess where (told = 1 and at < :at) or at < :old;

-- name: pardon(device)!
-- What was typed on a device counts no more against it.
update access_guess set pardoned = 1 where device = :device;
