-- What claims carry beside services: the payer's authorization, why they are late, the district's number of the student,
-- the payer's own number of a provider without NPI. And the terms of runs that were made before payers had a word on these.

alter table billing.claim
    add column prior_authorization   text, -- REF*G1
    add column delay_reason          text, -- CLM20
    add column medical_record_number text, -- REF*EA
    add column rendering_payer_id    text; -- REF*G2 of the rendering provider

create or replace view intake.claim_student as
select district_id, student_id, last_name, first_name, middle_name, birth_date, sex, medicaid_id, street, city, state_code, postal_code,
       student_number
from intake.student;

create or replace view intake.claim_provider as
select district_id, provider_id, last_name, first_name, npi, taxonomy, provider_number
from intake.provider;

update billing.claim_run
set terms = terms || jsonb_build_object('payer', terms -> 'payer' || jsonb_build_object(
    'payTo', null,
    'interchange', terms #> '{payer,interchange}' || '{"filesPerDay": null}',
    'claims', terms #> '{payer,claims}' || '{"medicalRecordNumber": false, "deniedAgainAs": "replacement"}',
    'providers', terms #> '{payer,providers}' || '{"payerIds": {}}'));
