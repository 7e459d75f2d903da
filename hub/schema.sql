-- The hub's database, version 1. Moments are RFC 3339 in UTC with milliseconds, so that text order is time order.

-- Every event that is safe here: the touchpoints' and the hub's own, in the order of their commit.
create table events (
    n integer primary key autoincrement,
    source text not null,
    id text not null,
    name text not null,
    outbox text not null,
    sequence integer not null,
    touchpoint text,
    visit text,
    subject text,
    time text not null,
    recorded text not null,
    fingerprint text not null,
    -- Forgotten after 90 days; source and id stay 400 days, so that a late repeat is still known.
    body blob,
    unique (source, id)
) strict;
create index events_by_subject on events (subject, name);
create index events_by_visit on events (visit, name) where visit is not null;
create index events_by_recorded on events (recorded);
create index events_by_outbox on events (source, outbox);

-- How far each outbox got; the rules are messaging.streams.
create table streams (
    source text not null,
    outbox text not null,
    through integer not null,
    beyond text not null,
    closed integer not null,
    primary key (source, outbox)
) strict;

-- Which id holds a sequence, whatever became of it.
create table received (
    source text not null,
    outbox text not null,
    sequence integer not null,
    id text,
    primary key (source, outbox, sequence)
) strict, without rowid;

-- Sequences that never came, given up after asking.
create table gaps (
    n integer primary key autoincrement,
    source text not null,
    outbox text not null,
    first integer not null,
    last integer not null,
    noticed text not null
) strict;

-- What was refused, kept where a person can see it; direction is in or upstream.
create table rejected (
    n integer primary key autoincrement,
    noticed text not null,
    direction text not null,
    source text not null,
    topic text not null,
    id text,
    reason text not null,
    detail text not null,
    digest text not null,
    body blob not null,
    unique (direction, source, reason, digest)
) strict;

-- Events still owed to head office, oldest first.
create table upstream (
    event integer primary key references events (n)
) strict;

-- The line to head office; one row.
create table upstream_line (
    one integer primary key check (one = 1),
    attempts integer not null,
    next_attempt text,
    state text not null,
    detail text not null,
    since text
) strict;
insert into upstream_line values (1, 0, null, 'up', '', null);

-- Requests of shoppers, open and final.
create table requests (
    request text primary key,
    kind text not null,
    place text not null,
    made text not null,
    updated text not null,
    waiting_since text not null,
    state text not null,
    touchpoint text,
    visit text,
    gtin text,
    wanted_gtin text,
    phrase text,
    associate text,
    accepted text,
    escalations integer not null,
    level integer not null,
    reason text,
    alternative text,
    cause text,
    open integer not null
) strict;
create index requests_open on requests (made) where open = 1;
create index requests_updated on requests (updated);

-- The feed's word: how many of a variant were on hand, and when.
create table counts (
    gtin text primary key,
    on_hand integer not null,
    as_of text not null,
    place text not null
) strict;

-- Pieces sold (negative: returned), once per cause.
create table sales (
    cause text primary key,
    gtin text not null,
    quantity integer not null,
    at text not null
) strict;
create index sales_by_gtin on sales (gtin);

-- Pieces kept aside, until they are collected or let go.
create table holds (
    hold text primary key,
    gtin text not null,
    quantity integer not null,
    placed text not null,
    ended text
) strict;
create index holds_by_gtin on holds (gtin);

-- What a person found to be true: so many were available at that moment, once per cause.
create table corrections (
    cause text primary key,
    gtin text not null,
    available integer not null,
    at text not null
) strict;
create index corrections_by_gtin on corrections (gtin);

-- The catalogue documents imported, the last one in force.
create table catalogues (
    n integer primary key autoincrement,
    version text not null,
    imported text not null,
    body blob not null
) strict;

-- What is true of this hub as a whole: its outbox and last sequence, the last full feed, revisions.
create table facts (
    name text primary key,
    value text not null
) strict;
