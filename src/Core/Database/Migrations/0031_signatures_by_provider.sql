-- A provider's own signatures, the latest first.
create index signature_by_provider on intake.signature (district_id, provider_id, signed_at);
