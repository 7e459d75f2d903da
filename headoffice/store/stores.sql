-- name: stores_visits
-- Each store's visits of some days: on how many of these there were any, how long they were, and how many
-- there were on each.
SELECT store, count() AS days, sum(n) AS visits, groupArray((day, n)) AS by_day,
  quantilesExactInclusiveArray(0.5, 0.95)(lasted) AS dwell
FROM (
  SELECT store, day, count() AS n, groupArray(seconds) AS lasted
  FROM visits FINAL
  /* counted */
  GROUP BY store, day
)
GROUP BY store
ORDER BY store;

-- name: stores_bought
-- Each store's visits of some days that bought something, by the surest rule.
SELECT store, rule, count() AS visits
FROM (
  SELECT store, visit, min(rule) AS rule
  FROM bought FINAL
  /* joined */
  GROUP BY store, visit
)
GROUP BY store, rule
ORDER BY store, rule;

-- name: stores_requests
-- Each store's requests of some days, and how long they waited to be taken on; as contract/figures counts.
SELECT store, count() AS requests, countIf(due) AS should, countIf(alone) AS unanswered,
  countIf(accepted IS NOT NULL) AS accepted_n,
  quantilesExactInclusiveIf(0.5, 0.95)(assumeNotNull(accepted), accepted IS NOT NULL) AS waits
FROM (
  SELECT store, accepted, accepted IS NOT NULL OR outcome IN ('done', 'unavailable') AS taken,
    outcome = 'expired' AND NOT taken AND NOT too_late AS alone, taken OR alone AS due
  FROM requests FINAL
  /* counted */
)
GROUP BY store
ORDER BY store;
