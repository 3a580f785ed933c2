"""What tells types and forms of mentions apart where a corpus does not: closed word lists and rules on words.

They serve to map gold annotation to our types, never to read. Why each corpus needs which is in
`training/corpus/ENTITY_MAPPING.md`.
"""

import re

from sayso.core.reading import EntityType, MentionForm


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


FACILITY = _words(
    """
    abbey airbase airfield airport apartment aqueduct arena armory arsenal asylum auditorium avenue bakery bar
    barn barrack barracks barrage base basement basilica bathroom bazaar bedroom boulevard bridge building bunker
    cafe café camp campus canal casino castle cathedral cell cemetery chamber chapel checkpoint church cinema
    classroom clinic club college compound corridor cottage courthouse courtroom courtyard crossing dam depot dock
    dormitory embassy factory farm farmhouse fort fortress foundry garage gate gym hall hallway hangar harbor
    harbour headquarters highway home hospice hospital hostel hotel house housing hut inn jail junction
    kindergarten kitchen lab laboratory library lighthouse lobby lodge lounge madrasa mall mansion market
    mausoleum memorial mill mine monastery monument morgue mosque motel motorway museum nursery office orphanage
    outpost pagoda palace parking pier pipeline plaza pool port porch prison pub pyramid quarry quay railway ranch
    refinery residence resort restaurant road roadblock room safehouse sauna school shack shed shelter shop shrine
    silo skyscraper square stadium station store storehouse street studio subway supermarket synagogue temple tent
    terminal theater theatre toilet tomb tower trench tunnel university venue villa warehouse wharf well windmill
    workshop zoo
    """
)
"""Head nouns of what is built."""
PLACE = _words(
    """
    abroad area bay beach border canyon capital cave city coast colony continent corner country countryside county
    creek delta desert district earth east empire field forest frontier front garden ground gulf heaven hill
    hometown homeland hillside island isle islet jungle kingdom lake land location lowland meadow moon mountain
    nation nature neighborhood neighbourhood north ocean orbit outskirts park peak peninsula place planet plain
    plateau point prairie province quarter reef region reserve reservoir republic ridge river sea shore site sky
    slope south space spot state steppe stream suburb sun summit swamp territory town township trail universe
    valley village volcano water waterfall waters west wetland wilderness wood woods world zone neighborhoods
    surroundings environment archipelago
    """
)
"""Head nouns of places that are not built, or are more than a building."""
VEHICLE = _words(
    """
    aeroplane aircraft airliner airplane ambulance automobile barge bicycle bike boat bomber bulldozer bus cab
    canoe car carriage cart coach convoy copter cruiser cutter cycle destroyer dhow drone excavator ferry fleet
    freighter frigate glider gunboat helicopter hovercraft hull jeep jet kayak limousine locomotive lorry minibus
    minivan moped motorbike motorboat motorcycle plane raft riverboat scooter ship shuttle spacecraft spaceship
    starship steamer submarine tank tanker taxi tractor trailer train tram trawler trolley truck tugboat uav van
    vehicle vessel wagon warplane warship yacht
    """
)
WEAPON = _words(
    """
    ammunition armament arms artillery axe bayonet bomb bullet cannon charge cutlass dagger dynamite explosive
    firearm firebomb grenade gun handgun howitzer ied knife launcher machete missile mortar munition munitions
    musket pistol projectile revolver rifle rocket shell shotgun shrapnel spear sword torpedo vbied warhead weapon
    weaponry
    """
)
COLLECTIVE = _words(
    """
    audience band camp clan class colony community congregation couple crew crowd diaspora electorate faction
    family gang generation group household jury majority minority mob movement opposition pair party population
    public society squad staff team tribe troupe workforce youth
    """
)
"""Singular nouns of several people: a body or a mere group, by what the report makes of them."""
PLURAL_PEOPLE = _words(
    """
    people folk folks police personnel clergy everyone everybody men women children families troops forces half
    lot bunch number rest dozen hundred thousand million handful plenty lots
    """
)
"""Nouns of several people whose form or tag may be singular."""
BODY = _words(
    """
    administration agency alliance army association assembly authority authorities bank board body brigade bureau
    cabinet church coalition command commission committee company congress corporation council court department
    directorate division enterprise firm force foundation government institute institution junta league
    legislature media ministry mission navy network newspaper office organisation organization outlet parliament
    party police regime regiment secretariat senate service state team union unit
    """
)
"""Head nouns of bodies, singular."""
TITLES = _words(
    """
    abbot admiral adviser advisor alderman ambassador archbishop attorney baron baroness bishop brig brigadier
    brother caliph capt captain cardinal cdr ceo cfo chair chairman chairmen chairperson chairwoman chancellor
    chief cmdr coach col colonel commander commissioner commodore congressman congresswoman convener convenor
    corporal count countess cpl cto dame deacon dean delegate deputy detective director doctor dr duchess duke
    earl editor emir emperor empress envoy father first foreign founder fr gen general gov governor head home hon
    honorable imam inspector judge justice king lady leader lieutenant lord lt maj major manager marshal mayor
    minister miss mr mrs ms mullah officer pastor patriarch pope premier president presidents prime prince
    princess principal prof professor provost queen rabbi rector rep representative rev reverend saint secretary
    sen senator sergeant sgt shadow shah sheikh sheriff sir sister spc speaker special spokesman spokesperson
    spokeswoman st sultan superintendent treasurer tsar undersecretary vicar vice
    """
)
"""Words of titles and ranks, without full stop."""
PRONOUNS: dict[str, frozenset[EntityType]] = {
    **dict.fromkeys(_words("i me my mine myself he him his himself she her hers herself"), frozenset({"person"})),
    **dict.fromkeys(_words("someone somebody oneself"), frozenset({"person"})),
    **dict.fromkeys(_words("one another anyone anybody you your yours yourself who whom whose whoever"),
                    frozenset({"person", "group"})),
    **dict.fromkeys(_words("we us our ours ourselves they them their theirs themselves em 'em yourselves everyone "
                           "everybody some all many most several both few others those these neither either each none"),
                    frozenset({"group"})),
}  # fmt: skip
"""What a pronoun of people refers to, its antecedent unknown."""
NEUTER = frozenset(["it", "its", "itself", "this", "that", "which"])
NOBODY = frozenset(["no", "nobody", "none", "nothing", "no-one", "nowhere"])
_DETERMINERS = _words(
    """
    a an the this that these those my your his her its our their some any all every each both many several few
    most more another other such no half dozens hundreds thousands one two three four five six seven eight nine
    ten eleven twelve
    """
)
_DEMONYM = re.compile(
    r"(?:[A-Z]\w+(?:ians?|eans?|ans?|ese|ish|i|is|nch|tch|eek|eeks|iss|Turks?|Kurds?|Arabs?|Jews?|Poles?|Danes?|Serbs?|Croats?|Finns?|Swedes?|Thais?)"
    r"|Turks?|Kurds?|Arabs?|Jews?|Poles?|Danes?|Serbs?|Croats?|Swedes?|Thai|Czechs?|Dutch)\Z"
)
_NO_COUNTRY = _words(
    """
    arab arabian kurdish shia shiite shi'ite sunni christian jewish yazidi islamic islamist muslim druze alawite
    turkmen english latin roman victorian italian-american republican democratic persian-speaking arabic hebrew
    farsi aramaic kurmanji
    """
)
"""Capitalised adjectives of peoples, creeds and tongues, which stand for no country."""
_STOPS = _words(
    """
    known called named in at from near on with by to as who which that whose where when under over against between
    into after
    """
)
_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:[.'’&/-][^\W_]+)*\.?|[^\w\s]")
_TITLE_BEFORE = re.compile(r"([A-Z][\w-]*\.?)\s\Z")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words and marks of `text` with their offsets."""
    return [(match.group(), *match.span()) for match in _WORD.finditer(text)]


def singular(word: str) -> str:
    """Return `word` in lower case without a plural ending, good enough to look it up in the lists here.

    >>> [singular(word) for word in ("Ministries", "Churches", "trucks", "Mosque")]
    ['ministry', 'church', 'truck', 'mosque']
    """
    low = word.lower()
    if len(low) > 4 and low.endswith("ies"):
        return f"{low[:-3]}y"
    if len(low) > 4 and low.endswith(("ches", "shes", "sses", "xes")):
        return low[:-2]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def is_in(words: frozenset[str], head: str) -> bool:
    """Return whether `head`, as it stands or as a singular, is among `words`."""
    return head.lower() in words or singular(head) in words


def head_of(phrase: str) -> str:
    """Return the likely head of an English noun phrase: the last word before a preposition, comma or clause.

    >>> head_of("the northern part of the country"), head_of("an ISIL-held building")
    ('part', 'building')
    """
    words = [word for word, _, _ in words_of(phrase)]
    kept: list[str] = []
    for word in words:
        if kept and (word.lower() in _STOPS or word.lower() in ("of", "for", "and", "'s", "’s") or word in ",;(["):
            if word.lower() == "of" and kept[-1].lower() in ("all", "some", "most", "many", "one", "both", "dozens"):
                kept = []
                continue
            break
        kept.append(word)
    return kept[-1] if kept else phrase


def place_types(head: str, form: MentionForm) -> frozenset[EntityType]:
    """Return `place`, `facility` or both for a location with that head."""
    if is_in(FACILITY, head):
        return frozenset({"facility"})
    if form == "name" or is_in(PLACE, head):
        return frozenset({"place"})
    return frozenset({"place", "facility"})


def body_types(head: str, form: MentionForm) -> frozenset[EntityType]:
    """Return `organization`, `group` or both for several people or a body with that head."""
    if form == "name":
        return frozenset({"organization"})
    if head.lower() in PLURAL_PEOPLE and head.lower() != "police":
        return frozenset({"group"})
    if is_in(BODY, head):
        return frozenset({"organization"})
    if is_in(COLLECTIVE, head) or singular(head) == head.lower():
        return frozenset({"organization", "group"})
    return frozenset({"group"})


def is_country_adjective(word: str) -> bool:
    """Return whether `word` is by its form the adjective of a country: "Iraqi", "French", "U.S."."""
    return word in ("U.S.", "US", "UK", "U.K.", "EU") or (
        _DEMONYM.match(word) is not None and word.lower() not in _NO_COUNTRY and not word.endswith("s")
    )


def is_demonym_plural(word: str) -> bool:
    """Return whether `word` is by its form the plural noun of a people: "Syrians", "Turks"."""
    return word.endswith("s") and not word.endswith("ss") and _DEMONYM.match(word) is not None


def is_title_only(phrase: str) -> bool:
    """Return whether the capitalised words of `phrase` are all of titles, so that nobody is named in it."""
    capitals = [word for word, _, _ in words_of(phrase) if not word.islower() and word.lower() not in _DETERMINERS]
    return all(word.lower().rstrip(".") in TITLES for word in capitals if word[-1].isalnum() or word[0].isalnum())


def form_of(phrase: str, common: frozenset[str]) -> MentionForm:
    """Return the form of a mention given its words alone.

    Args:
        phrase: The mention.
        common: Words that the corpus also writes in lower case.
    """
    low = phrase.lower()
    if low in PRONOUNS or low in NEUTER:
        return "pronoun"
    words = [word for word, _, _ in words_of(phrase)]
    head = head_of(phrase)
    if head.isdigit() and len(words) > 1:
        head = words[words.index(head) - 1]
    starts_low = words[0].lower() in _DETERMINERS - {"the"} or (words[0][0].isdigit() and not _ORDINAL.match(phrase))
    is_common = len(words) == 1 and not phrase.isupper() and bool({low, singular(low)} & common)
    if starts_low or is_common or not any(letter.isupper() for letter in head):
        return "nominal"
    return "nominal" if is_title_only(phrase) or head.lower().rstrip(".") in TITLES else "name"


def personal_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a person's name without an article and the adjective or name of a country before its title.

    >>> personal_name("met Iraqi President Fuad Masum", 4, 30)
    (10, 30)
    """
    words = [(word, first + start) for word, first, _ in words_of(text[start:end])]
    while len(words) > 1 and (words[0][0].lower() == "the" or is_country_adjective(words[0][0])):
        words.pop(0)
    return words[0][1], end


def with_titles(text: str, start: int) -> int:
    """Return where a person's name that begins at `start` begins with the capitalised titles right before it.

    >>> with_titles("met Prime Minister Oru", 19)
    4
    """
    while (word := _TITLE_BEFORE.search(text[:start])) and word[1].lower().rstrip(".") in TITLES:
        start = word.start(1)
    return start


def bare_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a name without leading articles and titles, which corpora treat differently.

    >>> bare_name("the late Col. Adar", 9, 18)
    (14, 18)
    """
    words = [(word, first + start, last + start) for word, first, last in words_of(text[start:end])]
    while len(words) > 1 and (
        words[0][0].lower() == "the" or words[0][0].lower().rstrip(".") in TITLES or not words[0][0][0].isalnum()
    ):
        words.pop(0)
    return words[0][1] if words else start, end
