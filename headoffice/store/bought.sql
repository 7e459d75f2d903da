-- name: create_bought_local
-- What a week's sales are joined to: a visit, a variant, and by which rule (1 is the surest, 4 guesses).
-- `store` and `day` are the visit's own: where and when it began, so that a store's and a region's rows lie
-- together and a day's purchases need no visit. The sales of all stores are joined together, by the
-- `week` in which they were sold, its Monday; which making of it counts says a row of `rolls` without a store.
CREATE TABLE IF NOT EXISTS $database.bought_local (
  store   LowCardinality(String),
  day     Date,
  visit   UUID CODEC(ZSTD(1)),
  gtin    UInt64 CODEC(ZSTD(1)),
  rule    UInt8,
  week    Date CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  units   UInt16
)
ENGINE = $engine(version)
PARTITION BY toYYYYMM(day)
ORDER BY (store, day, visit, gtin, rule, week)
SETTINGS fsync_after_insert = 1;

-- name: create_bought
-- What visits of all stores bought.
CREATE TABLE IF NOT EXISTS $database.bought AS $database.bought_local
ENGINE = Distributed($cluster, $database, bought_local, cityHash64(store));

-- name: drop_sold
-- The rows of before, which knew no visit's store: all weeks are made anew.
DROP TABLE IF EXISTS $database.sold;

-- name: drop_sold_local
-- The same, on this machine.
DROP TABLE IF EXISTS $database.sold_local;

-- name: create_variants_local
-- Which variant is of which style, by each catalogue that was in force.
CREATE TABLE IF NOT EXISTS $database.variants_local (
  catalogue UInt64,
  gtin      UInt64,
  style     String
)
ENGINE = $engine
ORDER BY (catalogue, gtin);

-- name: create_variants
-- The variants, wherever they lie.
CREATE TABLE IF NOT EXISTS $database.variants AS $database.variants_local
ENGINE = Distributed($cluster, $database, variants_local, cityHash64(gtin));

-- name: variants_of
-- How many variants of a catalogue are known here.
SELECT count() AS n FROM variants FINAL WHERE catalogue = {catalogue:UInt64};

-- name: let_variants_go
-- Only the catalogue in force is asked for.
ALTER TABLE variants_local DELETE WHERE catalogue != $catalogue;
