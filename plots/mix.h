/* mix.h: chart 06, the placement mix: where are children with a plan placed, each January?
 *
 *   ret = mix_draw(&mix, &chart, &err);    (on failure chart is empty)
 *
 * A bar a January, its parts stacked in the order of enum mix_part, totals above the first bar, the
 * last known one and the last. Past Januaries of which only the total is known are bars of one
 * colour. A forecast bar shows averages over all futures, which add up to the total; the labels at
 * the right give each part's likely range. A part that is of several categories says in the note
 * what is in it, and the last one is named after the largest of them. The title is computed
 * (mix_title). Deterministic: equal input, equal bytes. All pointers are borrowed for the
 * call. */
#ifndef MIX_H
#define MIX_H

#include "chart.h"
#include "words.h"

enum mix_part {
    MIX_MAINSTREAM,
    MIX_UNIT,
    MIX_SPECIAL,
    MIX_INDEPENDENT,
    MIX_COLLEGE,
    MIX_OTHER,
    MIX_PARTS
};

struct mix_count { /* children; of a known January all three are the count */
    double mean, p05, p95;
};

struct mix_year {
    int census; /* January of this year */
    bool known;
    bool whole; /* a known one of which only the total is known: its parts are 0 */
    struct mix_count part[MIX_PARTS], total;
};

struct mix {
    const char *id;       /* of the picture inside a page: "mix-no-action" */
    const char *area;     /* "Exampleshire" */
    const char *scenario; /* its label; "" for none */
    bool one_of_several;  /* the run has other scenarios */
    const struct mix_year *year;
    size_t n_year; /* census rising by 1; known ones first, at least one of them and one forecast;
                      of the last known one the parts are known */
    const char *other; /* name of MIX_OTHER: "Not in education, other" */
    const char
        *own_name[MIX_PARTS]; /* of a part that is one setting whose label says something else
                                        than the part's usual name; NULL: the usual one */
    bool in_other
        [MIX_PARTS]; /* is drawn with MIX_OTHER and is 0 here: it has no row, words or label */
    const char
        *merged; /* what parts of several categories hold in the last January, sentences: "Other
                           is 123 not in education ... and 52 ..."; "" for none */
    struct chart_run run;
};

enum { MIX_YEARS = 80 }; /* past and forecast together */

/* HR_ERANGE when the input is not as above (a negative count, a range that does not hold its mean,
 * parts that do not add up). */
HR_CHECKED int mix_draw(const struct mix *mix, struct chart *out, struct hr_err *err);

HR_CHECKED int mix_check(const struct mix *mix, struct hr_err *err);
struct words mix_title(const struct mix *mix); /* of a valid one */

#endif
