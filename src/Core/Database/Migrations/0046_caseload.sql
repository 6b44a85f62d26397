-- Students whom a provider took onto her caseload before their first session; the others are there by their sessions.
create table intake.caseload_student (
    district_id  int         not null,
    provider_id  bigint      not null,
    student_id   bigint      not null,
    added_at     timestamptz not null,
    added_by     uuid        not null,
    primary key (district_id, provider_id, student_id),
    foreign key (district_id, provider_id) references intake.provider,
    foreign key (district_id, student_id) references intake.student on delete cascade,
    foreign key (district_id, added_by) references ops.user_account
);
