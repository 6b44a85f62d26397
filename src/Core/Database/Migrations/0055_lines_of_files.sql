-- A line of a large file is looked up without reading the file from its start.
alter table ops.stored_file_chunk add column line_breaks int check (line_breaks >= 0); -- in these bytes; null: stored before anybody counted
