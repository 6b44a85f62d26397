-- Counts the saves of a form: who saves over another's save than the one before them is told, and nothing typed is lost.
alter table intake.session_form add column version int not null default 1 check (version >= 1);
