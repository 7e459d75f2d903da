-- What goes with a style and what is like it. Runs beside the store's database, which is attached as `store`: all
-- tables made here live in memory and are gone with the connection.

-- name: lay_out#
-- Room for the catalogue, for what shoppers did, and for what follows from both.
-- A style is its place in the catalogue; `kind` is that of its whole category, 0 where nobody says it; `band` says how
-- dear it is among its kind, in half octaves.
create table styles (style integer primary key, kind integer, band integer);
create table variants (gtin text primary key, style integer) without rowid;
create table colours (style integer, colour text, primary key (style, colour)) without rowid;
create table words (word text, style integer, primary key (word, style)) without rowid;
create table picks (style integer, other integer, place integer, primary key (style, other)) without rowid;
create table stocked (style integer primary key);
create table tried (visit text, style integer, primary key (visit, style)) without rowid;
create table popular (style integer primary key, sold integer, tried integer);
create table pairs (style integer, other integer, visits integer, primary key (style, other)) without rowid;
create table complements (kind integer, other integer, primary key (kind, other)) without rowid;
create table fronts (kind integer, band integer, style integer);
create table leaders (style integer primary key, kind integer, sold integer);
create index fronts_by_kind on fronts (kind, band);
create table likeness (style integer, other integer, primary key (style, other)) without rowid;
create table rated (
    style integer, other integer, same integer, place integer, worn integer, tried integer, alike integer, sold integer,
    score real
);
create table advised (
    style integer, other integer, same integer, reason integer, place integer, primary key (style, other)
) without rowid;

-- name: add_style(style, kind, band)*!
-- A style in the catalogue's order.
insert into styles values (:style, :kind, :band);

-- name: add_variant(gtin, style)*!
-- One colour and size.
insert or ignore into variants values (:gtin, :style);

-- name: add_colour(style, colour)*!
-- A colour it comes in.
insert or ignore into colours values (:style, :colour);

-- name: add_word(style, word)*!
-- A word of what it is made of.
insert or ignore into words values (:word, :style);

-- name: add_pick(style, other, place)*!
-- A stylist puts the other one with it, the lower the place the rather.
insert into picks values (:style, :other, :place)
on conflict do update set place = min(place, excluded.place);

-- name: find_stocked()!
-- What this store was last known to have in any colour and size: nothing else can be shown.
insert into stocked
select distinct v.style from variants v
join (
    select gtin from store.counts where on_hand > 0 union select gtin from store.corrections where available > 0
) c on c.gtin = v.gtin;

-- name: gather_tried(since, most)!
-- The styles of one visit, or of one receipt. Who scans a whole rail puts nothing together; what a neighbour hung up
-- was not tried.
insert into tried
with told as (
    -- From the variants to their events: there is an index of that.
    select e.visit, v.style from variants v
    cross join store.events e on e.subject = v.gtin and e.name in ('garment.arrived', 'garment.judged')
    where e.visit is not null and e.recorded >= :since and not exists (
        select 1 from store.events d
        where d.subject = e.subject and d.name = 'garment.disowned' and d.visit = e.visit
    )
    union
    select 'receipt ' || substr(s.cause, 1, instr(s.cause, ':') - 1), v.style
    from store.sales s join variants v on v.gtin = s.gtin
    where s.quantity > 0 and s.at >= :since
)
select visit, style from told
where visit in (select visit from told group by visit having count(*) <= :most);

-- name: pair_tried()!
-- In how many visits two styles were tried together.
insert into pairs
select a.style, b.style, count(*) from tried a join tried b on b.visit = a.visit and b.style <> a.style
group by a.style, b.style;

-- name: rank_popular(since)!
-- How many of it were sold, and how many visits tried it.
insert into popular
with sold as (
    select v.style, sum(s.quantity) as n from store.sales s join variants v on v.gtin = s.gtin
    where s.at >= :since group by v.style
), hung as (select style, count(*) as n from tried group by style)
select s.style, max(0, coalesce(sold.n, 0)), coalesce(hung.n, 0)
from styles s left join sold on sold.style = s.style left join hung on hung.style = s.style;

-- name: find_complements(most, pick, least)!
-- The kinds that are worn with each kind: a stylist's pair counts as many visits with such a pair.
insert into complements
select kind, other from (
    select kind, other, row_number() over (partition by kind order by weight desc, other) as place from (
        select a.kind, b.kind as other, sum(p.weight) as weight
        from (select style, other, :pick as weight from picks union all select style, other, visits from pairs) p
        join styles a on a.style = p.style join styles b on b.style = p.other
        where a.kind <> b.kind and a.kind <> 0 and b.kind <> 0
        group by a.kind, b.kind having sum(p.weight) >= :least
    )
) where place <= :most;

-- name: line_up(most)!
-- The most popular of each kind and price that are here: nobody looks through all of a kind.
insert into fronts
select kind, band, style from (
    select s.kind, s.band, s.style,
        row_number() over (partition by s.kind, s.band order by p.tried + p.sold desc, s.style) as place
    from styles s join popular p on p.style = s.style join stocked k on k.style = s.style
    where s.kind <> 0
) where place <= :most;

