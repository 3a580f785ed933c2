"""Closed lists of words for the parts of noun compounds: nouns that tell of acts, and what stands before them.

Forms are singular and in small letters; compounds written with a hyphen or as two words stand as two words.
"""

from typing import Literal

NounClass = Literal["act", "suffering", "mutual"]
"""Whether who stands before a noun does it ("police firing"), suffers it ("journalist arrests"), or all sides do it."""
Part = Literal["force", "armed", "rule", "people", "target", "means"]
"""What words before a noun name: forces of a state, armed people of no state, those who rule, other people; buildings
and vehicles that are attacked; weapons and other means."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in listed.split(","))


_ACTS = _words(
    """
    attack, assault, raid, strike, airstrike, air strike, air raid, shelling, bombing, bombardment, firing,
    fire, gunfire, shooting, ambush, offensive, incursion, invasion, operation, crackdown, blockade, siege,
    blast, explosion, charge, lathicharge, lathi charge, cane charge, baton charge, search, sweep, patrol,
    patrolling, march, flag march, exercise, drill, advance, retreat, withdrawal, pullout, pull out, surrender,
    resignation, walkout, truce, ceasefire, protest, rally, demonstration, sit in, hunger strike, riot,
    violence, atrocity, brutality, excess, torture, harassment, threat, warning, ultimatum, demand, appeal,
    request, call, offer, promise, pledge, denial, refusal, rejection, veto, support, backing, praise, aid,
    help, assistance, protection, investigation, probe, inquiry, enquiry,
    accusation, allegation, complaint, ban, curfew, order, visit, intervention, coup, mutiny, looting, arson,
    robbery, onslaught, salvo, barrage
    """
)
_SUFFERINGS = _words(
    """
    killing, murder, assassination, massacre, execution, lynching, beating, stabbing, abduction, kidnapping,
    kidnap, hijacking, hijack, arrest, detention, roundup, round up, imprisonment, jailing, eviction, expulsion,
    deportation, dismissal, rescue, release, evacuation, trial, deployment, taking, interrogation, questioning
    """
)
_MUTUAL = _words(
    """
    clash, fighting, battle, gun battle, gunbattle, firefight, gunfight, skirmish, fight, talks, talk, meeting,
    encounter
    """
)
NOUNS: dict[str, NounClass] = {
    **dict.fromkeys(_ACTS, "act"), **dict.fromkeys(_SUFFERINGS, "suffering"), **dict.fromkeys(_MUTUAL, "mutual"),
}  # fmt: skip
"""Nouns that tell of acts, by who stands before them."""
ON_THINGS = _words(
    """
    attack, assault, raid, search, strike, airstrike, air strike, air raid, shelling, bombing, bombardment,
    ambush, blast, explosion, siege, blockade, looting, arson, robbery, hijacking, hijack
    """
)
"""Those before which what is attacked stands, if it is a building or a vehicle; a "market shooting" is at one."""
MOVED = frozenset({"deployment"})
"""Those before which whoever is sent stands."""
STOPPAGES = _words("strike, walkout, sit in, hunger strike")
"""Protests that forces of a state hold too; others before which they stand are about them."""

_FORCES = _words(
    """
    police, army, military, navy, air force, security force, government force, troop, soldier, coast guard,
    coastguard, border guard, border police, national guard, riot police, riot squad, secret police, military
    police, paramilitary, gendarmerie, gendarme, marine, commando, policeman, constable, cop, peacekeeper,
    coalition, junta, prison guard, presidential guard, home guard, ranger, patrol, intelligence service,
    security service
    """
)
_ARMED = _words(
    """
    rebel, militant, insurgent, guerrilla, guerilla, terrorist, extremist, separatist, jihadist, jihadi,
    islamist, maoist, naxalite, naxal, gang, mob, pirate, gunman, sniper, militia, militiaman, bandit, cartel,
    vigilante, warlord, mercenary, hooligan, settler, rioter, enemy, raider, fighter, death squad, gangster,
    arsonist, looter
    """
)
_RULES = _words(
    """
    government, state, cabinet, parliament, opposition, union, embassy, ministry, council, court, regime,
    authority, un, eu, nato
    """
)
_PEOPLE = _words(
    """
    journalist, reporter, hostage, prisoner, detainee, captive, inmate, civilian, refugee, migrant, worker, aid
    worker, health worker, student, pupil, teacher, activist, protester, demonstrator, dissident, opposition
    leader, union leader, rebel leader, villager, farmer, peasant, miner, fisherman, nurse, doctor, lawyer,
    judge, priest, imam, bishop, child, girl, schoolgirl, boy, woman, youth, tourist, diplomat, ambassador,
    politician, lawmaker, candidate, mayor, trader, driver, taxi driver, truck driver, lorry driver, police
    officer, police chief, army officer, army chief, suspect, family, crew, passenger, resident, pensioner,
    monk, engineer, banker
    """
)
_PLACES_OF_PEOPLE = _words(
    """
    school, hospital, clinic, mosque, church, temple, synagogue, shrine, market, bridge, embassy, consulate,
    parliament, hotel, airport, train, bus, convoy, ship, tanker, ferry, boat, plane, airliner, power station,
    power plant, pipeline, refinery, oil field, factory, mill, police station, police post, police academy, army
    base, army camp, army post, army barracks, military base, checkpoint, barracks, outpost, refugee camp,
    prison, depot, warehouse, office, shop, home, house, village, theatre, mall, metro, subway, pylon,
    substation, radio station, television station, tv station
    """
)
_MEANS = _words(
    """
    drone, knife, bomb, car bomb, truck bomb, roadside bomb, suicide bomb, petrol bomb, nail bomb, letter bomb,
    cluster bomb, barrel bomb, rocket, missile, mortar, artillery, grenade, gun, gas, tear gas, teargas,
    chemical, acid, machete, sword, axe, rifle, machine gun, tank, helicopter, gunship, gunboat, landmine, mine,
    dynamite, ied, lathi, cane, baton, water cannon, torpedo
    """
)
PARTS: dict[str, Part] = {
    **dict.fromkeys(_FORCES, "force"), **dict.fromkeys(_ARMED, "armed"), **dict.fromkeys(_RULES, "rule"),
    **dict.fromkeys(_PEOPLE, "people"), **dict.fromkeys(_PLACES_OF_PEOPLE, "target"),
    **dict.fromkeys(_MEANS, "means"),
}  # fmt: skip
"""What words before a noun name."""
ADJECTIVES = _words(
    """
    deadly, fatal, lethal, brutal, bloody, violent, fierce, heavy, massive, major, large, big, small, new,
    fresh, recent, latest, second, third, last, first, early, late, daily, nightly, night, day, dawn, predawn,
    pre, overnight, evening, morning, weekend, cross, border, air, aerial, ground, land, naval, sea, joint,
    alleged, suspected, reported, apparent, indiscriminate, targeted, surprise, armed, suicide, terror,
    unprovoked, sustained, continued, continuing, ongoing, repeated, sporadic, attempted, failed, arbitrary,
    illegal, unlawful, extrajudicial, mass, renewed, intense, retaliatory, reprisal, revenge, punitive, full,
    scale, hour, minute, long, wide, peaceful, general, sudden, swift, mid, drug
    """
)
"""What is passed over on the way from a noun to the words before it."""
