-- The audit trail is read by who, what and when.
create index audit_event_by_time on ops.audit_event (district_id, at, seq);
create index audit_event_by_actor on ops.audit_event (district_id, actor, seq);
create index audit_event_by_action on ops.audit_event (district_id, action, seq);

-- The certificate that seals a district's session logs, as a worker found it: only workers have it.
create table ops.seal_look (
    district_id int         primary key references ops.district,
    looked_at   timestamptz not null,
    expires_at  timestamptz -- null: there is none, or it is not fit to seal with
);
