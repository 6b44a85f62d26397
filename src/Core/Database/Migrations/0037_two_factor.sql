-- A second factor at sign-in: one-time codes of a device (RFC 6238), and recovery codes for when it is lost.
alter table ops.user_account
    add column two_factor_enabled boolean not null default false,
    add column authenticator_key  bytea,   -- sealed with the pages' keys
    add column authenticator_step bigint,  -- of the last code that was used: no code counts twice
    add column recovery_codes     text[] not null default '{}', -- hashed; each goes when it is used
    add constraint two_factor_has_a_key check (not two_factor_enabled or authenticator_key is not null);
