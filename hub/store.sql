-- The hub's queries: events and streams, the line to head office, requests, stock, catalogue, sold.

-- name: event_by_id(source, id)^
-- Whether an event is known, and what it said.
select n, fingerprint from events where source = :source and id = :id;

-- name: event_body(source, id)$
-- What an event said; nothing when it is unknown, or its body has been let go.
select body from events where source = :source and id = :id;

-- name: add_event(source, id, name, outbox, sequence, touchpoint, visit, subject, time, recorded, fingerprint, body)<!
-- Keeps an event; gives its number.
insert into events (source, id, name, outbox, sequence, touchpoint, visit, subject, time, recorded, fingerprint, body)
values (:source, :id, :name, :outbox, :sequence, :touchpoint, :visit, :subject, :time, :recorded, :fingerprint, :body);

-- name: floor_events(recorded)
-- What says something of rooms and screens since a moment, in order; for the floor after a restart.
select n, source, id, body, recorded from events
where recorded >= :recorded and body is not null and name in (
    'visit.started', 'visit.ended', 'garment.arrived', 'garment.left', 'garment.disowned',
    'garment.put_away', 'room.switched', 'touchpoint.started', 'touchpoint.health'
)
order by n;

-- name: read_quality(since)
-- By touchpoint, what its RAIN reader told since a moment, each tag once a visit, and how much of it was disowned.
select touchpoint, count(*) as told, sum(disowned) as disowned from (
    select touchpoint, max(name = 'garment.disowned') as disowned from (
        select touchpoint, name, visit, cast(body as text) as text from events
        where recorded >= :since and body is not null and touchpoint is not null
        and name in ('garment.arrived', 'garment.disowned')
    )
    -- NaN, which our JSON reader lets pass as a signal strength, is no JSON to SQLite.
    where case when json_valid(text) then json_extract(text, '$.data.by') end = 'uhf'
    group by touchpoint, visit, json_extract(text, '$.data.tag')
)
group by touchpoint order by touchpoint;

-- name: recent_events(limit)
-- The newest events first.
select n, source, id, name, body, recorded from events where body is not null order by n desc limit :limit;

-- name: event_of_subject(source, subject, name)$
-- The number of an event of that name about that subject from that source.
select n from events where subject = :subject and name = :name and source = :source limit 1;

-- name: event_of_visit(source, visit, name)$
-- The number of an event of that name in that visit from that source.
select n from events where visit = :visit and name = :name and source = :source limit 1;

-- name: forget_bodies(before)!
-- Events older than 90 days keep only their names, unless they are still owed to head office.
update events set body = null
where recorded < :before and body is not null and n not in (select event from upstream);

-- name: forget_events(before)!
-- Ids older than 400 days.
delete from events where recorded < :before and n not in (select event from upstream);

-- name: forget_received()!
-- Sequences of outboxes of which no event is left.
delete from received where not exists
(select 1 from events where events.source = received.source and events.outbox = received.outbox);

-- name: streams()
-- Every stream known.
select source, outbox, through, beyond, closed from streams;

-- name: put_stream(source, outbox, through, beyond, closed)!
-- How far an outbox got.
insert into streams (source, outbox, through, beyond, closed)
values (:source, :outbox, :through, :beyond, :closed)
on conflict (source, outbox) do update
set through = excluded.through, beyond = excluded.beyond, closed = excluded.closed;

-- name: holder(source, outbox, sequence)^
-- The id that holds a sequence.
select id from received where source = :source and outbox = :outbox and sequence = :sequence;

-- name: add_received(source, outbox, sequence, id)!
-- An id now holds a sequence; the first one keeps it.
insert into received (source, outbox, sequence, id) values (:source, :outbox, :sequence, :id)
on conflict do nothing;

-- name: add_gap(source, outbox, first, last, noticed)!
-- Sequences given up.
insert into gaps (source, outbox, first, last, noticed) values (:source, :outbox, :first, :last, :noticed);

-- name: gaps()
-- Every gap, newest first.
select source, outbox, first, last, noticed from gaps order by n desc limit 1000;

