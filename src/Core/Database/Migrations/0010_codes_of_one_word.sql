-- COTREAT is a code of one word: a session that drew it could not be stored.
alter table intake.finding drop constraint finding_code_check;
alter table intake.finding add constraint finding_code_check check (code ~ '^[A-Z]+(_[A-Z]+)?$');
