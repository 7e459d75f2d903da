-- name: service_requests
-- What became of requests, in all, in each store and in each hour of the day (counted from 1; 0 is none),
-- as contract/figures counts them; and the wait that was told beside the real one.
SELECT store, hour, count() AS requests, countIf(answered) AS all_answered, countIf(due) AS all_due,
  countIf(left_alone) AS unanswered, countIf(outcome = 'done') AS done, countIf(outcome = 'unavailable') AS unavailable,
  countIf(outcome = 'expired') AS expired, countIf(outcome = 'cancelled') AS cancelled, countIf(outcome = 'open') AS open,
  sum(escalations) AS passed_on,
  countIf(seen IS NOT NULL) AS seen_n, countIf(accepted IS NOT NULL) AS accepted_n, countIf(brought IS NOT NULL) AS brought_n,
  quantilesExactInclusiveIf(0.5, 0.95)(assumeNotNull(seen), seen IS NOT NULL) AS seen_waits,
  quantilesExactInclusiveIf(0.5, 0.95)(assumeNotNull(accepted), accepted IS NOT NULL) AS accepted_waits,
  quantilesExactInclusiveIf(0.5, 0.95)(assumeNotNull(brought), brought IS NOT NULL) AS brought_waits,
  countIf(held) AS told_n, countIf(held AND brought > told.2) AS longer, countIf(held AND brought < told.1) AS sooner,
  quantileExactInclusiveIf(0.5)(told.1, held) AS told_from, quantileExactInclusiveIf(0.5)(told.2, held) AS told_to,
  quantilesExactInclusiveIf(0.5, 0.95)(assumeNotNull(brought), held) AS real
FROM (
  SELECT store, toUInt8(toHour(made, {zone:String}) + 1) AS hour, seen, accepted, brought, outcome, escalations, told,
    accepted IS NOT NULL OR outcome IN ('done', 'unavailable') AS answered,
    outcome = 'expired' AND NOT answered AND NOT too_late AS left_alone,
    answered OR left_alone AS due,
    brought IS NOT NULL AND told.2 > 0 AS held
  FROM requests FINAL
  /* counted_among */
)
GROUP BY GROUPING SETS ((), (store), (hour))
ORDER BY store, hour;

-- name: service_opinions
-- How many gave each score, by store and by what it is about.
SELECT store, about, score, count() AS n
FROM opinions FINAL
/* counted_among */
GROUP BY store, about, score
ORDER BY store, about, score;
