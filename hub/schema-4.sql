-- The hub's database, version 4: the messages of head office's inbox that were taken, by their ids.
create table taken (
    id text primary key,
    n integer not null,
    at text not null
) strict, without rowid;
