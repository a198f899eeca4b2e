/* s251.h: the high-needs lines of the section 251 budget and outturn returns, and which of them a
 * setting's costs fall on.
 *
 *   line(t) = sum over settings (p_s spending on fees and top-ups(s, t) + [place line is this]
 *   place funding(s, t))
 *           + sum of the scenario's own lines that name it + [1.0.2] place funding and [1.2.8]
 *           other revenue cost of options
 *
 * p_s: share of the setting's fees or top-ups on the line; they add up to 1, so the lines add up to
 * high-needs spending. A scenario gives them (prices.lines); where it does not, the setting's
 * category does. State schools' top-ups fall on 1.2.1 (maintained) or 1.2.2 (academies, free
 * schools, colleges) by who runs the school, which no published table of top-ups tells: England's
 * share of place funding at academies stands in, of special schools, units and alternative
 * provision.
 *
 * 1.9.3 is not among them: it is the balance carried forward, positive for a deficit.
 *
 * Lines and names: DfE, section 251 guidance, LA table (codes 1.0.2 and 1.2.1 to 1.2.13). */
#ifndef S251_H
#define S251_H

#include "category.h"
#include "arena.h"
#include "field.h"

/* Where a price's fees or top-ups fall in the section 251 return; shares of a price add up to 1. */
struct line_share_in {
    const char *where;
    const char *s251;
    double share;
};

extern const struct field_table line_share_fields;

enum {
    N_S251_LINE = 15,
    S251_NONE = N_S251_LINE - 1,
    S251_PLACES = 0,
    S251_INCLUSION = 8
}; /* the last: spending that names no line */

#define S251_BALANCE "1.9.3" /* Dedicated Schools Grant carried forward to next year */

/* Order of the return; "" and "not on a line" for S251_NONE. */
const char *s251_code(size_t line);
const char *s251_name(size_t line);
size_t s251_of_code(const char *code); /* "" and NULL are S251_NONE; SIZE_MAX: no such line */

/* Shares of a category's fees and top-ups: [N_S251_LINE], adds up to 1. */
void s251_by_category(enum category category, double *share);

struct s251_part { /* of what a setting costs, on one line */
    size_t line, setting;
    double paid, places; /* as below */
};

/* Compiled; only the lines that the scenario uses, in order. Immutable. */
struct s251 {
    size_t n;                 /* lines in use */
    size_t code[N_S251_LINE]; /* of each: its place in the return */
    double *paid;             /* [line][setting]: share of fees and top-ups */
    double *places;           /* [line][setting]: 1 where its place funding falls, else 0 */
    struct s251_part *part;   /* [n_part]: the same where there is any, by line, then setting */
    size_t n_part;
    size_t *line_of_own; /* [scenario's line]: on which it is */
    size_t n_setting, n_own;
    bool options; /* do options cost the DSG anything? On 1.0.2, place funding, or 1.2.8, support
                     for inclusion */
};

/* Makes room for all lines. */
HR_CHECKED int s251_init(struct s251 *self, size_t n_setting, size_t n_own, struct arena *arena,
                         struct hr_err *err);
/* Leaves out lines that nothing falls on. */
void s251_keep_used(struct s251 *self);

#endif
