# The search over everything
search-label = Search
search-placeholder = Search everything
search-find = Find
search-go = Search
search-title = Search
search-of = Results for “{ $question }”
search-words = Words
search-what = One search over records of every kind. Chinese words find what stands in English only, and English words what stands in Chinese only.
search-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
search-some = No record has all of it. These have a part of it, those with the most first.
search-cut = That was long: only the first { $most } characters were used.
search-no-words = There is no word in it that could be looked for; signs are not searched.
search-meant = Did you mean
search-meant-count = ({ $count })
search-by-terms = By the term list
search-on-chain = On the chain:
search-narrow = Narrow
search-narrowed = Narrowed to:
search-take-off = Take off “{ $name }”
search-facet-kind = Kind
search-facet-owner = Owner
search-facet-position = Place on the chain
search-facet-field = Technical field
search-facet-state = State
search-nothing = Nothing found for “{ $question }”.
search-nothing-narrowed = Nothing is found with these limits.
search-all-of-it = Take off all limits
search-next-words = Try other words, or fewer.
search-next-place = Look by place on the chain
search-next-need = Post a need
search-next-sign-in = Sign in to search what is for members
search-pages = Pages
search-before = Previous page
search-after = Next page
search-saved-what = Open them here to look again. What is new or was changed since is counted, and a reader can follow it.
search-saved-none = None yet. Search first, then save it below what was found.
search-saved-new = { $count } new or changed
search-saved-seen = Last looked at: { $when }
search-saved-look = Look, and keep the mark
search-feed-make = Make an address for a feed reader
search-feed-again = Make another address; the one before ends
search-feed-made = Address of the feed
search-feed-once = It is shown this once. Whoever has it sees what you see of these results: keep it to yourself.
search-news = { $count } new or changed in your saved searches
