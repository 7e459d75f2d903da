-- name: briefing_visits
-- Visits begun on the last of some days, and on the first, which is `earlier`, by store and over all of them
-- (store is empty there). Each store's day is one of its own clock. `heard` counts whatever came.
SELECT store, earlier, sum(came) AS heard, sum(begun) AS visits, sum(rooms) AS all_rooms, sum(touched) AS all_touched,
  sum(length(lasted)) AS dwell_n, quantilesExactInclusiveArray(0.5, 0.95)(lasted) AS dwell
FROM (
  SELECT store, day = {first:Date} AS earlier, came, begun, rooms, touched, lasted
  FROM told_visits FINAL
  /* counted_among */ AND day IN ({first:Date}, {last:Date})
)
GROUP BY GROUPING SETS ((store, earlier), (earlier));

-- name: briefing_requests
-- What became of the requests of these two days, by store and over all; `missing` are variants that could
-- not be brought, the most asked for first.
SELECT store, earlier, sum(told.1) AS requests, sum(told.2) AS done, sum(told.3) AS unavailable, sum(told.4) AS expired,
  sum(told.5) AS cancelled, sum(told.6) AS open, sum(told.7) AS answered, sum(told.8) AS left_alone,
  sum(told.7) + sum(told.8) AS due, sum(told.9) AS escalations,
  sum(length(saw)) AS seen_n, sum(length(took)) AS accepted_n, sum(length(brought)) AS finished_n,
  quantilesExactInclusiveArray(0.5, 0.95)(saw) AS seen, quantilesExactInclusiveArray(0.5, 0.95)(took) AS accepted,
  quantilesExactInclusiveArray(0.5, 0.95)(brought) AS finished,
  arraySlice(arraySort(it -> (-toInt64(it.2), it.1), arrayZip((sumMap(lacked.1, lacked.2) AS counted).1, counted.2)), 1, {most:UInt32}) AS missing
FROM (
  SELECT store, day = {first:Date} AS earlier, seen AS saw, accepted AS took, finished AS brought, lacked,
    (requests, done, unavailable, expired, cancelled, open, answered, left_alone, escalations) AS told
  FROM told_requests FINAL
  /* counted_among */ AND day IN ({first:Date}, {last:Date})
)
GROUP BY GROUPING SETS ((store, earlier), (earlier));

-- name: briefing_said
-- What shoppers of these two days had, judged, thought and looked at, by store and over all.
SELECT store, earlier, sum(told.1) AS recognised, sum(told.2) AS tried, sum(told.3) AS judged, sum(told.4) AS declined,
  sum(told.5) AS lookbooks, sum(told.6) AS films, sum(told.7) AS seen, sum(told.8) AS wishes, sum(told.9) AS corrections,
  sumMap(why.1, why.2) AS reasons, sumMap(points.1, points.2) AS scores,
  arraySlice(arraySort(it -> (-toInt64(it.2), it.1), arrayZip((sumMap(worn.1, worn.2) AS many).1, many.2)), 1, {most:UInt32}) AS favourites,
  arraySlice(arraySort(it -> (-toInt64(it.2), it.1), arrayZip((sumMap(refused.1, refused.2) AS few).1, few.2)), 1, {most:UInt32}) AS left
FROM (
  SELECT store, day = {first:Date} AS earlier, reasons AS why, scores AS points, worn, refused,
    (recognised, tried, judged, declined, lookbooks, films, seen, wishes, corrections) AS told
  FROM told_words FINAL
  /* counted_among */ AND day IN ({first:Date}, {last:Date})
)
GROUP BY GROUPING SETS ((store, earlier), (earlier));
