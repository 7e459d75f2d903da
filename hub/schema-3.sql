-- The hub's database, version 3: pieces sold, as marks under the key in facts; never their serials.
create table sold (
    mark blob primary key,
    -- No finer than forgetting needs it.
    day text not null
) strict, without rowid;
