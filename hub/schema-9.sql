-- The hub's database, version 9: a day's events are found by when they were made, however late they came.
create index events_by_time on events (time);
