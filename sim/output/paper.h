/* paper.h: paper.txt, paragraphs ready for a committee paper: children, finding and range, chance,
 * what is done and received, what the charts show, how to read it, limits, source. The sentences
 * are those of answer.h and the titles of the charts, so that paper and report say the same. */
#ifndef PAPER_H
#define PAPER_H

#include "report.h"

enum { PAPER_COLUMNS = 76 };

/* Owned by the caller (free). */
HR_CHECKED int paper_text(const struct report *self, char **text, struct hr_err *err);

/* Appends the text in lines of at most PAPER_COLUMNS characters; a longer word has its own. Each
 * line begins with `indent`, the first with `first`, which is as wide. */
void paper_wrap(struct text *out, const char *text, const char *first, const char *indent);
/* The same for a text that was written apart, and releases it; where it failed, out fails. */
void paper_wrap_text(struct text *out, struct text *apart, const char *first, const char *indent);

#endif
