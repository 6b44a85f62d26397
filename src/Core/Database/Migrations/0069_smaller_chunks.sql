-- A page that shows one line of a file reads a chunk for it: files are kept in chunks of 64 KiB from now on, each file in its own size of them.
alter table ops.stored_file add column chunk_bytes int not null default 1048576 check (chunk_bytes between 1 and 1048576); -- all chunks but the last
alter table ops.stored_file alter column chunk_bytes set default 65536;
alter table ops.stored_file_chunk drop constraint stored_file_chunk_chunk_number_check;
alter table ops.stored_file_chunk add check (chunk_number between 0 and 4095); -- 256 MiB of 64 KiB each
