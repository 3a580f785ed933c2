"""Tables of the sentence rules: abbreviations by what may follow them, words that open sentences, speech verbs.

All entries are casefolded and without their last period.
"""

TITLES = frozenset(
    # address and office
    "mr mrs ms mx dr drs prof hon rev fr msgr sr sra srta mme mlle mm messrs st ste pres gov sen sens rep reps del "
    "asst amb min atty supt insp det pvt spc cpl sgt sgts ssgt msgt lt ltc lts capt cpt maj col cols ltcol gen gens brig "
    "adm radm vadm cmdr cdr comdr ens lcpl pfc sfc wo cmd hr frl ing lic arq dipl mag dott avv on sig eng maest "
    "bp abp ald cllr sec treas chmn commr lieut sgt.maj lt.col lt.gen maj.gen brig.gen gen.dr col.gen lt.-gen maj.-gen "
    "brig.-gen lt.-col sheik sh ust imm aj mwl shk".split()
)
"""Titles and ranks: a name follows, so they end no sentence."""

NEVER_FINAL = frozenset(
    "e.g eg i.e ie vs v viz cf approx ca circa c incl excl esp resp nr ft mt al-h b.c.e lit trans ed eds repr "
    "op cit ibid attn cc fwd tel ph ext aka a.k.a w/o n.b nb".split()
)
"""Abbreviations that lead on to what follows them."""

BEFORE_NUMBER = frozenset(
    "no nos nr num p pp pg pgs par para paras sec sect art arts fig figs vol vols ch chap chs ver ln app apt rm bldg "
    "ste cl r reg res sched tab eq eqs ref refs v vv bk pt pts ex exh op rs re us approx est b d r gt hwy rte".split()
)
"""Abbreviations only before a number (`No. 5`, `Art. 3`); before anything else they are words."""

MONTHS_DAYS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
"""Months and days: a number, or after a day a month, goes on with them."""

MAY_END = frozenset(
    "inc co cos corp ltd llc llp plc bros sons mfg intl int'l assn assoc ass'n dept depts div univ inst tech lab natl nat'l "
    "govt gov't jr snr esq ret bn etc al ave blvd rd sq ln hwy bldg jct twp cty co-op fed est min mins hr hrs sec secs yr "
    "yrs mo mos wk wks lb lbs oz ft in mi km kg cm mm gal mph sq cu deg temp avg max misc tbsp tsp qt pt doz "
    "ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mont neb nebr nev okla ont ore "
    "pa penn que sask tenn tex va vt wash wis wisc wyo alta n.y n.j n.c n.d s.c s.d n.m n.h r.i w.va d.c l.a "
    "u.s u.s.a u.k u.n e.u u.a.e u.s.s.r d.p.r.k p.r.c r.o.k a.d b.c b.s b.a m.a m.d m.s m.p m.p.s j.d r.n d.d.s ph.d "
    "phd ed.d ll.b ll.m d.phil m.phil b.sc m.sc m.b.a c.e.o p.o s.a s.p.a p.l.c n.v a.g g.m.b.h rt mtn pk fwy dist prov "
    "gal ph repub mts is isl i.d t.v p.s r.i.p h.r".split()
)
"""Abbreviations that may end a sentence: a word that opens sentences, a quote or a new name of day decides."""

CLOCK = frozenset("a.m p.m am pm".split())
"""Clock times: a day, a month or a time zone goes on with them."""

AFTER_CLOCK = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs "
    "fri sat sun est edt cst cdt mst mdt pst pdt gmt utc bst cet cest eet msk ist et ct pt local eastern central pacific "
    "greenwich moscow kabul".split()
)
"""What goes on with a clock time."""

STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your there here what when where who "
    "why how which while although though because since if as at in on by for from with without after before during until "
    "under over between among about against despite but and or so yet nor however meanwhile moreover also then thus "
    "still even only just once both all some many most several few each every no not one two three four five six seven "
    "eight nine ten another other others more less such nobody nothing everyone somebody someone anyone now later earlier "
    "today yesterday tomorrow asked according following instead nevertheless nonetheless furthermore besides perhaps "
    "maybe is are was were do does did has have had can could will would should may might must let please to of again "
    "afterwards afterward recently currently previously finally further hence otherwise overall police officials "
    "witnesses authorities residents troops".split()
)
"""Words that, with a capital, open a sentence far more often than they go on with a name."""

SPEECH_VERBS = (
    "said says asked asks told tells added adds replied replies wrote writes cried cries shouted shouts yelled exclaimed "
    "exclaims answered responded responds wondered wonders declared declares demanded demands recalled recalls insisted "
    "insists tweeted tweets whispered continued continues explained explains joked quipped screamed called repeated "
    "remarked argued argues warned warns noted notes inquired thought thinks went read reads"
)
"""Verbs of a reporting clause, between spaces."""

TOP_LEVEL = frozenset(
    "com org net gov edu mil int info biz io co uk us eu de fr ru ua cn in au ca tv me ly js py txt pdf doc docx html htm "
    "jpg png xls csv zip exe".split()
)
"""What, after an unspaced period, makes a domain or file name of it."""
