-- Who an account is at an identity provider (OpenID Connect): the provider and its stable word for the person. The e-mail address binds once.
create table ops.account_identity (
    district_id int         not null,
    user_id     uuid        not null,
    issuer      text        not null check (length(issuer) between 1 and 500),
    subject     text        not null check (length(subject) between 1 and 255),
    bound_at    timestamptz not null,
    primary key (district_id, user_id, issuer),
    unique (issuer, subject),
    foreign key (district_id, user_id) references ops.user_account
);

-- When the person was last asked, at the identity provider, who is at the keyboard.
alter table ops.session add column confirmed_at timestamptz check (confirmed_at >= created_at);
