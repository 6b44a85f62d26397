-- A worker reads from these tables what it is to do, every minute. Here it hears at once that something came, when the transaction is committed.

create function ops.wake_workers() returns trigger language plpgsql as $$
begin
    notify medlogs_work;
    return null;
end $$;

create trigger import_file_received after insert or update of status on intake.import_file
for each row when (new.status = 'received') execute function ops.wake_workers();

create trigger response_file_received after insert or update of status on billing.response_file
for each row when (new.status = 'received') execute function ops.wake_workers();

create trigger month_went_stale after insert on intake.stale_month
for each row execute function ops.wake_workers();

create trigger session_logs_asked_for after insert on billing.session_log_run
for each row execute function ops.wake_workers();

create trigger claim_file_released after insert on billing.claim_release
for each row execute function ops.wake_workers();
