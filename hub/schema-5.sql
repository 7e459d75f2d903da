-- What other stores said they had of a variant, and when that was true; null once they say nothing.
create table elsewhere (
    gtin text not null,
    store text not null,
    available integer,
    as_of text not null,
    primary key (gtin, store)
) strict, without rowid;
create index elsewhere_by_store on elsewhere (store);

-- When each of them last said all that it had.
create table elsewhere_full (
    store text primary key,
    as_of text not null
) strict;
