# Import and export

exchange-no-such-id = There is no record “{ $given }” that you may change; empty the cell to add the row as a new record.
exchange-id-needed = To change or delete a record, its id is needed.
exchange-unknown-action = “{ $given }” is no action; write ADD, UPDATE or DELETE.
exchange-unknown-state = “{ $given }” is no state of a record.
exchange-state-stays = A table can publish a draft, but not move a record from { $from } to { $to }; do that on the record's page.
exchange-bad-version = “{ $given }” is no version number.
exchange-repeats-id = Row { $row } is about the same record already.
exchange-cut-off = The export had cut this cell off because it is too long; change it on the record's page.
exchange-file-unknown-kind = This is no XLSX, XLS, ODS or CSV file; it looks like { $looks }.
exchange-file-too-large = The file is larger than { $limit }.
exchange-file-bomb = The file unpacks to far more than it seems to hold and was not read: { $detail }.
exchange-file-damaged = The file is damaged ({ $detail }); save it anew with a spreadsheet program and try again.
exchange-file-password = The file is protected by a password; take it off and upload it again.
exchange-file-encoding = Character { $column } of line { $line } is in no known encoding; save the file as UTF-8 or GB18030.
exchange-file-quote = The quote opened in line { $line } is never closed.
exchange-file-sheets = The workbook has { $sheets } sheets; at most { $limit } are read.
exchange-file-rows = There are too many rows: row { $row } is beyond the limit of { $limit }.
exchange-file-columns = Row { $row } has more than { $limit } columns.
exchange-file-cell = The cell in row { $row }, column { $column } has more than { $limit } characters.
exchange-file-text = The table holds more than { $limit } of text.
exchange-file-no-sheet = The file has no such sheet.
exchange-file-io = The file could not be read: { $detail }.
exchange-file-gone = The uploaded file is no longer there; upload it again.

exchange-status-add = to add
exchange-status-update = to change
exchange-status-delete = to delete
exchange-status-doubt = to confirm
exchange-status-duplicate = seems there already
exchange-status-bad = wrong
exchange-status-unchanged = unchanged
exchange-status-skipped = left out
exchange-status-written = written
