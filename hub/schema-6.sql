-- The hub's database, version 6: what the shopper reads, steps that may be taken back, and who was told of a request.
alter table requests add column language text;
alter table requests add column before text;
alter table requests add column ending text;
alter table requests add column undone_by text;

-- Each time that somebody was told of a request, as long as the request is kept: for who asks why nobody came.
create table told (
    n integer primary key autoincrement,
    request text not null,
    -- The step of the ladder it was on.
    level integer not null,
    at text not null,
    -- An opaque id, or the till's device; neither, when nobody was here to be told.
    associate text,
    device text
) strict;
create index told_by_request on told (request);

-- What is known of people for routing, by their opaque ids; as words between spaces.
create table people (
    associate text primary key,
    languages text not null,
    zones text not null
) strict, without rowid;
