-- Nothing in here says FINAL, which would merge a whole week for one of its days: an event that stands
-- twice until its parts are merged is the same visit, the same request and the same piece.

-- name: visits_by_store
-- Visits and garments of a stretch of time, by store and over all of them (store is empty there), which is
-- their sum: a visit is one store's. A garment counts once a visit, when a piece of it arrived that was not
-- called "not mine" in it.
WITH
  came AS (
    SELECT store, sum(began) AS visits, sum(arrived) AS garments
    FROM (
      SELECT store, visit, max(type = 'parcours.visit.started.v1') AS began,
        uniqExactIf(gtin, type = 'parcours.garment.arrived.v1') AS arrived
      FROM events
      WHERE timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
      GROUP BY store, visit
    )
    GROUP BY GROUPING SETS ((store), ())
  ),
  -- Few are, and only in their visits pieces have to be told apart by what they are called in their bodies.
  disowned AS (
    SELECT store, count() AS garments
    FROM (
      SELECT store, visit, gtin
      FROM (
        SELECT store, visit, gtin, type = 'parcours.garment.arrived.v1' AS arrived,
          JSONExtractString(body, 'data', 'tag') AS tag
        FROM events
        WHERE timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
          AND type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1')
          AND visit GLOBAL IN (
            SELECT visit FROM events
            WHERE timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
              AND type = 'parcours.garment.disowned.v1'
          )
      )
      GROUP BY store, visit, gtin
      HAVING countIf(arrived) > 0
        AND hasAll(groupUniqArrayIf(tag, NOT arrived), groupUniqArrayIf(tag, arrived))
    )
    GROUP BY GROUPING SETS ((store), ())
  )
SELECT came.store AS store, came.visits AS visits, toUInt64(came.garments - disowned.garments) AS garments
FROM came LEFT JOIN disowned ON came.store = disowned.store
ORDER BY store;

-- name: requests_by_store
-- What became of the requests made in a stretch of time, by store and over all (store is empty there).
-- Waits are the hub's own seconds since the request was made. Steps up to a day later are counted too.
WITH each AS (
  SELECT store, request,
    countIf(type = 'parcours.request.made.v1'
      AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}) > 0 AS made,
    countIf(type = 'parcours.request.seen.v1') > 0 AS was_seen,
    countIf(type = 'parcours.request.accepted.v1') > 0 AS was_accepted,
    countIf(type = 'parcours.request.done.v1') > 0 AS was_done,
    countIf(type = 'parcours.request.unavailable.v1') > 0 AS was_unavailable,
    countIf(type = 'parcours.request.expired.v1') > 0 AS was_expired,
    countIf(type = 'parcours.request.cancelled.v1') > 0 AS was_cancelled,
    minIf(seconds, type = 'parcours.request.seen.v1') AS seen_after,
    minIf(seconds, type = 'parcours.request.accepted.v1') AS accepted_after,
    minIf(seconds, type = 'parcours.request.done.v1') AS done_after
  FROM events
  WHERE timed AND startsWith(type, 'parcours.request.')
    AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')} + INTERVAL 1 DAY
  GROUP BY store, request
  HAVING made
)
SELECT store,
  count() AS requests,
  countIf(was_accepted OR was_done OR was_unavailable) AS answered,
  countIf(was_done) AS done,
  countIf(was_unavailable AND NOT was_done) AS unavailable,
  countIf(was_expired AND NOT was_done AND NOT was_unavailable) AS expired,
  countIf(was_cancelled AND NOT was_done AND NOT was_unavailable AND NOT was_expired) AS cancelled,
  countIf(was_seen) AS seen_n,
  countIf(was_accepted) AS accepted_n,
  quantilesExactInclusiveIf(0.5, 0.95)(seen_after, was_seen) AS seen,
  quantilesExactInclusiveIf(0.5, 0.95)(accepted_after, was_accepted) AS accepted,
  quantilesExactInclusiveIf(0.5, 0.95)(done_after, was_done) AS finished
FROM each
GROUP BY GROUPING SETS ((store), ())
ORDER BY store;

-- name: funnel
-- How far the visits of a stretch of time came. A visit stands in a step when it did it and every step
-- before it, in whatever order the clocks of two devices put them.
WITH
  visits AS (
    SELECT visit,
      max(type = 'parcours.garment.arrived.v1') AS garment,
      max(type = 'parcours.product.viewed.v1') AS viewed
    FROM events
    WHERE timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
      AND (empty({store:String}) OR store = {store:String})
      AND visit != toUUID('00000000-0000-0000-0000-000000000000')
    GROUP BY visit
    HAVING max(type = 'parcours.visit.started.v1')
  ),
  requests AS (
    SELECT request, anyIf(visit, type = 'parcours.request.made.v1') AS of_visit,
      max(type = 'parcours.request.made.v1') AS made,
      max(type = 'parcours.request.done.v1') AS done
    FROM events
    WHERE timed AND startsWith(type, 'parcours.request.')
      AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')} + INTERVAL 1 DAY
      AND (empty({store:String}) OR store = {store:String})
    GROUP BY request
  ),
  asked AS (
    SELECT of_visit, true AS wanted, max(done) AS brought FROM requests WHERE made GROUP BY of_visit
  )
SELECT count() AS visits,
  countIf(garment) AS with_garment,
  countIf(garment AND viewed) AS with_view,
  countIf(garment AND viewed AND wanted) AS with_request,
  countIf(garment AND viewed AND brought) AS with_done
FROM visits LEFT JOIN asked ON visit = of_visit;

-- name: visits_by_hour
-- Visits that began in each hour of the day, by the clock on head office's wall.
SELECT toHour(ts, {zone:String}) AS hour, uniqExact(visit) AS visits
FROM events
WHERE timed AND type = 'parcours.visit.started.v1'
  AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
  AND (empty({store:String}) OR store = {store:String})
GROUP BY hour
ORDER BY hour;

-- name: untimed
-- Events received in a stretch of time whose own clock cannot be trusted; no figure above counts them.
SELECT uniqExact(source, id) AS events
FROM events
WHERE NOT timed AND received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {until:DateTime64(3, 'UTC')}
  AND (empty({store:String}) OR store = {store:String});
