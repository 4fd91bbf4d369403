# What the API refuses, for the people behind the programs
api-refusal-wrong-shape = The body is not what the document says, in { $count } fields.
api-refusal-bad-parameter = { $name }: { $detail }
api-refusal-unknown-parameter = There is no parameter { $name } here; there are { $known }.
api-refusal-missing-parameter = The parameter { $name } is needed.
api-refusal-given-twice = The parameter { $name } may be given once.
api-refusal-not-json = The body is no JSON: { $detail }
api-refusal-broken-off = The body ended before its end.
api-refusal-no-key-here = This operation's answer is not kept, so it takes no idempotency key.
api-refusal-too-slow = The body arrived too slowly and was given up.
api-refusal-precondition-failed = The record is at version { $current }, not { $given }; fetch it, and change what is there now.
api-refusal-too-large = The body is larger than { $most }.
api-refusal-wrong-media-type = The body must be { $wanted }.
api-refusal-precondition-needed = Name the version that is to be changed: If-Match with the ETag of the record.
api-refusal-days-unknown = The calendar does not reach that far: { $detail }
api-refusal-terms-wrong = The terms were not kept: { $detail }
api-refusal-perhaps-known = The base has records that say nearly the same: { $records }. Send it without `alike=refuse` if it is another.
api-refusal-span-too-long = That is more than { $most } at once.