-- name: add_rejected(noticed, direction, source, topic, id, reason, detail, digest, body)!
-- Keeps what was refused, once however often it comes again.
insert into rejected (noticed, direction, source, topic, id, reason, detail, digest, body)
values (:noticed, :direction, :source, :topic, :id, :reason, :detail, :digest, :body)
on conflict do nothing;

-- name: trim_rejected(direction, keep)!
-- A device gone mad must not fill the disk, nor push out what came from the other side.
delete from rejected where direction = :direction and n <= (
    select n from rejected where direction = :direction order by n desc limit 1 offset :keep
);

-- name: rejected(limit)
-- What was refused, newest first.
select noticed, direction, source, topic, id, reason, detail, body from rejected order by n desc limit :limit;

-- name: owe(event)!
-- An event is owed to head office.
insert into upstream (event) values (:event);

-- name: owed(limit)
-- The oldest events owed.
select u.event as n, e.source, e.id, e.body from upstream u join events e on e.n = u.event
order by u.event limit :limit;

-- name: owed_count()$
-- How many are owed.
select count(*) from upstream;

-- name: settle_owed(event)!
-- Head office has it, or will never take it.
delete from upstream where event = :event;

-- name: line()^
-- The line to head office.
select attempts, next_attempt, state, detail, since from upstream_line;

-- name: put_line(attempts, next_attempt, state, detail, since)!
-- How the line is, and when it is tried again.
update upstream_line
set attempts = :attempts, next_attempt = :next_attempt, state = :state, detail = :detail, since = :since;

-- name: request(request)^
-- One request.
select * from requests where request = :request;

-- name: open_requests()
-- Every open request, oldest first.
select * from requests where open = 1 order by made, request;

-- name: open_requests_of_visit(touchpoint, visit)
-- What is open for a visit at a touchpoint.
select * from requests where open = 1 and visit = :visit and touchpoint = :touchpoint order by made;

-- name: requests_updated_since(updated)
-- Requests that changed since a moment, final ones too.
select * from requests where updated >= :updated order by made, request;

-- name: unread_ends(since)
-- Requests that ended since a moment with somebody to carry it back, or with nobody having answered, until read.
select * from requests
where updated >= :since and open = 0 and dismissed = 0
and ((state = 'cancelled' and accepted is not null) or (state = 'expired' and reason = 'unanswered'))
order by made, request;

-- name: last_courses(kind, since, until, limit)
-- Of a kind, the requests most recently brought or left unanswered at a moment, for the honest wait.
select made, accepted, updated from requests
where kind = :kind and updated >= :since and updated <= :until
and ((state = 'done' and accepted is not null) or (state = 'expired' and reason = 'unanswered'))
order by updated desc limit :limit;

-- name: put_request(request, kind, place, made, updated, waiting_since, state, touchpoint, visit, gtin, wanted_gtin, phrase, associate, accepted, escalations, level, reason, alternative, cause, open, seen_by, dismissed, language, before, ending, undone_by)!
-- A request as it is now.
insert or replace into requests values (
    :request, :kind, :place, :made, :updated, :waiting_since, :state, :touchpoint, :visit, :gtin, :wanted_gtin,
    :phrase, :associate, :accepted, :escalations, :level, :reason, :alternative, :cause, :open, :seen_by, :dismissed,
    :language, :before, :ending, :undone_by
);

-- name: forget_told(before)!
-- Who was told of requests that were over for long.
delete from told where request in (select request from requests where open = 0 and updated < :before);

-- name: forget_requests(before)!
-- Requests that were over for long.
delete from requests where open = 0 and updated < :before;

-- name: add_told(request, level, at, associate, device)!
-- Somebody was told of a request, or nobody was here to be told.
insert into told (request, level, at, associate, device) values (:request, :level, :at, :associate, :device);

-- name: told_of(request)
-- Who was told of one request, in order.
select request, level, at, associate, device from told where request = :request order by n;

