-- Caps no longer give a voided session's room away, so no later month rests on what a void did; what is billed now rests on what is billed.
drop view billing.once_voided_entry;

-- Sessions that a claim which stands bills.
create view billing.live_entry as
select district_id, service_month, entry_id
from billing.claim_line_entry
where live;
