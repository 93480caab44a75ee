"""The report of a period as a page, as a document to print, and as tables: drawn from its words, without a name."""
