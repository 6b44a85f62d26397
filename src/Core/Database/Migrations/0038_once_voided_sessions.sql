-- Sessions of claims that a void was ever built for, whatever came of it: later months that look back to them may rest on what it did.
create view billing.once_voided_entry as
select distinct x.district_id, x.service_month, x.entry_id
from billing.claim v
join billing.claim_line_entry x on x.district_id = v.district_id and x.claim_id = billing.taken_back_by(v.district_id, v.claim_id)
where v.frequency = '8';