-- name: told_of_open()
-- Who was told of each open request, in order.
select request, level, at, associate, device from told
where request in (select request from requests where open = 1) order by n;

-- name: carried()
-- How many requests each associate has.
select associate, count(*) as carried from requests where open = 1 and accepted is not null group by associate;

-- name: people()
-- What is known of people for routing.
select associate, languages, zones from people;

-- name: put_person(associate, languages, zones)!
-- Which languages a person speaks and in which zones they work.
insert into people (associate, languages, zones) values (:associate, :languages, :zones)
on conflict (associate) do update set languages = excluded.languages, zones = excluded.zones;

-- name: story_of(request)
-- What the hub recorded of one request, in order.
select body from events where subject = :request and name like 'request.%' and body is not null order by n;

-- name: counts()
-- Every count.
select gtin, on_hand, as_of, place from counts;

-- name: count(gtin)^
-- The count of one variant.
select gtin, on_hand, as_of, place from counts where gtin = :gtin;

-- name: put_count(gtin, on_hand, as_of, place)!
-- The feed's word.
insert into counts (gtin, on_hand, as_of, place) values (:gtin, :on_hand, :as_of, :place)
on conflict (gtin) do update set on_hand = excluded.on_hand, as_of = excluded.as_of, place = excluded.place;

-- name: sales(gtin, since)
-- What was sold of one variant since a moment.
select quantity, at from sales where gtin = :gtin and at > :since;

-- name: add_sale(cause, gtin, quantity, at)!
-- A sale, once.
insert into sales (cause, gtin, quantity, at) values (:cause, :gtin, :quantity, :at) on conflict do nothing;

-- name: holds(gtin, since, now)
-- What is kept aside of one variant, and what may have been at a moment or now, by whatever clock.
select quantity, placed, ended from holds
where (gtin = :gtin and ended is null)
or (gtin = :gtin and ended > min(:since, :now))
or (gtin = :gtin and placed > :now);

-- name: correction(gtin, since)^
-- What somebody found last of one variant, since a moment; of two at once the smaller.
select available, at from corrections where gtin = :gtin and at > :since order by at desc, available limit 1;

-- name: add_correction(cause, gtin, available, at)!
-- A correction, once.
insert into corrections (cause, gtin, available, at) values (:cause, :gtin, :available, :at) on conflict do nothing;

-- name: stock_gtins()
-- Every variant of which a figure is known, here or elsewhere.
select gtin from counts union select gtin from corrections union select gtin from elsewhere order by gtin;

-- name: elsewhere_of_store(store)
-- Of which variants another store said something, and when.
select gtin, as_of from elsewhere where store = :store;

-- name: elsewhere_of_gtin(gtin)
-- What other stores said they had of one variant.
select store, available, as_of from elsewhere where gtin = :gtin and available is not null;

-- name: put_elsewhere(gtin, store, available, as_of)!
-- Another store's word on one variant, or that it says nothing any more.
insert into elsewhere (gtin, store, available, as_of) values (:gtin, :store, :available, :as_of)
on conflict (gtin, store) do update set available = excluded.available, as_of = excluded.as_of;

-- name: forget_elsewhere_before(before)!
-- Words that are too old to send anybody there.
delete from elsewhere where as_of < :before;

-- name: elsewhere_full(store)$
-- When another store last said all that it had.
select as_of from elsewhere_full where store = :store;

-- name: put_elsewhere_full(store, as_of)!
-- Another store said all that it had.
insert into elsewhere_full (store, as_of) values (:store, :as_of)
on conflict (store) do update set as_of = excluded.as_of;

-- name: add_catalogue(version, imported, body)!
-- A catalogue document, in force from now on.
insert into catalogues (version, imported, body) values (:version, :imported, :body);

-- name: forget_catalogues()!
-- Only the last three are kept.
delete from catalogues where n <= (select max(n) from catalogues) - 3;

-- name: catalogue()^
-- The document in force.
select n, version, imported, body from catalogues order by n desc limit 1;

