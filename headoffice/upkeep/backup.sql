-- name: save_journeys
-- The events, into a folder that it makes. Visits and all else are made from them: saved one table after the other,
-- the two would not be of one moment.
BACKUP DATABASE journeys EXCEPT TABLES journeys.visits_local, journeys.devices_local,
  journeys.garments_local, journeys.shown_local, journeys.requests_local, journeys.opinions_local,
  journeys.told_visits_local, journeys.told_requests_local, journeys.told_words_local, journeys.told_ways_local,
  journeys.bought_local, journeys.variants_local,
  journeys.rolls_local TO File('$folder');

-- name: make_room
-- The empty table of events: what was saved brings its own, in the order in which it was kept.
DROP TABLE events_local SYNC;

-- name: bring_journeys_back
-- What was saved, into tables that hold nothing; the engine refuses others.
RESTORE DATABASE journeys FROM File('$folder');

-- name: journeys_kept
-- Whether there is anything that a restoring would fall upon.
SELECT count() AS n FROM events;
