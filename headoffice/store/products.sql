-- name: product_visits
-- Visits that tried anything. Of each style (`other` is 0) those in whose fitting room it was, those of them
-- that bought it, each by its surest rule, and those by the rule that guesses. Of each rule (`one` is 0, the
-- rule is `other` - 1) those that bought some style that they tried; rule 0 is not at all. Of two styles
-- tried in one visit, the most first, how often both were taken, by the shopper's own word or by a sale;
-- visits of very many styles make no pairs. Styles are told by their smallest gtin.
SELECT one, other, visits, bought, estimated
FROM (
  SELECT fact.1 AS one, fact.2 AS other, count() AS visits, countIf(fact.3 > 0) AS bought, countIf(fact.3 = 4) AS estimated,
    row_number() OVER (PARTITION BY one > 0 AND other > 0 ORDER BY visits DESC, one, other) AS place
  FROM (
    SELECT groupArray((number, won, taken)) AS styles,
      arrayConcat(
        arrayMap(it -> (it.1, toUInt64(0), it.2), styles),
        [(toUInt64(0), toUInt64(min(if(won = 0, 9, won)) % 9 + 1), toUInt8(0))],
        if(length(styles) = 1 OR length(styles) > {most:UInt8}, [],
          arrayFlatten(arrayMap(i -> arrayMap(j -> (
              least(styles[i].1, styles[j].1), greatest(styles[i].1, styles[j].1), toUInt8(styles[i].3 AND styles[j].3)),
            range(i + 1, length(styles) + 1)), range(1, length(styles)))))
      ) AS facts
    FROM (
      SELECT visit, /* style */ AS number, minIf(rule, rule > 0) AS won,
        won > 0 OR max(tried AND verdict = 'taken') AS taken
      FROM (
        /* met */
      ) AS met
      /* styles */
      GROUP BY visit, number
      HAVING max(tried)
    )
    GROUP BY visit
  )
  ARRAY JOIN facts AS fact
  GROUP BY one, other
)
WHERE one = 0 OR other = 0 OR visits >= {fewest:UInt8} AND place <= {limit:UInt32}
ORDER BY place;

-- name: product_judged
-- Of each variant what was judged and declined, and why, each once a visit.
SELECT gtin, count() AS judged, countIf(verdict = 'declined') AS declined,
  sumForEach(arrayMap(it -> toUInt32(verdict = 'declined' AND has(reasons, it)), {reasons:Array(String)})) AS why
FROM garments FINAL
/* counted_among */ AND verdict != ''
GROUP BY gtin;

-- name: product_asked
-- Of each variant what was asked for in a request, what of it was brought and what was not there.
SELECT gtin, count() AS asked, countIf(outcome = 'done') AS brought, countIf(outcome = 'unavailable') AS missing
FROM requests FINAL
/* counted_among */ AND gtin != 0
GROUP BY gtin;

-- name: product_books
-- For each lookbook: the visits that opened it, those that had something of it in their hands, those that
-- bought something of it. Of a lookbook that the catalogue does not have, any garment is of it.
SELECT book AS name, count() AS opened, countIf(notEmpty(arrayFilter(it -> it.2, own))) AS tried,
  countIf(won > 0) AS bought, countIf(won = 4) AS estimated
FROM (
  SELECT visit, arrayJoin(books) AS book, indexOf({books:Array(String)}, book) AS place,
    arrayFilter(it -> place = 0 OR has({contents:Array(Array(UInt64))}[place], it.1), pieces) AS own,
    arrayFilter(it -> it.3 > 0, own).3 AS rules, if(empty(rules), 0, arrayMin(rules)) AS won
  FROM (
    SELECT visit, groupUniqArrayIf(name, name != '') AS books,
      groupUniqArrayIf((gtin, recognised, rule), recognised OR rule > 0) AS pieces
    FROM (
      SELECT visit, name, toUInt64(0) AS gtin, false AS recognised, toUInt8(0) AS rule
      FROM shown FINAL
      /* counted_among */ AND kind = 'lookbook'
      UNION ALL
      SELECT visit, '', gtin, recognised, rule FROM (
        /* met */
      )
      WHERE visit GLOBAL IN (SELECT visit FROM shown WHERE day >= {first:Date} AND day <= {last:Date} AND kind = 'lookbook' /* among */)
    )
    GROUP BY visit
    HAVING notEmpty(books)
  )
)
GROUP BY name
ORDER BY opened DESC, name;

