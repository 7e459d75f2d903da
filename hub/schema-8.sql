-- The hub's database, version 8: what touchpoints were told to do, and how long each glass could be used.
create table commands (
    command text primary key,
    touchpoint text not null,
    verb text not null,
    sent text not null,
    -- Nothing while it is open.
    result text
) strict, without rowid;
create index commands_by_sent on commands (sent);
create index commands_open on commands (touchpoint) where result is null;

-- Seconds by touchpoint and quarter of an hour, counted from 1970: no time zone cuts one in two.
create table usable (
    touchpoint text not null,
    quarter integer not null,
    usable real not null,
    opened real not null,
    heard text not null,
    primary key (touchpoint, quarter)
) strict, without rowid;
create index usable_by_quarter on usable (quarter);

-- With the event itself, so that each counts once, whenever and in whatever order it comes. What a clock that runs
-- ahead says, and more seconds than can have passed, counts as little as it can.
create trigger events_usable after insert on events
when new.name = 'touchpoint.health' and new.touchpoint is not null and json_valid(cast(new.body as text))
begin
    insert into usable (touchpoint, quarter, usable, opened, heard)
    select new.touchpoint, quarter, max(0, min(usable, opened)), opened, new.recorded from (
        select
            cast(strftime('%s', min(new.time, new.recorded)) as integer) / 900 as quarter,
            coalesce(cast(json_extract(cast(new.body as text), '$.data.usable_seconds') as real), 0) as usable,
            max(0, min(3600, coalesce(cast(json_extract(cast(new.body as text), '$.data.open_seconds') as real), 0)))
                as opened
    )
    where true
    on conflict (touchpoint, quarter) do update set
        usable = usable.usable + excluded.usable,
        opened = usable.opened + excluded.opened,
        heard = max(usable.heard, excluded.heard);
end;
