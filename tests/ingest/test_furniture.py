import pytest

from sayso.ingest.furniture import drop_furniture, furniture_kind

FURNITURE = [
    ("Leave a Reply", "form"),
    ("LEAVE A REPLY Cancel reply", "form"),
    ("Your email address will not be published.", "form"),
    ("Your email address will not be published. Required fields are marked *", "form"),
    ("Required fields are marked *", "form"),
    ("Save my name, email, and website in this browser for the next time I comment.", "form"),
    ("Comments are closed.", "form"),
    ("12 Comments", "form"),
    ("You must be logged in to post a comment.", "form"),
    ("Share this", "share"),
    ("Share this article on Facebook", "share"),
    ("Click to share on WhatsApp (Opens in new window)", "share"),
    ("Tweet", "share"),
    ("Facebook WhatsApp", "share"),
    ("Facebook Twitter WhatsApp Email Print", "share"),
    ("Follow us on Telegram", "share"),
    ("Follow Mira Tell on Twitter @miratell.", "share"),
    ("We use cookies to give you the best experience on our website.", "prompt"),
    ("This site uses cookies. By continuing to browse you agree to their use.", "prompt"),
    ("Sign up for our daily newsletter", "prompt"),
    ("Get the day's news in your inbox", "prompt"),
    ("ADVERTISEMENT", "prompt"),
    ("Story continues below advertisement", "prompt"),
    ("Please enable JavaScript to view this page.", "prompt"),
    ("4 min read", "prompt"),
    ("Read also: Governor of Kesh dismissed after riots", "pointer"),
    ("READ MORE: Grain ships wait off Port Asel", "pointer"),
    ("Also read | Grain ships wait off Port Asel", "pointer"),
    ("Related: Grain ships wait off Port Asel", "pointer"),
    ("Related articles", "pointer"),
    ("More Must-Reads From The Kesh Mirror", "pointer"),
    ("Loading weather data ...", "prompt"),
    ("(END)", "end"),
    ("-30-", "end"),
    ("— ends —", "end"),
    ("###", "end"),
    ("* * *", "end"),
    ("The-KMW-Wire", "end"),
    ("mira.tell@keshmirror.example", "end"),
    ("Write to Mira Tell at mira.tell@keshmirror.example.", "end"),
    ("™ & © 2013 Kesh Mirror Group, Inc. All rights reserved.", "rights"),
    ("You may also like", "pointer"),
    ("Page 1 of 3", "pointer"),
    ("Photo: Jonas Varda/Tamru Post", "credit"),
    ("(Photo by Jonas Varda via Getty Images)", "credit"),
    ("Jonas Varda / Reuters", "credit"),
    ("Tags: Tamru, bridge, Varda Front", "tags"),
    ("Filed under: World", "tags"),
    ("#Tamru #Kesh", "tags"),
    ("All rights reserved.", "rights"),
    ("© 2021 Tamru Post. All rights reserved.", "rights"),
    ("Copyright 2021 Tamru Post", "rights"),
]
PROSE = [
    "He asked followers to share this message before the network went down.",
    "Share this with nobody, the colonel told them, and burn the letter.",
    "“Leave a reply with the guard,” the note said, “and come back on Friday.”",
    "The ministry said email addresses would not be published.",
    "The group spread the claim on Facebook, Twitter and WhatsApp on Sunday.",
    "Facebook and Twitter were blocked on Sunday.",
    "Read also said the front had lost two hundred men.",
    "Related to the governor by marriage, Morun left the town in May.",
    "The photo shows three men with rifles beside a burnt lorry.",
    "Photo evidence from the market shows that the shells came from the north.",
    "The newspaper's rights were reserved to the state, and all rights reserved to it by treaty were void, he said.",
    "Tags with the names of the dead hung from the fence.",
    "Sign up to the truce or lose your villages, the envoy told the elders.",
    "Comments by the president drew anger in Kesh.",
    "The cookies had been baked for the soldiers by the women of the village.",
    "More on the front line had deserted, she said.",
    "Print shops in Kesh were closed by order of the governor.",
    "Subscribers to the state telephone company lost service for nine hours.",
    "Copyright law is not what we are fighting about, said the editor.",
    "Follow the river and you come to the mines, he told us.",
    "Click, went the rifle behind him.",
    "Advertisements for the army hung on every wall.",
    "Join us or leave, the fighters told them.",
    "Next came the drones.",
    "Killed | 12",
    "Varda",
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_furniture_is_told_by_its_shape(line, kind):
    assert furniture_kind(line) == kind
    assert furniture_kind(f"  {line} ") == kind


@pytest.mark.parametrize("line", PROSE)
def test_a_sentence_with_such_words_is_not_furniture(line):
    assert furniture_kind(line) is None


TEXT = "The army left the town of Tamru on Monday after it had held the bridge there for nine days."


def test_all_below_a_comment_form_goes():
    reader = "I was there and it was quite different from what this paper says, as everybody in our street knows."
    assert drop_furniture([TEXT, "", "Leave a Reply", "", reader, "Name *"]) == [TEXT, ""]


def test_a_comment_form_above_all_prose_takes_nothing_with_it():
    assert drop_furniture(["Leave a Reply", TEXT]) == [TEXT]


def test_headlines_below_related_stories_go():
    assert drop_furniture([TEXT, "Related stories", "Governor of Kesh dismissed", "Grain ships wait"]) == [TEXT]


def test_prose_below_related_stories_stays():
    assert drop_furniture([TEXT, "Related stories", "Governor of Kesh dismissed", TEXT + " More."]) == [
        TEXT,
        "Governor of Kesh dismissed",
        TEXT + " More.",
    ]


@pytest.mark.parametrize("bar", [["Facebook", "Twitter"], ["Share", "", "Telegram"], ["Telegram", "Click to share"]])
def test_a_network_name_goes_beside_a_share_bar(bar):
    assert [line for line in drop_furniture([*bar, TEXT]) if line] == [TEXT]


def test_a_network_name_alone_is_a_heading():
    assert drop_furniture([TEXT, "Telegram", TEXT]) == [TEXT, "Telegram", TEXT]
