-- fragment: counted
-- Of a store's day the making that counts. Between a table with FINAL and further conditions.
GLOBAL INNER JOIN (
  SELECT store, day, max(version) AS counts FROM rolls
  WHERE day >= {first:Date} AND day <= {last:Date} GROUP BY store, day
) AS makings USING (store, day)
WHERE day >= {first:Date} AND day <= {last:Date} AND version >= counts

-- fragment: counted_among
-- The same, in the stores that are asked for.
GLOBAL INNER JOIN (
  SELECT store, day, max(version) AS counts FROM rolls
  WHERE day >= {first:Date} AND day <= {last:Date} /* among */ GROUP BY store, day
) AS makings USING (store, day)
WHERE day >= {first:Date} AND day <= {last:Date} AND version >= counts /* among */

-- fragment: among
-- The stores that are asked for, all of them when none is named.
AND (empty({stores:Array(String)}) OR store IN {stores:Array(String)})

-- fragment: joins
-- Of a week of sales the join that counts. Visits are sold to up to 30 days later, or earlier by a
-- till's clock that is wrong.
GLOBAL INNER JOIN (
  SELECT week, max(version) AS counts FROM (SELECT day AS week, version FROM rolls WHERE store = '')
  WHERE week >= toMonday({first:Date} - 30) AND week <= {last:Date} + 31 GROUP BY week
) AS joins USING (week)

-- fragment: joined
-- That of the visits of the days asked for.
/* joins */
WHERE day >= {first:Date} AND day <= {last:Date} AND version >= counts

-- fragment: joined_to_garments
-- That of visits known by what they tried or saw on these days: they may have begun on the day before,
-- and lie there.
/* joins */
WHERE day >= {first:Date} - 1 AND day <= {last:Date} AND version >= counts

-- fragment: styles
-- Each variant's style, as the smallest gtin of it: numbers are grouped faster than names.
GLOBAL LEFT JOIN (
  SELECT gtin, first FROM (
    SELECT groupUniqArray(gtin) AS gtins, min(gtin) AS first FROM variants
    WHERE catalogue = {catalogue:UInt64} GROUP BY style
  ) ARRAY JOIN gtins AS gtin
  LIMIT 1 BY gtin
) AS styles USING (gtin)

-- fragment: style
-- The style's number in a row that has it joined; a gtin of no style stands for itself.
if(first = 0, gtin, first)

-- fragment: met
-- What visits had to do with styles, and what they bought: a row of either for each variant.
SELECT visit, gtin, recognised, tried, verdict, toUInt8(0) AS rule
FROM garments FINAL
/* counted_among */
UNION ALL
SELECT visit, gtin, false, false, '', rule
FROM bought FINAL
/* joined_to_garments */ /* among */

-- fragment: ways
-- The ways of visits, added up: a row for each store's day and making of them.
SELECT store, day, version,
  groupArrayIf(key.2, what = 'phase'), groupArrayIf(n, what = 'phase'),
  groupArrayIf(last, what = 'phase'), groupArrayIf(lasted, what = 'phase'),
  groupArrayIf((key.1, key.2, key.3, n), what = 'way'), groupArrayIf((key.1, key.2, key.3, n), what = 'spot')
FROM (
  SELECT store, day, version, 'phase' AS what, (toUInt8(0), phase, '') AS key, toUInt32(count()) AS n,
    toUInt32(countIf(phase != '' AND path[-1] = phase)) AS last,
    groupArray(if(phase = '', seconds, arraySum(arrayMap((p, d) -> if(p = phase, d, 0), path, dwell)))) AS lasted
  FROM (
    SELECT store, day, version, seconds, arrayMap(it -> toString(it), path) AS path, dwell,
      arrayJoin(arrayPushFront(arrayDistinct(path), '')) AS phase
    FROM visits
  )
  GROUP BY store, day, version, phase
  UNION ALL
  SELECT store, day, version, way.1 AS what, (way.2, way.3, way.4) AS key, toUInt32(count()) AS n, toUInt32(0) AS last, [] AS lasted
  FROM (
    SELECT store, day, version, arrayJoin(arrayConcat(
      arrayMap(i -> ('way', toUInt8(i), toString(path[i]), toString(path[i + 1])),
        range(1, least(length(path), $stages) + 1)),
      arrayMap(i -> ('spot', toUInt8(i), toString(spots[i]), toString(spots[i + 1])),
        range(1, least(length(spots), $stages) + 1)))) AS way
    FROM visits
  )
  GROUP BY store, day, version, way
)
GROUP BY store, day, version
