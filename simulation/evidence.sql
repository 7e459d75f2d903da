-- name: hub_events()
-- Everything the hub has safe, in the order of its commits.
select body from events order by n

-- name: hub_rejected()$
-- How many events the hub refused, or had refused by head office.
select count(*) from rejected

-- name: hub_owes()$
-- How many events head office has not confirmed yet.
select count(*) from upstream
