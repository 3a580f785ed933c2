"""Tables of the sentence rules: abbreviations by what may follow them, words that open sentences, speech verbs.

Entries are casefolded and without their last period.
"""


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


ADDRESS = _words("mr mrs ms mx dr drs prof messrs mme mlle gen lt sgt brig.-gen maj.-gen lt.-gen lt.-col")
"""Forms of address that are one in any case of letters: a name follows, so they end no sentence."""

TITLES = _words(
    """
    hon rev fr msgr sra srta pres gov govs sen sens rep reps asst amb min atty supt insp det pvt spc cpl sgts ssgt msgt
    ltc lts lieut capt capts cpt maj col cols ltcol gens brig adm radm vadm cmdr cdr comdr ens lcpl pfc sfc cllr ald bp
    abp treas chmn sec ing lic arq dipl dott avv hr frl sheik sh ust shk eng mag spec const condr comm commr fld dep
    """
)
"""Titles and ranks, capitalised: a name follows, so they end no sentence."""

NEVER_FINAL = _words(
    """
    e.g eg i.e ie vs viz cf approx ca incl excl esp resp trans eds cit ibid attn fwd ext aka a.k.a w/o n.b nb c.f lv arr
    dept.of et
    """
)
"""Abbreviations that lead on to what follows them."""

BEFORE_NUMBER = _words(
    """
    no nos nr num pp pg pgs para paras sec sect art arts fig figs vol vols ch chap chs ver apt rm bldg cl reg res sched
    tab eq eqs ref refs vv bk pts exh rs hwy rte tel ph ext sc approx
    """
)
"""Abbreviations only before a number (`No. 5`, `Art. 3`); before anything else they are words."""

MONTHS_DAYS = _words("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")
"""Short months and days, capitalised: a number goes on with them."""

STATES = _words(
    """
    ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mont neb nebr nev okla ont ore
    pa penn que sask tenn tex va vt wash wis wisc wyo alta
    """
)
"""Short names of states and provinces, capitalised; they may end a sentence."""

UNITS = _words("etc min mins hr hrs sec secs yr yrs mo mos wk wks lb lbs oz km kg cm mm mph")
"""Units and the like: they end a sentence unless a small letter follows."""

MAY_END = _words(
    """
    inc co cos corp ltd llc llp plc bros mfg intl int'l assn assoc ass'n dept depts div univ inst natl nat'l govt
    gov't jr sr snr esq ret bn al ave blvd rd st ste ft mt mts sq ln hwy bldg jct twp cty pop temp avg est mi doz
    lit n.y n.j n.c n.d s.c s.d n.m n.h r.i w.va d.c l.a u.s u.s.a u.k u.n e.u u.a.e u.s.s.r a.d b.c b.c.e c.e b.s
    b.a m.a m.d m.s m.p j.d r.n ph.d phd ed.d ll.b ll.m d.phil m.phil b.sc m.sc m.b.a gal dist prov op ed ph
    """
)
"""Abbreviations that may end a sentence: whether they do, the word after them tells."""

CLOCK = _words("a.m p.m")
"""Clock times: a day, a month or a time zone goes on with them."""

AFTER_CLOCK = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs
    fri sat sun
    est edt cst cdt mst mdt pst pdt gmt utc bst cet cest eet eest msk ist et ct pt local eastern central
    pacific greenwich
    """
)
"""What goes on with a clock time."""

STARTERS = _words(
    """
    the a an this that these those he she it they we i you his her its their our my your there here what when where who
    why how which while although though because since if as at in on by for from with without after before during until
    under over between among about against despite but and or so yet nor however meanwhile moreover also then thus
    still even only just once both all some many most several few each every no not one two three four five six seven
    eight nine ten another other others more less such nobody nothing everyone somebody someone anyone now later earlier
    today yesterday tomorrow asked according following instead nevertheless nonetheless furthermore besides perhaps
    maybe is are was were do does did has have had can could will would should might must let please to again
    afterwards afterward recently currently previously finally further hence otherwise overall he's she's it's
    they're we're i'm i've that's there's don't didn't
    """
)
"""Words that, with a capital, open a sentence far more often than they go on with a name."""

SPEECH_VERBS = _words(
    """
    say said says ask asked asks told tells add added adds reply replied replies wrote writes cry cried cries shouted
    shouts yelled exclaimed exclaims answered responded responds wondered wonders declared declares demanded demands
    recalled recalls insisted insists tweeted tweets whispered continued continues explained explains joked quipped
    screamed called calls repeated remarked argued argues warned warns noted notes inquired thought thinks read reads
    began started
    """
)
"""Verbs of a reporting clause."""

TOP_LEVEL = _words(
    """
    com org net gov edu mil int info biz io co uk us eu de fr ru ua cn in au ca tv me ly js py txt pdf doc docx html htm
    jpg png xls csv zip exe
    """
)
"""What, after an unspaced period, makes a domain or file name of it."""
