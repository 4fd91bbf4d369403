-- Receipts and payouts are for those who lead the units they are for and for their finance,
-- no longer for everybody there.

INSERT INTO record_key (key, record)
SELECT 'finance:' || substr(record_key.key, 4), record_key.record
FROM record_key JOIN record ON record.serial = record_key.record
WHERE record.kind IN ('receipt', 'payout') AND record_key.key LIKE 'of:%';
INSERT INTO record_key (key, record)
SELECT 'lead:' || substr(record_key.key, 4), record_key.record
FROM record_key JOIN record ON record.serial = record_key.record
WHERE record.kind IN ('receipt', 'payout') AND record_key.key LIKE 'of:%'
  AND NOT EXISTS (
    SELECT 1 FROM record_key AS other
    WHERE other.record = record_key.record AND other.key = 'lead:' || substr(record_key.key, 4)
  );
DELETE FROM record_key
WHERE key LIKE 'of:%' AND record IN (SELECT serial FROM record WHERE kind IN ('receipt', 'payout'));
