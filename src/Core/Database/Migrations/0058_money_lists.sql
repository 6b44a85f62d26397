-- Lists of payments and of the bank's lines go on from a place, the latest first.
create index remittance_by_day on billing.remittance (district_id, paid_date, remittance_id);
create index bank_line_by_day on billing.bank_line (district_id, banked_on, bank_line_id);
