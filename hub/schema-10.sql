-- The hub's database, version 10: of each variant only what came after its last count or correction is read.
drop index sales_by_gtin;
create index sales_by_gtin on sales (gtin, at);
drop index corrections_by_gtin;
create index corrections_by_gtin on corrections (gtin, at desc, available);
drop index holds_by_gtin;
create index holds_by_end on holds (gtin, ended);
create index holds_by_gtin on holds (gtin, placed);
