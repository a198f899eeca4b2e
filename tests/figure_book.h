/* figure_book.h: every figure that a run shows, once, however often it is shown.
 *
 *   book_put(&book, &(struct figure_key){ "plan", "2029-03-31", "deficit", "central" }, "106.125",
 *            "forecast.csv");
 *   book_put(&book, ..., "106.13", "charts/01_fan_plan.csv");     the same to the digits shown
 *   ... book.n_again, book.fault[0 to book.n_fault - 1] ...
 *
 * A figure is shown to the digits of its text: two texts of one figure agree when some number
 * rounds to both. Blank cells are no figures. */
#ifndef FIGURE_BOOK_H
#define FIGURE_BOOK_H

#include <stdbool.h>
#include <stddef.h>

enum { BOOK_FAULTS = 12, BOOK_ROOM = 1 << 18 };

struct figure_key { /* when: the date of forecast.csv, "2029-03-31" */
    const char *scenario, *when, *measure, *statistic;
};

struct figure_book {
    struct figure *figure; /* owned; [BOOK_ROOM], by hash */
    size_t n, n_again;     /* figures; how often one of them was met again */
    char fault[BOOK_FAULTS][400];
    size_t n_fault;
};

void book_init(struct figure_book *self);
void book_release(struct figure_book *self);

/* The number of a text and half a unit of its last digit; false for a blank. */
bool book_read(const char *text, double *value, double *within);
void book_put(struct figure_book *self, const struct figure_key *key, const char *text,
              const char *where);
/* A number that was worked out of others, known to within so much. */
void book_put_number(struct figure_book *self, const struct figure_key *key, double value,
                     double within, const char *where);
/* NAN: it is not there. */
double book_at(const struct figure_book *self, const struct figure_key *key);
void book_fault(struct figure_book *self, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
