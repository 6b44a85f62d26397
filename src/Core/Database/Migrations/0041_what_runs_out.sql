-- Students and providers are listed by name and found by the beginning of one; names are compared by bytes, in lower case.
create index student_by_name on intake.student (district_id, lower(last_name) collate "C", lower(first_name) collate "C", student_id);
create index provider_by_name on intake.provider (district_id, lower(last_name) collate "C", lower(first_name) collate "C", provider_id);

-- What runs out between two days.
create index plan_by_end on intake.plan (district_id, plan_to);
create index consent_by_notice on intake.consent (district_id, coalesce(notice_on, effective_on));
create index order_by_day on intake.service_order (district_id, service, ordered_on);
create index authorization_by_end on intake.service_authorization (district_id, valid_to);
create index eligibility_by_end on intake.eligibility (district_id, eligible_to);
create index credential_by_end on intake.credential (district_id, valid_to);
