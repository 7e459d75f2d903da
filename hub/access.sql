-- Credentials of one store: staff, their devices and sessions, touchpoints and feeds. No secret lies here, only hashes.

-- name: create_associates()#
-- People who may sign in; the id is opaque, the name stays in this store.
create table if not exists access_associate (
    associate text primary key,
    name text not null,
    pin_hash text not null,
    manager integer not null,
    active integer not null default 1
);

-- name: create_holders()#
-- Whatever presents a long secret by name: a staff device, a touchpoint, a feed.
create table if not exists access_holder (
    kind text not null check (kind in ('device', 'touchpoint', 'feed')),
    name text not null,
    secret_hash blob not null,
    enrolled real not null,
    primary key (kind, name)
);

-- name: create_places()#
-- Where each touchpoint was said to stand when it was enrolled.
create table if not exists access_place (
    touchpoint text primary key,
    place text not null
);

-- name: create_sessions()#
-- Who is signed in on which device, and until when (epoch seconds).
create table if not exists access_session (
    token_hash blob primary key,
    associate text not null,
    device text not null,
    expires real not null
);

-- name: create_leaves()#
-- Who is signed in nowhere any more, and when what they had goes back to everybody (epoch seconds).
create table if not exists access_leave (
    associate text primary key,
    due real not null
);

-- name: create_links()#
-- What the link of a device's enrolment hashes to, and until when it opens (epoch seconds).
create table if not exists access_link (
    device text primary key,
    secret_hash blob not null,
    until real not null
);

-- name: put_link(device, secret_hash, until)!
-- A new link voids the one before.
insert or replace into access_link (device, secret_hash, until) values (:device, :secret_hash, :until);

-- name: link_device(device, secret_hash, now)$
-- The device that a link makes known, while it is good.
select device from access_link where device = :device and secret_hash = :secret_hash and until > :now;

-- name: remove_link(device)!
-- The device is no longer known.
delete from access_link where device = :device;

-- name: put_associate(associate, name, pin_hash, manager)!
-- Makes a person known, or gives a known one another name, PIN or role.
insert into access_associate (associate, name, pin_hash, manager, active)
values (:associate, :name, :pin_hash, :manager, 1)
on conflict (associate) do update
set name = excluded.name, pin_hash = excluded.pin_hash, manager = excluded.manager, active = 1;

-- name: put_pin_hash(associate, before, pin_hash)!
-- The same PIN, kept better than before.
update access_associate set pin_hash = :pin_hash where associate = :associate and pin_hash = :before;

-- name: associates()
-- Everybody who may sign in, by name.
select associate, name, manager from access_associate where active = 1 order by name, associate;

-- name: associate(associate)^
-- One person, gone ones too, so that old requests keep their names.
select associate, name, pin_hash, manager, active from access_associate where associate = :associate;

-- name: retire_associate(associate)!
-- The person may no longer sign in.
update access_associate set active = 0 where associate = :associate;

-- name: put_holder(kind, name, secret_hash, enrolled)!
-- Enrolling a name again revokes its old secret.
insert into access_holder (kind, name, secret_hash, enrolled) values (:kind, :name, :secret_hash, :enrolled)
on conflict (kind, name) do update
set secret_hash = excluded.secret_hash, enrolled = excluded.enrolled;

-- name: put_secret_hash(kind, name, secret_hash)!
-- Another secret for the same holder.
update access_holder set secret_hash = :secret_hash where kind = :kind and name = :name;

-- name: secret_hash(kind, name)$
-- What the secret of a holder hashes to.
select secret_hash from access_holder where kind = :kind and name = :name;

-- name: holders(kind)
-- The names of all holders of a kind.
select name from access_holder where kind = :kind order by name;

-- name: devices(now)
-- Every staff device, since when it is known, and who is signed in on it.
select h.name, h.enrolled, a.name as person
from access_holder h
left join access_session s on s.device = h.name and s.expires > :now
left join access_associate a on a.associate = s.associate and a.active = 1
where h.kind = 'device' order by h.name;

-- name: put_place(touchpoint, place)!
-- A touchpoint enrolled again may stand elsewhere.
insert into access_place (touchpoint, place) values (:touchpoint, :place)
on conflict (touchpoint) do update set place = excluded.place;

-- name: place(touchpoint)$
-- Where a touchpoint stands; nothing when it was enrolled before places were kept.
select place from access_place where touchpoint = :touchpoint;

-- name: remove_place(touchpoint)!
-- A touchpoint that is gone stands nowhere.
delete from access_place where touchpoint = :touchpoint;

-- name: remove_holder(kind, name)!
-- The holder is no longer known.
delete from access_holder where kind = :kind and name = :name;

-- name: put_session(token_hash, associate, device, expires)!
-- Somebody signed in.
insert into access_session (token_hash, associate, device, expires)
values (:token_hash, :associate, :device, :expires);

-- name: session_person(token_hash, device, now)^
-- The person behind a session that is still good on this device.
select a.associate, a.name, a.manager
from access_session s join access_associate a using (associate)
where s.token_hash = :token_hash and s.device = :device and s.expires > :now and a.active = 1;

-- name: present(now)
-- Everybody signed in somewhere right now.
select distinct a.associate, a.name, a.manager
from access_session s join access_associate a using (associate)
where s.expires > :now and a.active = 1 order by a.name, a.associate;

-- name: leave_device(device, due)!
-- Whoever has a session on a device is about to have none: what they have stays theirs until then.
insert into access_leave (associate, due)
select distinct associate, :due from access_session where device = :device
on conflict (associate) do update set due = excluded.due;

-- name: leave_expired(now)!
-- Sessions that are over leave nothing behind.
insert into access_leave (associate, due)
select distinct associate, :now from access_session where expires <= :now
on conflict (associate) do nothing;

-- name: leaves(now)
-- Whose time is up, who is signed in nowhere.
select l.associate from access_leave l
where l.due <= :now
and not exists (select 1 from access_session s where s.associate = l.associate and s.expires > :now)
order by l.associate;

-- name: end_leave(associate)!
-- The person is back, or what they had was given back.
delete from access_leave where associate = :associate;

-- name: end_leaves_of_present(now)!
-- Whose time was up while they were signed in elsewhere.
delete from access_leave where due <= :now
and associate in (select associate from access_session where expires > :now);

-- name: end_session(token_hash)!
-- Somebody signed out.
delete from access_session where token_hash = :token_hash;

-- name: end_sessions_of(associate)!
-- A person's sessions on every device.
delete from access_session where associate = :associate;

-- name: end_sessions_on(device)!
-- Every session on one device.
delete from access_session where device = :device;

-- name: forget_expired_sessions(now)!
-- Sessions that are over.
delete from access_session where expires <= :now;
