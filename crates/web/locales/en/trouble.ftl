# Not found, refused, failed
not-found-title = No such page
not-found-what = There is nothing at { $path }.
not-found-mend = Check the address for a slip, or start from the navigation above.
method-title = Not in this way
method-what = { $path } does not answer this kind of request.
method-mend = Use the links and forms of the pages.
refusal-title = Refused
fault-title = Something failed
fault-what = The system failed at this request. Nothing was changed.
fault-mend = Try again; if it fails again, give the reference below to the administrator.
fault-reference = Reference { $reference }
refusal-mend-scenario = Take a patch out of the scenario, or try other values.