-- name: catalogue_version()$
-- The version in force.
select version from catalogues order by n desc limit 1;

-- name: fact(name)$
-- Something true of this hub as a whole.
select value from facts where name = :name;

-- name: put_fact(name, value)!
-- Something became true of this hub as a whole.
insert into facts (name, value) values (:name, :value) on conflict (name) do update set value = excluded.value;

-- name: put_sold(mark, day)!
-- A piece is sold, on that day for the last time.
insert into sold (mark, day) values (:mark, :day) on conflict (mark) do update set day = excluded.day;

-- name: drop_sold(mark)!
-- A piece came back.
delete from sold where mark = :mark;

-- name: sold_marks()$
-- The marks of every piece sold in hexadecimal, one behind the other: as rows they take three times as long.
select group_concat(hex(mark), '') from sold;

-- name: forget_sold(before)!
-- Pieces sold before a day.
delete from sold where day < :before;

-- name: take_message(id, n, at)!
-- A message of head office is taken; 0 when it was before.
insert into taken (id, n, at) values (:id, :n, :at) on conflict do nothing;

-- name: add_command(command, touchpoint, verb, sent)!
-- A touchpoint is told to do something.
insert into commands (command, touchpoint, verb, sent) values (:command, :touchpoint, :verb, :sent);

-- name: command(command)^
-- One command.
select command, touchpoint, verb, sent, result from commands where command = :command;

-- name: open_commands()
-- Those of which nobody knows yet what became of them, oldest first.
select command, touchpoint, verb, sent, result from commands where result is null order by sent, command;

-- name: commands_since(sent)
-- Those sent since a moment, newest first.
select command, touchpoint, verb, sent, result from commands where sent >= :sent order by sent desc, command desc;

-- name: end_command(command, result)!
-- What became of one.
update commands set result = :result where command = :command;

-- name: forget_commands(before)!
-- Those sent before a moment.
delete from commands where sent < :before;

-- name: obeyed(source, command)^
-- What a touchpoint said became of a command.
select id, body from events where subject = :command and name = 'touchpoint.obeyed' and source = :source limit 1;

-- name: usable_since(quarter)
-- By touchpoint, its usable and open seconds since a quarter of an hour.
select touchpoint, sum(usable) as usable, sum(opened) as opened from usable where quarter >= :quarter
group by touchpoint order by touchpoint;

-- name: last_health()
-- When each touchpoint last said how it was.
select touchpoint, max(heard) as heard from usable group by touchpoint order by touchpoint;

-- name: forget_usable(before)!
-- Minutes before a quarter of an hour.
delete from usable where quarter < :before;

-- name: put_erased(mark, at)!
-- Somebody was erased; the first time stands.
insert into erased (mark, at) values (:mark, :at) on conflict do nothing;

-- name: erased()
-- Everybody who was.
select mark from erased;

-- name: events_with_customer()
-- What may name a customer, and is kept.
select body from events
where name in ('visit.linked', 'visit.unlinked', 'purchase.completed') and body is not null;

-- name: refused_with_customer()
-- What was refused and says whom it is about.
select body from rejected where instr(cast(body as text), '"customerid"');

-- name: last_event()$
-- The newest event's number.
select max(n) from events;

-- name: events_naming(spelt, after)
-- Where a customer's id may stand, behind an event.
select n from events where n > :after and body is not null and instr(cast(body as text), :spelt);

-- name: body_of(n)$
-- What one event said.
select body from events where n = :n;

-- name: rewrite_event(n, body, fingerprint)!
-- The same event in other words.
update events set body = :body, fingerprint = :fingerprint where n = :n;

-- name: refused_naming(spelt)
-- What was refused, where a customer's id may stand in it.
select n, id, detail, body from rejected
where instr(cast(body as text), :spelt) or instr(detail, :spelt) or instr(id, :spelt);

-- name: rewrite_refused(n, id, detail, digest, body)!
-- The same in other words; what reads like another one by now goes.
update or replace rejected set id = :id, detail = :detail, digest = :digest, body = :body where n = :n;
