-- name: sold
-- Receipts of a stretch of time: all of them in its middle, after it those that a certain rule could
-- join, and anywhere those that sold one of some pieces or articles. A receipt whose clock was wrong
-- stands where its hub had it. Without FINAL, which would read all keys: who asks counts a basket once.
SELECT source, id, store, at, timed, customer, basket, code,
  lines.gtin AS gtins, lines.quantity AS quantities, lines.serial AS serials
FROM (
  SELECT source, id, store, if(timed, ts, recorded_at) AS at, timed, customer,
    JSONExtractString(body, 'data', 'basket') AS basket,
    lower(JSONExtractString(body, 'data', 'visit_code')) AS said,
    if(empty(said) AND visit != toUUID('00000000-0000-0000-0000-000000000000'), toString(visit), said) AS code,
    JSONExtract(body, 'data', 'lines', 'Array(Tuple(gtin String, quantity Int32, serial String))') AS lines
  FROM (
    SELECT * FROM events
    WHERE type = 'parcours.purchase.completed.v1' AND timed
      AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT * FROM events
    WHERE type = 'parcours.purchase.completed.v1' AND NOT timed
      AND recorded_at >= {from:DateTime64(3, 'UTC')} AND recorded_at < {until:DateTime64(3, 'UTC')}
  )
)
WHERE at >= {all_from:DateTime64(3, 'UTC')} AND at < {all_until:DateTime64(3, 'UTC')}
  OR at >= {all_until:DateTime64(3, 'UTC')}
    AND (customer != '' OR code != '' OR arrayExists(it -> it != '', lines.serial))
  OR hasAny(lines.serial, {serials:Array(String)})
  OR hasAny(lines.gtin, {returned:Array(String)});

-- name: garments_of_sales
-- Garments that came to a touchpoint in a visit, and those that were called "not mine", of the gtins
-- that were sold; far from the sales only those pieces that were sold by their serial.
SELECT store, visit, gtin, serial, tag, at, timed, disowned
FROM (
  SELECT store, visit, gtin, if(timed, ts, recorded_at) AS at, timed,
    JSONExtractString(body, 'data', 'serial') AS serial,
    JSONExtractString(body, 'data', 'tag') AS tag,
    type = 'parcours.garment.disowned.v1' AS disowned
  FROM (
    SELECT * FROM events
    WHERE type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1') AND timed
      AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
      AND (gtin IN {pieces:Array(UInt64)} OR gtin IN {gtins:Array(UInt64)}
        AND ts >= {all_from:DateTime64(3, 'UTC')} AND ts < {all_until:DateTime64(3, 'UTC')})
    UNION ALL
    SELECT * FROM events
    WHERE type IN ('parcours.garment.arrived.v1', 'parcours.garment.disowned.v1') AND NOT timed
      AND recorded_at >= {from:DateTime64(3, 'UTC')} AND recorded_at < {until:DateTime64(3, 'UTC')}
      AND gtin IN {gtins:Array(UInt64)}
  )
  WHERE visit != toUUID('00000000-0000-0000-0000-000000000000')
)
WHERE at >= {all_from:DateTime64(3, 'UTC')} AND at < {all_until:DateTime64(3, 'UTC')}
  OR serial IN {serials:Array(String)} OR disowned;

-- name: links_of_customers
-- The visits of these customers. The last link or unlink of a visit says whose it is.
SELECT store, visit, argMax(customer, (ts, sequence)) AS of_customer,
  argMax(type, (ts, sequence)) AS last, argMax(if(timed, ts, recorded_at), (ts, sequence)) AS at,
  argMax(timed, (ts, sequence)) AS is_timed
FROM events
WHERE type IN ('parcours.visit.linked.v1', 'parcours.visit.unlinked.v1') AND (
  timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
  OR NOT timed AND recorded_at >= {from:DateTime64(3, 'UTC')} AND recorded_at < {until:DateTime64(3, 'UTC')})
GROUP BY store, visit
HAVING last = 'parcours.visit.linked.v1' AND of_customer IN {customers:Array(String)};

-- name: visits_begun
-- When these visits began.
SELECT store, visit, if(timed, ts, recorded_at) AS at, timed
FROM events
WHERE type = 'parcours.visit.started.v1' AND visit IN {visits:Array(UUID)} AND (
  timed AND ts >= {from:DateTime64(3, 'UTC')} AND ts < {until:DateTime64(3, 'UTC')}
  OR NOT timed AND recorded_at >= {from:DateTime64(3, 'UTC')} AND recorded_at < {until:DateTime64(3, 'UTC')});
