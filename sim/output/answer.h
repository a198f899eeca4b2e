/* answer.h: what a run says, in paragraphs: for the report and for a committee paper, which say
 * the same.
 *
 * Sentences are those of headlines; a paragraph that does not apply is "". Children come before
 * money. All texts live in the arena. */
#ifndef ANSWER_H
#define ANSWER_H

#include "arena.h"
#include "headline.h"
#include "past.h"
#include "tables.h"

enum answer_part {
    ANSWER_NONE,       /* "" */
    ANSWER_CHILDREN,   /* plans now and at the end */
    ANSWER_BESIDE,     /* where it lies among its neighbours and beside England */
    ANSWER_FINDING,    /* finding and central forecast of the first scenario */
    ANSWER_CHANCE,     /* of passing the threshold and the reserves, in the first and the last */
    ANSWER_DIFFERENCE, /* what the last scenario changes: money received, what is done */
    ANSWER_DRIVERS,    /* the numbers that matter most */
    ANSWER_PAST,       /* how well such forecasts did */
    ANSWER_READING,    /* what central forecast and likely range are */
    ANSWER_LIMITS,     /* what no range has in it */
    N_ANSWER_PART
};

/* A scenario of the file in one row. */
struct answer_scenario {
    size_t index; /* of the results */
    const char *label;
    struct headline headline;
    struct words plans; /* children and young people with a plan at the end, on average; "" where
                            that is left out */
};

struct answer {
    const char *area, *title;
    const char *mark_means; /* what it says of them */
    struct words mark;      /* before what rests on money: "EXAMPLE MONEY: ", or "" */
    const char *paragraph[N_ANSWER_PART];
    struct answer_scenario *scenario; /* in the file's order, without those that were derived */
    size_t n_scenario;
    struct past past[N_PAST_TARGET];
    int chance_base; /* 20 or 100: of all chances that stand together */
    size_t n_future;
    const char *until;  /* "31 March 2029" */
    const char *census; /* "January 2029" */
};

HR_CHECKED int answer_make(const struct table_source *from, struct arena *arena, struct answer *out,
                           struct hr_err *err);

/* Chance of passing the threshold at the end, as all chances of this answer are said: "98 in 100";
 * with few futures "3 of 20 simulated futures". */
struct words answer_chance(const struct answer *self, const struct headline *headline);
/* What is passed: "a deficit above £19.3m (Peak of March 2020)", "a deficit". */
struct words answer_passed(const struct headline *headline);

#endif
