-- The hub's database, version 2: who saw a request first, and whether the last word about it was read.
alter table requests add column seen_by text;
alter table requests add column dismissed integer not null default 0;
