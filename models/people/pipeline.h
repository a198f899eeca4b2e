/* pipeline.h: from a request for an assessment to a plan, month by month.
 *
 *   requests of a year        R ~ Binomial(W, D / (c W)),  spread over months by `months`
 *   decided the month after   refused ~ Binomial(N, f);  of those ordered by the tribunal ~
 *                                                        Binomial(refused, a v), `appeal_months`
 *                                                        later
 *                             withdrawn ~ Binomial(N - refused, w);  the others, and those ordered,
 *                                                                    are assessed
 *   ready                     h months after the request, when nobody has to wait: of those
 *                             requested in month k the part
 *                             1 - (h - floor h) in month k + floor h, the others in the next
 *   finished                  oldest first, while the month's capacity lasts; what it does not use
 *                             is lost
 *   issued                    a share s of those finished
 *
 *   symbol | field          | unit                                    | source
 *   D      | demand         | plans a year that joining would give    | joiners.h
 *   W      | without        | people without a plan                   | population less plans
 *   c      | conversion     | plans a request: s ((1 - f)(1 - w) + f a v) at central values
 *   f      | refused        | of requests decided                     | DfE, Education, health and
 *       care plans
 *   w      | withdrawn      | of requests not refused                 | the same
 *   a      | appealed       | of refusals                             | the same
 *   v      | overturned     | of those                                | tribunal statistics
 *   h      | weeks          | from request to plan, without waiting   | 20 weeks: Special
 *       Educational Needs and Disability Regulations 2014
 *   s      | issued         | of assessments finished                 | DfE
 *   b      | backdated      | of the top-ups of late plans            | judgement
 *
 * Requests are demand over c, so that a pipeline whose capacity suffices, in a year like the one
 * before, issues the plans that joiners alone would: c is fixed when the scenario is compiled, and
 * shares that a future draws higher or lower change what comes of the requests. A decision within a
 * month is what the limit of six weeks makes of most: at the end of 2024 7.8% of England's requests
 * of that year were undecided, one month's worth being 8.3%. A plan issued n months after it was
 * ready took weeks + n months; it is in time when that is at most 20 weeks.
 *
 * Late plans are backdated: of the top-up from the 20th week after the request to a later issue a
 * part b is paid back. late_in has the years, by the month of issue: the sum over plans of weeks
 * taken less 20. They are money and no child in a seat: prices.h pays b of them, where there is a
 * top-up, in the financial year of the issue.
 *
 * An assessment ordered on appeal starts with the order and counts as if requested a month before.
 *
 * Opening: what is known of January of the base census. Plans in assessment stand in the queue as a
 * year like the one before would leave them; what is more than that has been ready for some months
 * (a backlog), what is less thins them evenly. These, and requests undecided then, are the future
 * demand: their plans are counted apart (from_opening).
 *
 * All that is drawn belongs to the month in which a request was made, decided or ready, never to
 * the month in which it is finished: two runs that differ in capacity alone have the same requests,
 * refusals and outcomes. Requests = refused for good + withdrawn + not issued + issued + still
 * waiting, counted anew each year (pipeline_close).
 *
 * Not modelled: triage (a council with a backlog still finishes some in time; here all wait alike,
 * so the share in time moves further than it would), seasons of capacity, appeals against a refusal
 * to issue. A person is asked for at most once a year. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "address.h"
#include "contest.h"
#include "step.h"

/* From a request for an assessment to a plan (pipeline.h). where NULL: the scenario has none, and
 * new plans come as joiners say. */
struct capacity_in {
    const char *where;
    int year;
    double assessments;
}; /* finished in a calendar year, from this one on */
struct pipeline_in {
    const char *where;
    double
        months[N_MONTH]; /* share of a calendar year's requests by month; all 0: joiners.months */
    double requests_undecided, in_assessment; /* in January of base_census; NAN: as a year like the
                                                 one before leaves them */
    quantity_id refused;                      /* of requests decided */
    quantity_id appealed, overturned;         /* of refusals; of those */
    int appeal_months;                        /* from a refusal to the order to assess */
    quantity_id withdrawn;                    /* of requests not refused */
    quantity_id weeks;                        /* from request to plan when nobody has to wait */
    quantity_id issued;                       /* plans, of assessments finished */
    quantity_id backdated; /* share of late plans' top-ups from the statutory week to the issue that
                              are paid at the issue */
    struct capacity_in *capacity;
    size_t n_capacity; /* none: unlimited */
    struct contest_in appeals;
};

extern const struct field_table pipeline_fields;

enum {
    PIPELINE_MAX_YEAR = 30,
    PIPELINE_MAX_APPEAL = 36, /* months */
    PIPELINE_PAST = 36, /* months before the base census to which an opening backlog reaches back */
    PIPELINE_N_MONTH = PIPELINE_PAST + N_MONTH * PIPELINE_MAX_YEAR + PIPELINE_MAX_APPEAL + 1,
};
extern const double PIPELINE_WEEKS_LIMIT; /* 20 */
extern const double PIPELINE_NEARLY_ALL;  /* 0.9: share in time that chances are told of, as
                                             councils set it themselves (Rotherham, 2018) */
