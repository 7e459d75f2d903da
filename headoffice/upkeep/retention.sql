-- name: old_weeks
-- The weeks of which nothing was received since a moment, and how many events each holds.
SELECT toMonday(ts) AS week, count() AS n FROM events
GROUP BY week
HAVING max(received_at) < {since:DateTime64(3, 'UTC')}
ORDER BY week;

-- name: let_go
-- One week whole: the engine removes its files, and rewrites nothing.
ALTER TABLE events_local DROP PARTITION '$week';
