# Records of every kind: lists, record pages, forms, history
record-alike-heading = The base may have this already
record-alike-what = These records say nearly the same as what you typed. See first whether it is the same matter:
record-alike-share = { $hundredths } % alike
record-alike-mend = If it is, add to the record that is there. If it is not, save or publish once more, and you will not be asked again. Everything you typed is still here.
record-all = All records
record-all-what = Every record of the joint innovation base, by kind; what you see here is what you may see.
record-untitled = (no title)
record-not-given = not given
record-by-workflow = What the workflow of this kind writes, such as stages, acceptances and approvals, is not in this form; it is done on the record's desk.
record-needed = needed before publishing
record-needed-either = of the titles in Chinese and in English one is enough
record-yes = Yes
record-no = No
record-choose-none = (not given)
record-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
record-money-at-least = at least { $money }
record-money-at-most = up to { $money }
record-money-negotiable = to be negotiated
record-state = State
record-state-draft = Draft
record-state-published = Published
record-state-withdrawn = Withdrawn
record-state-deleted = Deleted
record-seen-public = Public
record-seen-members = For members
record-seen-named = For named organisations
record-seen-owner = For its organisation
record-seen-private = Private
record-sample = Sample
record-sample-note = Sample: this record is invented, for demonstration.
record-sort = Order
record-sort-updated = Last changed
record-sort-created = Newest
record-sort-title = By title
record-sort-expires = Expiring first
record-words = Search
record-search = Search
record-narrow = More conditions
record-owner = Owner
record-position = Place on the chain
record-expires-before = Valid until before
record-mine = Written by me
record-title = Title
record-updated = Last changed
record-count = Records: { $count }
record-pages = Pages
record-first-page = Back to the first page
record-next-page = Next page
record-new = New { $kind }
record-new-short = New
record-new-heading = New { $kind }
record-first-said = { $count ->
    [one] One field was filled in
   *[other] { $count } fields were filled in
}
record-show-all = Show all
record-none-found = No record meets these conditions. Loosen them, or look at all.
record-none-yet = There is no record here yet. Write the first one.
record-none-reachable = There is no record here that you may see.
record-none-public = No public record. Sign in to see what is for members.
record-sign-in = Sign in
record-searches = Saved searches
record-searches-none = None yet. Narrow the list first, then save it here.
record-search-name = A name for this search
record-save-search = Save this search
record-forget = Forget
record-forget-named = Forget the saved search “{ $name }”
record-nothing-found = Nothing found for “{ $question }”.
record-nothing-found-mend = Try other words, or fewer.
record-more-of-kind = More of this kind
record-more-found = There is much more; only what changed last is shown. Use more words.
record-group-head = Title and owner
record-group-tail = Place, visibility and source
record-hint-rows = One a line, parts between | : { $columns }
record-hint-links = One name a line; where several share it, name〔id〕
record-hint-link = Its name; where several share it, name〔id〕
record-hint-words = Several are parted by ；
record-hint-positions = Several are parted by ；
record-hint-date = Such as 2026-01-15, 20260115 or 2026年1月15日
record-hint-moment = Such as 2026-01-15 09:30
record-hint-patch = The whole patch file (TOML); checked when saved
record-hint-budget = With its unit, such as 50万元, 100-200万元, CNY 500000 or 面议
record-hint-quantity = Such as ≥1.45 T, 25±1 ℃
record-hint-whole = A whole number from { $least } to { $most }
record-hint-orcid = Such as 0000-0002-1825-0097
record-hint-certificate = Such as ABCD-EFGH-JKMN-PQRS-TUVW; the number it has for a certificate from elsewhere
record-hint-ror = Such as https://ror.org/02mhbdp94
record-hint-credit-code = 18 characters; the last one checks
record-hint-patent = Such as CN202310123456.8
record-hint-doi = Such as 10.1000/182
record-hint-country = A country's name or two-letter code
record-hint-web = Begins with https://
record-slip-row = Row { $row } { $column }: { $sentence }
record-slip-above = { $field }: { $sentence }
record-slips-heading = { $count ->
    [one] One thing to mend
   *[other] { $count } things to mend
}
record-theirs = Somebody else made it:
record-stale-heading = Somebody else changed this record while you were writing
record-stale-what = This differs from what you had opened. Fields you did not touch now hold what is there now; everything you typed is kept.
record-stale-mend = Look it over and save again; then what you typed stands.
record-save = Save
record-save-draft = Save as draft
record-publish = Publish
record-cancel = Cancel
record-edit = Edit
record-withdraw = Withdraw
record-delete = Delete
record-restore = Restore
record-publish-heading = Publish
record-publish-what = Once published, everybody within its visibility sees it.
record-withdraw-heading = Withdraw
record-withdraw-what = Once withdrawn, only those who may change it still see it; say why. It can be restored as a draft.
record-delete-heading = Delete
record-delete-what = Once deleted, it is in no list and no search; it can still be restored as a draft.
record-restore-heading = Restore
record-restore-what = It becomes a draft, to be mended and published again.
record-still-named = These records still name it and have to be changed first:
record-reason = Reason
record-withdrawn-because = Withdrawn. Reason: { $reason }
record-expired = It is past its date. Its owner should confirm it again or withdraw it.
record-summary = Summary
record-no-summary = No summary is given.
record-own = What it says
record-own-none = Nothing further is given.
record-place = Place on the chain
record-place-map = What flows to its place (outlined) and away from it; width is flow ({ $unit }), colour is pressure.
record-place-map-whole = The whole chain
record-place-none = No place on the chain is given.
record-place-add = Give its place
record-place-commodity = commodity
record-place-activity = activity
record-place-price-meaning = Marginal value: what one more unit earns, and what one unit less costs; one number where the two agree.
record-place-weak = Weak links:
record-worth = If it were adopted, the value of the chain would change by
record-worth-meaning = Solved anew with this change on the chain of today, per period.
record-patch-text = The whole patch file
record-relations = Relations
record-names = What it names
record-names-none = It names no other record.
record-named-by = What names it
record-named-by-none = No record names it yet.
record-more-name-it = There are more than are shown.
record-attachments = Attachments
record-attachments-none = No files.
record-attach-label = Add a file (64 MiB at most)
record-attach = Upload
record-remove = Remove
record-remove-file = Remove the file { $name }
record-history = History
record-whole-history = Every version and what it changed
record-version = Version
record-version-heading = Version { $number }
record-created = First written
record-author = Written by
record-control = Export control
record-control-none = Not given. What is undecided is not what is uncontrolled: decide before any foreign person or party is involved.
record-source = Source
record-source-none = No source is given.
record-erased = What this version said was erased with somebody's personal data.
record-no-change = What it says did not change.
record-older = Older versions
record-done-create = written
record-done-change = changed
record-done-publish = published
record-done-withdraw = withdrawn
record-done-delete = deleted
record-done-restore = restored
record-done-manage = managers set
record-managers = Managers
record-managers-what = Who may change this record besides its author and the managers of its organisation.
record-managers-none = Nobody else was named.
record-manager-login = Sign-in name
record-manager-add = Add
record-manager-off = Remove the manager { $name }
record-standing-heading = Records at this place
record-standing-none = No record that you may see stands here yet.
record-standing-more = Only those changed last are shown.
record-standing-new = Write a need for this place