extern const double WEEKS_PER_MONTH;
/* Years that a plan of so many weeks after its request is late; 0 in time. */
double pipeline_years_late(double weeks);

enum pipeline_item { /* what is drawn, each at an item of its own */
                     ITEM_REQUESTS,
                     ITEM_MONTH,
                     ITEM_REFUSED,
                     ITEM_OVERTURNED,
                     ITEM_WITHDRAWN,
                     ITEM_READY,
                     ITEM_READY_ORDERED,
                     ITEM_ISSUED,
                     ITEM_ISSUED_OPENING,
                     ITEM_OPENING,
                     ITEM_AGE,
                     N_PIPELINE_ITEM
};

struct pipeline {                 /* compiled; immutable */
    const struct pipeline_in *in; /* borrowed; NULL: there is none */
    size_t n_year;
    double months[N_MONTH];     /* of requests; they add up to 1 */
    double given_rest[N_MONTH]; /* share of a month of what is left of the year */
    double agreed,
        ordered;       /* of a request, at central values: assessed by decision; by the tribunal */
    double conversion; /* c */
    double base_requests; /* in the calendar year before the base census */
    double *capacity;     /* [year]: assessments finished in the calendar year at most; INFINITY:
                         no limit */
    uint32_t purpose, item[N_PIPELINE_ITEM];
};

struct batch {
    double n;     /* assessments not finished */
    double plans; /* of those, that will lead to a plan; known from the month they are ready */
};
enum batch_kind {
    BATCH_OPENING,
    BATCH_NEW,
    N_BATCH
}; /* of those ready in one month the opening ones come first: they were requested before */

struct pipeline_year { /* what happened in one calendar year */
    double requests, refused, overturned, withdrawn, finished,
        issued;          /* overturned: of the year's refusals, in the end */
    double in_time;      /* share of the plans issued; 0 when none is */
    double weeks;        /* mean of the plans issued, from request to plan; 0 when none is */
    double from_opening; /* plans issued to those in the pipeline at the base census */
    double assessing;    /* in assessment at the January census that ends the year */
};

struct queue { /* state through the years of one replicate and scenario. Months count from the base
                  census, PIPELINE_PAST later */
    struct batch batch[PIPELINE_N_MONTH][N_BATCH]; /* by the month they are ready */
    double ordered[PIPELINE_N_MONTH]; /* assessments that the tribunal will order, by month of the
                                         order */
    double undecided;                 /* requests of the last month */
    size_t head;                      /* no batch before it has any left */
    double weeks;                     /* this replicate's, from request to plan, without waiting */
    double refusing;     /* of requests otherwise agreed, refused this year: set by the caller, of
                            options */
    double assessing;    /* assessments more that can be finished this year: likewise */
    size_t whole_months; /* floor h */
    double early;        /* 1 - (h - floor h) */
    double waiting;      /* in all of the above, when the last year closed */
    struct pipeline_year year; /* the last one simulated */
    double issued_in[N_MONTH],
        opening_in[N_MONTH]; /* its plans by month; of those, from the opening */
    double late_in[N_MONTH]; /* years that its plans are late, all together, by month of issue; */
    double late_opening;     /* of those from the opening */
};

struct joiners_in;
struct pipeline_given { /* all borrowed */
    const struct pipeline_in *pipeline;
    const struct joiners_in *joiners;
    const struct quantity *quantity; /* by quantity_id */
    int base_census, horizon_years;
};
/* Fails with HR_ESCENARIO when no request could lead to a plan, or a
 * year or share is out of range. */
HR_CHECKED int pipeline_init(struct pipeline *self, const struct pipeline_given *in,
                             struct address_book *book, struct hr_err *err);
/* Plans a request leads to. */
double pipeline_conversion(double refused, double withdrawn, double appealed, double overturned,
                           double issued);

void queue_start(struct queue *self, const struct pipeline *pipeline, const struct step *step);

struct joiner_demand; /* joiners.h */
/* One calendar year; call once a year, in order, with joiners_demand's people. issued gets the
 * year's plans by NCY, at the ages of this year's demand: never more than there are people without
 * one where there is demand; those beyond wait. */
void queue_next(struct queue *self, const struct pipeline *pipeline, const struct step *step,
                const struct joiner_demand *among, double issued[N_NCY]);
/* Counts everybody in the pipeline anew and checks that nobody appeared or vanished in the year.
 * exact: whole numbers. */
HR_CHECKED int queue_close(struct queue *self, const struct pipeline *pipeline,
                           const struct step *step, bool exact, struct hr_err *err);

#endif
