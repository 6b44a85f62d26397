-- A first password is an administrator's gift: it opens nothing but the page that changes it, and runs out.
alter table ops.user_account
    add column first_password_until timestamptz, -- null: the person chose the password
    add constraint first_password_is_one check (first_password_until is null or password_hash is not null);

create index user_account_by_name on ops.user_account (district_id, lower(display_name) collate "C", user_id);
