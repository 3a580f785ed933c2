"""Direct quotations by rule: what stands in quotation marks, who says it, and the words that say so."""

from sayso.reading.quotations.component import Quotations, QuotationSettings

__all__ = ["QuotationSettings", "Quotations"]