-- name: style_sizes
-- One style's variants in each store: visits that tried them, what was asked for and came or not, and
-- how often a screen said that there were some.
SELECT store, gtin, sum(tries) AS tried, sum(asks) AS asked, sum(dones) AS brought, sum(misses) AS missing,
  sum(looks) AS looked, sum(finds) AS there
FROM (
  SELECT store, gtin, toUInt64(tried) AS tries, 0 AS asks, 0 AS dones, 0 AS misses,
    toUInt64(stock >= 0) AS looks, toUInt64(stock > 0) AS finds
  FROM garments FINAL
  /* counted_among */ AND gtin IN {gtins:Array(UInt64)}
  UNION ALL
  SELECT store, gtin, 0, 1, toUInt64(outcome = 'done'), toUInt64(outcome = 'unavailable'), 0, 0
  FROM requests FINAL
  /* counted_among */ AND gtin IN {gtins:Array(UInt64)}
)
GROUP BY store, gtin
ORDER BY store, gtin;

-- name: style_pairs
-- What was tried in one visit with one style, the most first, and in how many of these both were taken;
-- styles are told by their smallest gtin.
SELECT beside.1 AS other, count() AS visits, countIf(beside.2 AND mine) AS bought
FROM (
  SELECT groupArray((number, taken)) AS styles, arrayExists(it -> it.1 = {number:UInt64} AND it.2, styles) AS mine
  FROM (
    SELECT visit, /* style */ AS number, minIf(rule, rule > 0) > 0 OR max(tried AND verdict = 'taken') AS taken
    FROM (
      /* met */
    ) AS met
    /* styles */
    WHERE visit GLOBAL IN (
      SELECT visit FROM garments FINAL
      /* counted_among */ AND tried AND gtin IN {gtins:Array(UInt64)}
    )
    GROUP BY visit, number
    HAVING max(tried)
  )
  GROUP BY visit
  HAVING length(styles) <= {most:UInt8}
)
ARRAY JOIN styles AS beside
WHERE beside.1 != {number:UInt64}
GROUP BY other
HAVING visits >= {fewest:UInt8}
ORDER BY visits DESC, other
LIMIT {limit:UInt32};

-- name: style_visits
-- The visits that had one style in their hands or on their screen, told apart by whether they saw its
-- film: how many tried it, took it by their own word, bought it.
SELECT has_seen, count() AS visits, countIf(was_tried) AS tried, countIf(was_tried AND won > 0) AS tried_bought,
  countIf(won > 0) AS bought, countIf(won = 4) AS estimated, sum(judged) AS all_judged,
  sum(declined) AS all_declined, sumForEach(why) AS reasons, countIf(was_tried AND won = 4) AS tried_estimated
FROM (
  SELECT visit, max(tried) AS was_tried, countIf(verdict != '') AS judged, countIf(verdict = 'declined') AS declined,
    sumForEach(arrayMap(it -> toUInt32(verdict = 'declined' AND has(reasons, it)), {reasons:Array(String)})) AS why,
    minIf(rule, rule > 0) AS won, max(film) AS has_seen
  FROM (
    SELECT visit, true AS here, tried, verdict, reasons, toUInt8(0) AS rule, false AS film
    FROM garments FINAL
    /* counted_among */ AND gtin IN {gtins:Array(UInt64)} AND (recognised OR viewed OR verdict != '')
    UNION ALL
    SELECT visit, false, false, '', [], rule, false
    FROM bought FINAL
    /* joined_to_garments */ /* among */ AND gtin IN {gtins:Array(UInt64)}
    UNION ALL
    SELECT visit, false, false, '', [], 0, true
    FROM shown FINAL
    /* counted_among */ AND kind = 'film' AND name IN {films:Array(String)}
  )
  GROUP BY visit
  HAVING max(here)
)
GROUP BY has_seen
ORDER BY has_seen;
