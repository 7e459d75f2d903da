-- What is read of the hub's events for figures. Moments are those of their making.

-- name: told(since, until)
-- What a store's day is told in, made from a moment to just before another, in the order of commit.
select body from events
where time >= :since and time < :until and body is not null and name not like 'touchpoint.%'
and name not in ('garment.left', 'outbox.dropped')
order by n;

-- name: newest_told(since, until)^
-- What changes whenever something is told of that time, however late.
select count(*) as events, max(n) as newest from events where time >= :since and time < :until;

-- name: told_of_requests(since, until)
-- The same of requests alone.
select body from events
where time >= :since and time < :until and body is not null and name in (
    'request.made', 'request.seen', 'request.accepted', 'request.done', 'request.unavailable',
    'request.escalated', 'request.expired', 'request.cancelled'
)
order by n;

-- name: requests_made(since, until)
-- The requests that were made from a moment to just before another; what was made then changed no earlier.
select request from requests where updated >= :since and made >= :since and made < :until order by made, request;

-- name: last_heard(source)$
-- When a touchpoint was last heard: the newest event of its newest outbox, which an index finds at once.
select recorded from events where source = :source order by outbox desc, n desc limit 1;
