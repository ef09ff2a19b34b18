"""Checks before billing: what a payer would refuse or ask about, found in the log itself.

`checking.check_entries` is the way in. No finding may be false for the facts of the log: where those do not
decide, a rule says nothing, or a note that names the condition.
"""
