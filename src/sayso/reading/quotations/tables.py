"""The closed classes of words that the rules of quotation look at."""

import re


def word_set(words: str) -> frozenset[str]:
    """Return the words of a table row as a set."""
    return frozenset(words.split())


PRONOUNS = word_set("he she they i we it you who one others many some both this that these those which")
"""Pronouns that can be a source."""
DETERMINERS = word_set(
    "a an the this that these those his her its their our my your one two three four five some any many most "
    "several few other another each every both no all"
)
"""Words that begin a noun phrase."""
INTRODUCTIONS = word_set(
    "in on at by for with from to of after before during since until while when as if though although because "
    "despite through throughout under over amid among against about above across along around behind below "
    "beneath beside between beyond near within without upon like unlike following asked speaking according "
    "given once whenever where wherever but and or so yet then later meanwhile however still also moreover "
    "furthermore additionally likewise besides elsewhere otherwise consequently "
    "thus therefore instead nevertheless nonetheless indeed earlier afterward afterwards recently yesterday "
    "today tonight now finally last next first pressed questioned citing noting standing sitting referring "
    "responding reacting addressing appearing not never even only just again perhaps plus per via back"
)
"""Words that open an introductory phrase, so that the subject comes later."""
CLAUSE_STARTS = word_set(
    "that but because while as when if though although whereas whether until unless where how why what yet so"
)
"""Words after which a new clause, with its own subject, begins."""
IRREGULAR_VERBS = word_set(
    "is are was were has have had does did will would could can may might should must went goes go came comes "
    "come got gets took takes take made makes make gave gives give left leaves leave met meets meet held holds "
    "hold ran runs run stood stands stand sat sits sit spoke speaks speak wrote writes knew knows know kept "
    "keeps keep put puts set sets led leads lost loses won wins saw sees see began begins became becomes "
    "become found finds sent sends fell falls rose rises broke breaks drew draws drove drives flew flies grew "
    "grows paid pays sought seeks shook shakes shot showed shows sold sells spent spends struck strikes stuck "
    "swept taught teaches threw throws thought understood wore wears brought brings bought buys built builds "
    "caught catches chose chooses fought fights felt feels wants seems appears remains includes says isn't "
    "aren't wasn't weren't hasn't haven't hadn't didn't doesn't don't won't wouldn't can't couldn't"
)
"""Frequent finite verbs that are not told by their ending."""
REDUCED = word_set(
    "named called known based led backed owned appointed elected allied linked involved identified dressed "
    "trained armed affiliated associated charged tasked familiar close opposed related connected interviewed "
    "briefed surveyed contacted reached retired so-called hired accused wounded displaced injured"
)
"""Participles that describe the noun before them rather than tell what it did."""
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december yesterday today tonight earlier later recently last this "
    "afterward afterwards again then here there flatly bluntly simply once twice"
)
"""Words that tell when or how often, and end a name before them."""
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
"""Days of the week."""
OCCASIONS = word_set(
    "statement interview tweet email e-mail post letter speech release conference briefing call message video "
    "memo testimony affidavit telephone phone twitter facebook"
)
"""Nouns of the occasion on which something is said: "in a statement"."""
ENDS = word_set(
    "in on at to by after before during since until while when as if though although because about under amid "
    "through over with without against into via upon near outside inside following and but or that"
)
"""Words that end a name they follow."""
TAIL = re.compile(
    r"[,.!?…]()\s+(?:(?:he|she|they|I|we|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}|the \w+(?: \w+)?|an? \w+(?: \w+)?)\s+"
    r"(?:said|says|added|told|wrote|continued|replied|explained|noted)\b"
    r"|(?:said|says|added|wrote|replied)\s+(?:the|a|an|he|she|they|[A-Z]))"
)
"""What follows a quotation that lacks its closing mark."""
