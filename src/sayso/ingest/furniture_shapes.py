"""The shapes of page furniture: one table of whole-line patterns for each kind.

Every pattern must match a whole line, white space folded, case ignored. They are about what a line *is*, so none may
match a sentence of a report.
"""

import re


def _lines_like(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_THING = (
    r"(?:article|story|stories|post|posts|page|report|news|video|videos|content|topic|topics|link|links|headlines"
    r"|coverage)"
)
_OURS = r"(?:our|the|us|your|my|this|a|free|daily|weekly|morning|evening|latest|breaking|top|email|e-mail|news)"
_SENT = r"(?:newsletters?|e-?mails?|updates?|alerts?|news|headlines|briefings?|digest|inbox|channel|stories|free)"
_FORMS = _lines_like(
    r"(?:leave|post|add|write|submit|drop)(?: us)? (?:a|your) (?:reply|comment|response|thought)s?(?:"
    r" (?:below|here|now))?"
    r"(?: cancel reply)?[.!:]?",
    r"leave a (?:reply|comment) (?:to|on) .{1,80} cancel reply",
    r"cancel reply",
    r"your e-?mail(?: address)? will not be (?:published|shared|made public)\b[^.]{0,40}\.?(?:"
    r" ?\*?required fields (?:are )?marked ?\*?\.?)?",
    r"\*? ?required fields(?: are)? marked(?: with)?(?: an?)? ?(?:\*|asterisk)?\.?",
    r"(?:name|e-?mail(?: address)?|comment|message|your (?:name|e-?mail|comment))\s?(?:\*|\(required\))(?: ?:)?",
    r"save my name,? e-?mail,? and (?:website|site url) in (?:this|my) browser .{0,60}",
    r"notify me (?:of|about|when|via) .{0,60}(?:comments?|posts?|e-?mail)\b.{0,20}",
    r"(?:post|submit|view|show|load|read|see|hide|sort)(?: all| more| \d+)? comments?(?: \(\d+\))?(?: by .{1,20})?",
    r"(?:\d+|no) (?:comments?|replies|responses)(?: yet| so far)?\.?",
    r"comments? ?\(\d+\)",
    r"comments? (?:are|have been) (?:now )?(?:closed|disabled|turned off|moderated)(?: (?:on|for) .{1,60})?\.?",
    r"(?:you must be |please )?(?:log(?:ged)? ?in|sign(?:ed)? ?in|register)(?: or register)? to (?:post"
    r"|leave|write|add|make|join) (?:a |the |your )?"
    r"(?:comments?|reply|conversation|discussion)\.?",
    r"join (?:the|our) (?:conversation|discussion)\.?",
    r"(?:this site uses akismet to reduce spam\.? ?)?(?:learn how your comment data is processed\.?)",
    r"this site uses akismet.{0,80}",
)
_SHARING = _lines_like(
    r"click to (?:share|e-?mail|print|copy|tweet)\b.{0,80}",
    r"\(?opens in (?:a )?new (?:window|tab)\)?",
    rf"(?:please )?(?:share|like|tweet|print|e-?mail|save|bookmark|copy|download|listen to|rate) (?:this"
    rf"|the|our)(?: {_THING})?"
    r"(?: (?:on|via|with|by|using|to|through)\b.{0,50})?[.:!]?",
    r"share (?:it )?(?:on|via|with) .{1,60}",
    r"(?:share|tweet|pin|like)(?: it| on)?:?(?: \d+[km]?)?",
    r"\d+[km]? ?(?:shares?|likes?|views?|reads|retweets)",
    r"(?:share|spread) the (?:word|story|news|love)[.!]?",
    r"(?:follow|like|find|join|connect with|add|subscribe to|watch) us (?:on|at|in|via|@)\b.{1,120}",
    r"follow (?:@\w+|[\w.' ]{2,40} on (?:twitter|facebook|instagram|telegram|x|youtube|google news"
    r"|whatsapp)\b.{0,60})",
    r"follow (?:him|her|them|me|the author|the reporter)(?: on (?:twitter|facebook|instagram|x))?(?: at)?:? ?@\w+\.?",
    r"(?:join|follow|subscribe to) (?:our|the) .{0,40}(?:whatsapp|telegram|viber|signal|youtube|facebook)\b.{0,60}",
)
_PROMPTS = _lines_like(
    r"(?:we|this (?:web ?)?site|our (?:web ?)?site|this page|.{2,30}) uses? cookies\b.{0,240}",
    r"by (?:continuing|using|browsing|clicking|closing|signing up|subscribing|submitting|entering)\b.{0,120}"
    r"\b(?:you|i) (?:agree|accept|consent|acknowledge)\b.{0,160}",
    r"(?:accept|reject|manage|allow|decline|customi[sz]e)(?: all)?(?: cookies?| preferences| settings)(?:"
    r" settings| preferences)?",
    r"(?:cookie|privacy) (?:policy|settings|preferences|notice)(?: (?:and|&|\|) .{2,40})?",
    rf"(?:please )?(?:sign ?up|subscribe|register)(?: here| now| today| free| for free)?(?: (?:to|for|and"
    rf"|with) {_OURS}\b[^,]{{0,60}}\b{_SENT}\b.{{0,100}})?[.!:]?",
    r"(?:get|receive) .{2,120}\b(?:in|to|into) your (?:inbox|e-?mail|mailbox)\b.{0,80}",
    r"(?:never|don['’]t) miss (?:a|an|our|the|any) (?:story|update|news|headline|article|beat)\b.{0,80}",
    r"(?:please )?enter (?:your|a valid) e-?mail(?: address)?\b.{0,80}",
    r"thank(?:s| you) for (?:subscribing|signing up|reading|your subscription)\b.{0,40}",
    r"already (?:a (?:subscriber|member)|have an account|subscribed|registered)\??.{0,40}",
    r"(?:log|sign) ?(?:in|out|up)(?: (?:or|/|\|) (?:register|sign ?up|subscribe|log ?in))?",
    r"(?:download|get|install) (?:our|the) (?:free )?(?:\w+ )?(?:app|apps|mobile app|news app)\b.{0,60}",
    r"(?:please )?(?:enable|turn on|activate) (?:java ?script|cookies)\b.{0,120}",
    r"(?:support|donate to) (?:our|independent|quality) (?:journalism|work|newsroom|media)\b.{0,120}",
    r"advertis(?:e)?ments?(?: ?[-–—:].{0,40})?|\W?advertisement\W?|ads? by .{2,30}|sponsored(?: content|"
    r" links?| post)?|promoted(?: content)?",
    r"(?:story|article|content|report) continues (?:below|after) ?(?:this|the)?(?: ?advert\w*)?\.?",
    r"(?:continue|keep) reading(?: below| the main story| this (?:article|story))?(?: ?(?:…|\.\.\.|→|»))?",
    r"scroll (?:down )?(?:to|for) (?:continue|more|read)\b.{0,40}|swipe (?:left|right|for)\b.{0,30}",
    r"skip (?:to (?:main )?content|ad|advert\w*|past newsletter.{0,30}|navigation)",
    r"(?:estimated )?reading time:? ?\d+ ?min(?:ute)?s?|\d+ ?-?min(?:ute)?s?\.? read|listen to (?:this"
    r" )?(?:article|story)(?: \(.{1,20}\))?",
    r"loading(?: [\w ]{2,30})? ?(?:…|\.{2,3})|loading|back to top|top of page|close|menu|search"
    r"|toggle (?:navigation|menu)|navigation menu|print(?: page)?",
)
_POINTERS = _lines_like(
    r"(?:(?:also|must) (?:read|see|watch)|(?:read|see|watch|listen|view)(?: also| too| next| more|"
    r" here)?)\s?(?::|>{1,2}|»|→|\|)\s?.{0,200}",
    r"(?:also|must)[ -](?:read|see|watch)|(?:read|see|watch) (?:also|more|next|too)(?: (?:on|about|from"
    r"|at|in)\b.{1,60})?(?: ?(?:…|\.{2,3}|»|→))?",
    r"read (?:more|the (?:full|whole|rest|original|entire|complete)(?: (?:story|article|report|post|text"
    r"|piece|interview|of (?:it|the \w+)))?)"
    r"(?: (?:here|at|on|in|from|by)\b.{0,40})?\.?",
    r"(?:click|tap|go) here (?:to|for)\b.{1,100}",
    rf"related(?: {_THING}| reading| articles?| posts?| items?)?(?:\s?[:>»]\s?.{{0,200}})?",
    rf"more (?:on|about) (?:this|these|the)(?: {_THING})?:?",
    rf"more (?:{_THING}|from (?:the )?[A-Z][\w.'’& -]{{1,40}}):?",
    r"more must[- ]reads?(?: (?:from|in|on|about) .{1,40})?:?",
    rf"(?:most|top|editor['’]?s?['’]?) (?:read|popular|viewed|shared|commented|watched|picks?|choice"
    rf"|{_THING})(?: {_THING}| this week| today)?:?",
    r"(?:you (?:may|might|will|could)(?: also)?|people also) (?:like|read|enjoy|be interested in|have"
    r" missed|want to read)\b.{0,40}[:.]?",
    rf"(?:recommended|suggested|trending|popular|latest|featured|recent)(?: {_THING}| for you| now|"
    rf" articles?| reading| comments?)?:?",
    r"(?:don['’]t miss|in case you missed it|what (?:to|you should) (?:read|know) next|up next|read"
    r" next)\s?:?(?<=[:t]).{0,120}",
    r"(?:next|previous|prev|older|newer)(?: (?:page|article|story|post|entry|news))?s?(?: ?(?:»|›|→"
    r"|>>?))?|(?:«|‹|←|<<?) ?(?:previous|prev|next|older|newer)?.{0,20}",
    r"page \d{1,3} (?:of|/) \d{1,3}(?: (?:next|previous|»).{0,20})?|(?:\d{1,2} ){2,}(?:next|»|›|last)?.{0,10}"
    r"|\d{1,2} (?:next|»)",
    r"home ?(?:>|»|/|›|→|\|)[^.!?]{0,200}",
)
_HOMEMADE = _lines_like(
    r"you are (?:the )?(?:visitor|guest)(?: (?:number|no\.?))?\s?[:#]?\s?[\d,. ]{2,}(?:[^\d.!?].{0,80})?",
    r"(?:visitors?|hits?)(?: (?:number|no\.?|count(?:er)?|since [\w ]{3,20}))?\s?[:#]\s?[\d,. ]{2,}",
    r"(?:this )?(?:(?:page|site|website) )?(?:is )?best viewed (?:in|at|with|on|using) .{1,80}",
    r"(?:this )?(?:(?:page|site|website) )?(?:is )?(?:still )?under construction(?:[.!](?: .{0,80})?)?",
    r"(?:go )?back to (?:the )?(?:start|home|front|main|index)(?: ?page)?(?:\s?[|·•].{0,120})?",
    r"(?:mail|write|e-?mail) (?:to )?(?:the |our )?web ?master\b.{0,60}",
)
_CREDITS = _lines_like(
    r"\(?(?:file |stock |main |cover |feature[d]? |lead )?(?:photo(?:graph)?s?|images?|pictures?|pics?"
    r"|video|illustration|graphic|cover)"
    r"(?: ?(?:credits?|courtesy|source|copyright|caption|by))?\s?(?::|/|©|\|)\s?.{1,120}",
    r"\(?(?:photo(?:graph)?s?|images?|pictures?) (?:by|courtesy(?: of)?|via|from|credit) [^.!?]{2,60}\)?\.?",
    r"(?:credits?|image source|getty|copyright)\s?:\s?(?:[\w.'’&@-]+(?:[ ,/]+|$)){1,6}",
    r"\(?(?:(?:ap|afp|reuters|epa|getty images?|anadolu|xinhua|shutterstock|istock|alamy|upi|nurphoto"
    r"|zuma|pool)(?: photo)?\s?(?:/|via|\||,|-|–|—)?\s?)"
    r"(?:[A-Z][\w.'’-]*(?:[ /,]+|\)?$)){0,6}\)?",
    r"[A-Z][\w.'’ -]{2,40}\s?/\s?(?:ap|afp|reuters|epa|epa-efe|getty images?|anadolu(?: agency)?"
    r"|shutterstock|alamy)\b.{0,40}",
)
_TAGS = _lines_like(
    r"(?:tags?|tagged|topics?|keywords?|key words|labels?|categor(?:y|ies)|filed under|posted in|posted"
    r" under|hashtags?)"
    r"(?: (?:with|as|in|under))?\s?[:|]\s?[^.!?]{0,280}",
    r"(?:filed under|tagged with|tagged as|posted under) [^.!?]{1,120}",
    r"(?:#\w{2,40}[ ,]*){2,30}",
)
_ENDS = _lines_like(
    r"\((?:end|ends|more|fin)\)|[-–—]{1,3} ?(?:end|ends|30|###) ?[-–—]{0,3}|#{3,}",
    r"[-–—_=~*•·. ]{3,}",
    r"the-\w{2,12}-wire",
    r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}",
    r"(?:write|reach out|e-?mail)(?: to)? [^.!?@]{2,60} at [\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}\.?",
)
_RIGHTS = _lines_like(
    r"(?:(?:™ ?& ?)?©|\(c\)|&copy;|copyright (?:©|\(c\)|\d{4}|by\b))\s?.{0,240}",
    r"(?:[^.]{0,80}(?:©|\(c\)|copyright|\d{4}|\bltd|\binc|\bllc|\bcorp)[^.]{0,60}\.? ?)?all rights"
    r" reserved\b\.?.{0,160}",
    r"(?:this (?:material|article|content|story)|no part of this \w+) may not be (?:published|reproduced"
    r"|broadcast|copied|rewritten)\b.{0,120}",
    r"(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy policy|contact us|about us"
    r"|advertise with us|sitemap)"
    r"(?:\s?[|·•,]?\s?(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy policy|contact"
    r" us|about us|advertise with us|sitemap)){0,6}",
)
SHAPES = {
    "form": _FORMS, "share": _SHARING, "prompt": _PROMPTS, "pointer": _POINTERS, "credit": _CREDITS, "tags": _TAGS,
    "rights": _RIGHTS, "homemade": _HOMEMADE, "end": _ENDS,
}  # fmt: skip

FORM_OPENERS = _lines_like(
    r"(?:leave|post|write) a (?:reply|comment)(?: cancel reply)?[.!:]?",
    r"leave a (?:reply|comment) (?:to|on) .{1,80} cancel reply",
    r"your e-?mail address will not be published\..*",
)
LIST_OPENERS = _lines_like(
    rf"related(?: {_THING}| reading| articles?| posts?)?:?",
    rf"(?:most|top) (?:read|popular|viewed|shared|{_THING})(?: {_THING})?:?",
    r"(?:you (?:may|might)(?: also)?) (?:like|read|enjoy|be interested in|have missed)\b.{0,30}:?",
    rf"(?:recommended|trending|popular|latest|more)(?: {_THING}| for you| now| articles?):?",
    r"more (?:on|from) [\w' ]{2,40}:?|more must[- ]reads?(?: from .{1,40})?:?"
    r"|also read:?|read (?:also|next|more):?|\d* ?comments?(?: \(\d+\))?:?",
)
