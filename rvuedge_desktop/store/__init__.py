"""The only SQL: the log's file, its migrations, entries, totals and changes; the reference file."""
