-- The hub's database, version 7: pieces kept for shoppers, each with its row in holds while it is open; and styling sessions.
create table reservations (
    reservation text primary key,
    gtin text not null,
    quantity integer not null,
    place text not null,
    placed text not null,
    updated text not null,
    state text not null,
    code text,
    until text,
    reason text,
    extended integer not null,
    touchpoint text,
    visit text,
    cause text,
    open integer not null
) strict;
create index reservations_open on reservations (placed) where open = 1;
create index reservations_updated on reservations (updated);
create index reservations_by_code on reservations (code) where code is not null;

create table appointments (
    appointment text primary key,
    slot text not null,
    place text not null,
    made text not null,
    updated text not null,
    begins text,
    ends text,
    state text not null,
    code text,
    reason text,
    token text,
    touchpoint text,
    visit text,
    cause text,
    open integer not null
) strict;
create index appointments_open on appointments (begins) where open = 1;
create index appointments_updated on appointments (updated);
create index appointments_by_code on appointments (code) where code is not null;
