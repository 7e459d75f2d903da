-- The hub's database, version 11: customers whom head office said to erase, by keyed hashes; the key lies in a file.
create table erased (
    mark blob primary key,
    at text not null
) strict, without rowid;
-- What may name a customer is found at once, among all that does not.
create index events_with_customer on events (n) where name in ('visit.linked', 'visit.unlinked', 'purchase.completed');

-- A hub of before set aside what it could not do: it asks for all since then once more, and knows by their ids which
-- of it is done.
update facts
set value = (select cast(min(n) - 1 as text) from taken where id in (select id from rejected where topic = 'inbox/erase'))
where name = 'inbox_after'
and exists (select 1 from taken where id in (select id from rejected where topic = 'inbox/erase'));
delete from taken where id in (select id from rejected where topic = 'inbox/erase');
delete from rejected where topic = 'inbox/erase';
