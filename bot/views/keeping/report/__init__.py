"""The report of a period in words: chapters, sentences and lines, as pages, sheets and cards alike show them."""