-- name: find_leaders(most)!
-- What is here and sold best of each kind.
insert into leaders
select style, kind, sold from (
    select s.style, s.kind, p.sold, row_number() over (partition by s.kind order by p.sold desc, s.style) as place
    from popular p join styles s on s.style = p.style join stocked k on k.style = p.style
    where p.sold > 0 and s.kind <> 0
) where place <= :most;

-- name: compare_words(most)!
-- Whose fabrics share a word; one that many have tells nothing.
insert into likeness
select distinct a.style, b.style from (
    select word from words group by word having count(*) between 2 and :most
) told
join words a on a.word = told.word join words b on b.word = told.word and b.style <> a.style
join stocked k on k.style = b.style;

-- name: rate(least, doubt, colour, fabric, price)!
-- What comes into question beside each style, and how likely who tries the one tries the other: as often as it was
-- seen, drawn towards how popular the other one is, the more so the less was seen, and more where both are alike.
insert into rated
with near as (
    select style, other from picks
    union select style, other from pairs where visits >= :least
    union
    select s.style, f.style from styles s join complements c on c.kind = s.kind
    join fronts f on f.kind = c.other and f.band between s.band - 1 and s.band + 1
    union
    select s.style, f.style from styles s
    join fronts f on f.kind = s.kind and f.band between s.band - 2 and s.band + 2
    union
    select l.style, l.other from likeness l join styles a on a.style = l.style join styles b on b.style = l.other
    where abs(a.band - b.band) <= 2 and a.kind <> 0 and b.kind <> 0
    union
    select s.style, b.style from styles s cross join leaders b where s.kind <> 0
), told as (
    select near.style, near.other, a.kind = b.kind and a.kind <> 0 as same, coalesce(p.visits, 0) as visits, i.place,
        coalesce(e.sold, 0) as sold, o.tried as own, 1.0 * (q.tried + q.sold + 0.5) / ((select count(distinct visit) from tried) + 1) as usual,
        exists (
            select 1 from colours x join colours y on y.style = near.other and y.colour = x.colour
            where x.style = near.style
        ) as colour,
        exists (select 1 from likeness l where l.style = near.style and l.other = near.other) as fabric,
        abs(a.band - b.band) <= 1 as price,
        exists (select 1 from complements c where c.kind = a.kind and c.other = b.kind) as worn
    from near
    join styles a on a.style = near.style join styles b on b.style = near.other
    join stocked k on k.style = near.other
    join popular q on q.style = near.other join popular o on o.style = near.style
    left join leaders e on e.style = near.other
    left join pairs p on p.style = near.style and p.other = near.other
    left join picks i on i.style = near.style and i.other = near.other
    where near.style <> near.other
)
select style, other, same, place, worn,
    -- Often is more often than by chance.
    visits >= :least and visits > own * usual, same or (colour and fabric), sold,
    (visits + :doubt * usual * (1 + :colour * colour) * (1 + :fabric * fabric) * (1 + :price * price)) / (own + :doubt)
from told;

-- name: advise_stylist(share)!
-- What a stylist put together. Two of one kind are no outfit, so they are said to be alike.
insert into advised
select style, other, same, 1, place from (
    select style, other, same,
        row_number() over (partition by style, same order by place, score desc, other) as place
    from rated where place is not null
) where place <= :share;

-- name: advise_category(share)!
-- The kinds that are worn with its own.
insert or ignore into advised
select style, other, same, 2, place from (
    select style, other, same, row_number() over (partition by style order by score desc, other) as place
    from rated where worn and not same and place is null
) where place <= :share;

-- name: advise_together(share)!
-- What shoppers tried together, whatever its kind.
insert or ignore into advised
select style, other, same, 3, place from (
    select style, other, same, row_number() over (partition by style, same order by score desc, other) as place
    from rated where tried and (same or not worn) and place is null
) where place <= :share;

-- name: advise_alike(share)!
-- What is alike: of its own kind, and of another only in both fabric and colour.
insert or ignore into advised
select style, other, same, 4, place from (
    select style, other, same, row_number() over (partition by style, same order by score desc, other) as place
    from rated where alike and not tried and (same or not worn) and place is null
) where place <= :share;

-- name: advise_bestseller(share)!
-- What many buy here.
insert or ignore into advised
select style, other, same, 5, place from (
    select style, other, same, row_number() over (partition by style, same order by sold desc, other) as place
    from rated where sold > 0
) where place <= :share;

-- name: advised(most)
-- The first of each list, the best first.
select style, same, other, reason from (
    select *, row_number() over (partition by style, same order by reason, place) as at from advised
) where at <= :most order by style, same, at;

-- name: grounds()^
-- What advice rests on besides the catalogue, as it stands in the store's own database.
select
    (select value from facts where name = 'stock_revision') as stock,
    (select max(rowid) from corrections) as found,
    (select max(rowid) from sales) as sold,
    (
        select n from events where name in ('garment.arrived', 'garment.judged', 'garment.disowned')
        order by n desc limit 1
    ) as tried;
