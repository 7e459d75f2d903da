-- What is kept for shoppers at the counter: reservations with their holds, and styling sessions.

-- name: reservation(reservation)^
-- One reservation.
select * from reservations where reservation = :reservation;

-- name: open_reservations()
-- Every open one, the one asked for first before all others.
select * from reservations where open = 1 order by placed, reservation;

-- name: to_answer()
-- What waits for an answer of somebody here, reservations and sessions, the one asked for first before all others.
select reservation as name, placed as asked from reservations where open = 1 and state = 'placed'
union all select appointment, made from appointments where open = 1 and state = 'booked'
order by asked, name;

-- name: due_reservations(now)
-- The open ones whose time is over.
select reservation from reservations where open = 1 and until <= :now order by until, reservation;

-- name: reservations_since(updated)
-- Those that changed since a moment, final ones too.
select * from reservations where updated >= :updated order by placed, reservation;

-- name: reservation_by_code(code)^
-- The one a shopper shows this code for: an open one before those that are over, of these the last.
select * from reservations where code = :code order by open desc, updated desc limit 1;

-- name: put_reservation(reservation, gtin, quantity, place, placed, updated, state, code, until, reason, extended, touchpoint, visit, cause, open)!
-- A reservation as it is now.
insert or replace into reservations values (
    :reservation, :gtin, :quantity, :place, :placed, :updated, :state, :code, :until, :reason, :extended, :touchpoint,
    :visit, :cause, :open
);

-- name: add_hold(hold, gtin, quantity, placed)!
-- Pieces are kept aside from now on, once.
insert into holds (hold, gtin, quantity, placed, ended) values (:hold, :gtin, :quantity, :placed, null)
on conflict do nothing;

-- name: end_hold(hold, ended)!
-- They are let go, once.
update holds set ended = :ended where hold = :hold and ended is null;

-- name: appointment(appointment)^
-- One session.
select * from appointments where appointment = :appointment;

-- name: open_appointments()
-- Every open one, the next first.
select * from appointments where open = 1 order by begins, made, appointment;

-- name: open_appointment_at(touchpoint, slot)^
-- The one that a touchpoint booked for a slot.
select * from appointments where open = 1 and touchpoint = :touchpoint and slot = :slot order by made desc limit 1;

-- name: appointments_since(updated)
-- Those that changed since a moment, final ones too.
select * from appointments where updated >= :updated order by begins, made, appointment;

-- name: appointment_by_code(code)^
-- The one a shopper shows this code for: an open one before those that are over, of these the last.
select * from appointments where code = :code order by open desc, updated desc limit 1;

-- name: put_appointment(appointment, slot, place, made, updated, begins, ends, state, code, reason, token, touchpoint, visit, cause, open)!
-- A session as it is now.
insert or replace into appointments values (
    :appointment, :slot, :place, :made, :updated, :begins, :ends, :state, :code, :reason, :token, :touchpoint, :visit,
    :cause, :open
);

-- name: codes_in_use()
-- Every code that somebody may still come with.
select code from reservations where open = 1 and code is not null
union select code from appointments where open = 1 and code is not null;

-- name: forget_reservations(before)!
-- Over for long.
delete from reservations where open = 0 and updated < :before;

-- name: forget_appointments(before)!
-- Over for long.
delete from appointments where open = 0 and updated < :before;
