"""HTML to a tree, once, within limits."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.core.errors import LimitError, UnreadableError
from sayso.ingest.limits import Limits, over

PARSER_DEPTH = 2048
"""libxml2 cuts off what is nested deeper, whatever it is asked (parserInternals.h, 2.14)."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_page(markup: str, limits: Limits) -> HtmlElement:
    """Return the tree of an HTML page, without comments. No entity is expanded but those of HTML.

    Params:
        markup: The decoded page.
        limits: `max_html_nodes` and `max_html_depth` apply.

    Raises:
        LimitError: More elements or deeper nesting than the limits allow.
        UnreadableError: There is no element in it.
    """
    tags = markup.count("<")
    if tags > 3 * limits.max_html_nodes:
        raise LimitError(over(f"it has more HTML elements ({tags:,} tags)", "max_html_nodes", limits))
    markup = _CONTROL.sub("", _DECLARATION.sub("", markup))
    # Without `huge_tree` libxml2 drops all that is nested deeper than 255 and says nothing.
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    try:
        tree = document_fromstring(markup.encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        if "unknown error" in str(error):  # all that libxml2 says when it cannot get memory
            raise LimitError("the page needs more memory than there is (max_memory_bytes)") from error
        raise UnreadableError(f"not an HTML page: {error}") from error
    if tags > min(limits.max_html_nodes, limits.max_html_depth):  # fewer tags can make neither too many nor too deep
        _check_size(tree, limits)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise LimitError(f"its HTML elements are nested deeper than the {PARSER_DEPTH:,} levels that can be read")
    return tree


def _check_size(tree: HtmlElement, limits: Limits) -> None:
    """Count elements level by level, so that neither depth nor number is met with recursion."""
    level, depth, nodes = [tree], 0, 1
    while level:
        level = [child for node in level for child in node]
        nodes += len(level)
        depth += 1
        if nodes > limits.max_html_nodes:
            raise LimitError(over("it has more HTML elements", "max_html_nodes", limits))
        if depth > limits.max_html_depth:
            raise LimitError(over("its HTML elements are nested deeper", "max_html_depth", limits))
