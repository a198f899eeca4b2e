/* slip_sample.h: a scenario file with one of its numbers mistyped, for each number and each slip
 * that people make: thousands for millions, a month for a year, per cent for a share, a sign.
 *
 *   struct slips slips;
 *   slips_of(&slips, "scenarios/starter.cfg");
 *   for (size_t i = 0; i < slips.n; i++)
 *       if (slips_word(&slips, i) == SLIP_SILENT)
 *           printf("%s\n", slips.item[i].set);
 *   slips_release(&slips);
 */
#ifndef SLIP_SAMPLE_H
#define SLIP_SAMPLE_H

#include <stddef.h>

struct slip_one {
    char *set;        /* owned; "prices.special.topup_gbp.low=12200000", ... : --set texts, one a
                         line */
    const char *name; /* "thousand times" */
};
struct slips {
    const char *path; /* borrowed */
    struct slip_one *item;
    size_t n, capacity;
    size_t n_note; /* of the file as it is */
};

/* What is said of a file with that slip. */
enum slip_word {
    SLIP_REFUSED, /* a fault */
    SLIP_ASKED,   /* a question more than without it */
    SLIP_SILENT,
};

/* Every number that the file itself gives (a range with its three points, a list of ages as a whole
 * and each fifth element by itself), but years, ages, seeds and how the run is made. */
void slips_of(struct slips *out, const char *path);
enum slip_word slips_word(const struct slips *self, size_t i);
void slips_release(struct slips *self);

#endif
