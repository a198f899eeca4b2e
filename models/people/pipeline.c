#include "pipeline.h"

#include "joiners.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const double PIPELINE_WEEKS_LIMIT = 20.0, PIPELINE_NEARLY_ALL = 0.9;
const double WEEKS_PER_MONTH = 365.25 / 7.0 / N_MONTH;

double
pipeline_years_late(double weeks)
{
    return fmax(0.0, weeks - PIPELINE_WEEKS_LIMIT) / (WEEKS_PER_MONTH * N_MONTH);
}

/* ---- compiled ---- */

double
pipeline_conversion(double refused, double withdrawn, double appealed, double overturned,
                    double issued)
{
    return issued * ((1.0 - refused) * (1.0 - withdrawn) + refused * appealed * overturned);
}

static int
set_months(struct pipeline *self, const struct pipeline_given *in, struct hr_err *err)
{
    double own = 0.0, rest = 0.0;
    for (size_t i = 0; i < N_MONTH; i++)
        own += in->pipeline->months[i];
    memcpy(self->months, own > 0.0 ? in->pipeline->months : in->joiners->months,
           sizeof self->months);
    for (size_t i = 0; i < N_MONTH; i++)
        rest += self->months[i];
    if (!(rest > 0.0))
        return hr_fail(err, HR_ESCENARIO,
                       "pipeline.months and joiners.months are 0 in every month, so there is no "
                       "month for a request");
    const double all = rest;
    size_t last = 0;
    for (size_t i = 0; i < N_MONTH; i++)
        last = self->months[i] > 0.0 ? i : last;
    for (size_t i = 0; i < N_MONTH; i++) {
        self->given_rest[i] = i < last ? fmin(1.0, self->months[i] / rest) : i == last ? 1.0 : 0.0;
        rest -= self->months[i];
        self->months[i] /= all;
    }
    return 0;
}

/* The entry of the latest year that is not after `year`. */
static double
capacity_in_year(const struct pipeline_in *in, int year)
{
    const struct capacity_in *latest = NULL;
    for (size_t i = 0; i < in->n_capacity; i++)
        if (in->capacity[i].year <= year && (latest == NULL || in->capacity[i].year > latest->year))
            latest = &in->capacity[i];
    return latest == NULL ? (double)INFINITY : latest->assessments;
}

static int
check_range(const struct pipeline_given *in, struct hr_err *err)
{
    const struct pipeline_in *p = in->pipeline;
    if (in->horizon_years > PIPELINE_MAX_YEAR)
        return hr_fail(err, HR_ESCENARIO, "horizon_years is %d; with a pipeline it is at most %d",
                       in->horizon_years, PIPELINE_MAX_YEAR);
    if (p->appeal_months < 1 || p->appeal_months > PIPELINE_MAX_APPEAL)
        return hr_fail(err, HR_ESCENARIO, "pipeline.appeal_months is %d, want 1 to %d",
                       p->appeal_months, PIPELINE_MAX_APPEAL);
    for (size_t i = 0; i < p->n_capacity; i++)
        if (!(p->capacity[i].assessments >= 0.0))
            return hr_fail(err, HR_ESCENARIO, "pipeline.capacity is %g in %d",
                           p->capacity[i].assessments, p->capacity[i].year);
    return 0;
}

static double
central(const struct pipeline_given *in, quantity_id id)
{
    return quantity_central(&in->quantity[id]);
}

int
pipeline_init(struct pipeline *self, const struct pipeline_given *in, struct address_book *book,
              struct hr_err *err)
{
    static const char *const name[N_PIPELINE_ITEM] = {
        "requests",      "month",  "refused",        "overturned", "withdrawn", "ready",
        "ready-ordered", "issued", "issued-opening", "opening",    "age"
    };
    const struct pipeline_in *p = in->pipeline;
    *self = (struct pipeline){ .in = p,
                               .n_year = (size_t)in->horizon_years,
                               .purpose = purpose_of(book, "pipeline") };
    for (size_t i = 0; i < N_PIPELINE_ITEM; i++)
        self->item[i] = address_of(book, "pipeline", name[i]);
    int ret = check_range(in, err);
    if (ret == 0)
        ret = set_months(self, in, err);
    if (ret != 0)
        return ret;
    const double refused = central(in, p->refused),
                 overturned = central(in, p->appealed) * central(in, p->overturned);
    self->agreed = (1.0 - refused) * (1.0 - central(in, p->withdrawn));
    self->ordered = refused * overturned;
    self->conversion = central(in, p->issued) * (self->agreed + self->ordered);
    if (!(self->conversion > 0.0))
        return hr_fail(err, HR_ESCENARIO,
                       "pipeline: no request would lead to a plan, but there were %.6g new plans",
                       in->joiners->new_plans);
    self->base_requests = in->joiners->new_plans / self->conversion;
    self->capacity = arena_zero(book->arena, self->n_year + 1, sizeof *self->capacity);
    ret = arena_check(book->arena, err);
    if (ret != 0)
        return ret;
    for (size_t t = 0; t < self->n_year; t++)
        self->capacity[t] = capacity_in_year(p, in->base_census + (int)t);
    return 0;
}

/* ---- draws ---- */

/* A month of the step's year. Months are counted from 1, those before the base census from -1 down;
 * 0 is the year. A draw has the month where others have the NCY. */
struct month {
    const struct pipeline *pipeline;
    const struct step *step;
    int number;
};

static void
go_to(const struct month *at, enum pipeline_item item)
{
    draw_at(at->step->draw, &(struct draw_key){ .purpose = at->pipeline->purpose,
                                                .item = at->pipeline->item[item],
                                                .ncy = at->number,
                                                .year = at->step->year });
}

/* How many of n. */
static double
part_of(const struct month *at, enum pipeline_item item, double n, double share)
{
    if (n <= 0.0)
        return 0.0;
    go_to(at, item);
    return draw_binomial(at->step->draw, n, share);
}

/* Its place in the queue. */
static size_t
slot_of(const struct month *at)
{
    return PIPELINE_PAST + N_MONTH * at->step->year + (size_t)at->number - 1;
}

/* ---- opening ---- */

static double
base_requests_of(const struct pipeline *pipeline, int month)
{
    const int i = (month % N_MONTH + N_MONTH) % N_MONTH;
    return pipeline->base_requests * pipeline->months[i];
}

/* Assessments begun in a month before the base census, in a year like the one before: by decision,
 * and by order of the tribunal. */
static double
begun_in(const struct pipeline *pipeline, int month)
{
    return pipeline->agreed * base_requests_of(pipeline, month - 1) +
           pipeline->ordered * base_requests_of(pipeline, month - pipeline->in->appeal_months - 1);
}

static double *
opening_at(struct queue *self, int month)
{
    return &self->batch[PIPELINE_PAST + month][BATCH_OPENING].n;
}

/* What a year like the one before leaves in assessment, by the month it will be ready; returns
 * their number. */
static double
set_steady(struct queue *self, const struct pipeline *pipeline)
{
    const int wait = (int)self->whole_months;
    double sum = 0.0;
    for (int begun = -wait - 1; begun < 0; begun++) {
        const double n = begun_in(pipeline, begun);
        const int ready = begun - 1 + wait;
        if (ready >= 0)
            *opening_at(self, ready) += n * self->early;
        if (ready + 1 >= 0)
            *opening_at(self, ready + 1) += n * (1.0 - self->early);
        sum +=
            (ready >= 0 ? n * self->early : 0.0) + (ready + 1 >= 0 ? n * (1.0 - self->early) : 0.0);
    }
    return sum;
}

/* Brings the opening to the number given: fewer thin it, more have been ready for as many months as
 * it takes to collect them. */
static void
fit_opening(struct queue *self, const struct pipeline *pipeline, double steady)
{
    const double given = pipeline->in->in_assessment;
    const double a_month =
        pipeline->base_requests * (pipeline->agreed + pipeline->ordered) / N_MONTH;
    if (isnan(given))
        return;
    for (int month = 0; given < steady && month <= (int)self->whole_months; month++)
        *opening_at(self, month) *= given / steady;
    double more = given - steady;
    for (int month = -1; more > 0.0 && month >= -PIPELINE_PAST; month--) {
        const double n = month > -PIPELINE_PAST ? fmin(more, a_month) : more;
        *opening_at(self, month) = n;
        more -= n;
    }
}

/* Whole numbers whose sums are those of the real ones up to an offset of less than 1, by one
 * uniform: each is right on average, and a whole total is kept. */
struct rounding {
    double offset, sum, whole;
};
static double
round_next(struct rounding *self, double x)
{
    self->sum += x;
    const double next = floor(self->sum + self->offset), n = next - self->whole;
    self->whole = next;
    return n;
}

static void
round_opening(struct queue *self, const struct pipeline *pipeline, const struct step *step)
{
    uint32_t word;
    go_to(&(struct month){ pipeline, step, 0 }, ITEM_OPENING);
    draw_words(step->draw, 1, &word);
    const double u =
        ((double)word + 0.5) *
        0x1p-32; /* off both ends by more than the sum of a whole number may fall short of it */
    struct rounding assessed = { .offset = u }, ordered = { .offset = u },
                    undecided = { .offset = u };
    for (size_t month = 0; month <= PIPELINE_PAST + self->whole_months; month++)
        self->batch[month][BATCH_OPENING].n =
            round_next(&assessed, self->batch[month][BATCH_OPENING].n);
    for (size_t month = PIPELINE_PAST;
         month < (size_t)(PIPELINE_PAST + pipeline->in->appeal_months); month++)
        self->ordered[month] = round_next(&ordered, self->ordered[month]);
    self->undecided = round_next(&undecided, self->undecided);
}

static double
count_waiting(const struct queue *self, size_t n_month)
{
    double n = self->undecided;
    for (size_t month = 0; month < n_month; month++)
        n += self->ordered[month] + self->batch[month][BATCH_OPENING].n +
             self->batch[month][BATCH_NEW].n;
    return n;
}

static size_t
months_used(const struct pipeline *pipeline)
{
    return PIPELINE_PAST + N_MONTH * pipeline->n_year + PIPELINE_MAX_APPEAL + 1;
}

void
queue_start(struct queue *self, const struct pipeline *pipeline, const struct step *step)
{
    const struct pipeline_in *in = pipeline->in;
    self->weeks = step->value[in->weeks];
    self->refusing = self->assessing = 0.0;
    const double months = self->weeks / WEEKS_PER_MONTH;
    memset(self->batch, 0, months_used(pipeline) * sizeof *self->batch);
    memset(self->ordered, 0, months_used(pipeline) * sizeof *self->ordered);
    self->head = 0;
    self->whole_months =
        (size_t)fmin(fmax(floor(months), 1.0), N_MONTH); /* the decision takes the first */
    self->early = 1.0 - fmin(fmax(months - (double)self->whole_months, 0.0), 1.0);
    fit_opening(self, pipeline, set_steady(self, pipeline));
    for (int month = 0; month < in->appeal_months; month++)
        self->ordered[PIPELINE_PAST + month] =
            pipeline->ordered * base_requests_of(pipeline, month - in->appeal_months - 1);
    self->undecided =
        isnan(in->requests_undecided) ? base_requests_of(pipeline, -1) : in->requests_undecided;
    if (!step->draw->expected)
        round_opening(self, pipeline, step);
    for (int month = -PIPELINE_PAST; month < 0; month++) {
        struct batch *b = &self->batch[PIPELINE_PAST + month][BATCH_OPENING];
        b->plans = part_of(&(struct month){ pipeline, step, month }, ITEM_ISSUED_OPENING, b->n,
                           step->value[in->issued]);
    }
    self->waiting = count_waiting(self, months_used(pipeline));
}

/* ---- one month ---- */

static void
begin_assessments(struct queue *self, const struct month *at, enum pipeline_item item,
                  enum batch_kind kind, double n)
{
    const size_t ready = slot_of(at) - 1 + self->whole_months;
    const double early = part_of(at, item, n, self->early);
    self->batch[ready][kind].n += early;
    self->batch[ready + 1][kind].n += n - early;
}

/* Last month's requests are decided; orders of the tribunal come in. */
static void
decide(struct queue *self, const struct month *at)
{
    const struct pipeline_in *in = at->pipeline->in;
    const double *value = at->step->value;
    const size_t now = slot_of(at);
    const bool first = at->step->year == 0 && at->number == 1;
    const double refuse = value[in->refused] + (1.0 - value[in->refused]) * self->refusing;
    const double refused = part_of(at, ITEM_REFUSED, self->undecided, refuse);
    const double overturned =
        part_of(at, ITEM_OVERTURNED, refused, value[in->appealed] * value[in->overturned]);
    const double left = self->undecided - refused;
    const double withdrawn = part_of(at, ITEM_WITHDRAWN, left, value[in->withdrawn]);
    self->ordered[now + (size_t)in->appeal_months] += overturned;
    self->year.refused += refused;
    self->year.overturned += overturned;
    self->year.withdrawn += withdrawn;
    begin_assessments(self, at, ITEM_READY, first ? BATCH_OPENING : BATCH_NEW, left - withdrawn);
    begin_assessments(self, at, ITEM_READY_ORDERED, BATCH_NEW, self->ordered[now]);
    self->ordered[now] = 0.0;
    self->undecided = 0.0;
}

/* Finishes up to `most` assessments of a batch; returns how many. Those that lead to a plan stand
 * evenly among the others. */
static double
finish_batch(struct queue *self, const struct month *at, size_t ready, enum batch_kind kind,
             double most)
{
    const size_t i = (size_t)at->number - 1;
    struct batch *b = &self->batch[ready][kind];
    const double n = fmin(b->n, most);
    if (n <= 0.0)
        return 0.0;
    const double share = b->plans * n / b->n;
    const double plans = n >= b->n                  ? b->plans
                         : at->step->draw->expected ? share
                                                    : floor(share + 0.5);
    const double weeks = self->weeks + WEEKS_PER_MONTH * (double)(slot_of(at) - ready);
    b->n -= n;
    b->plans -= plans;
    self->year.finished += n;
    self->year.issued += plans;
    self->year.in_time += weeks <= PIPELINE_WEEKS_LIMIT + 1e-9 ? plans : 0.0;
    self->year.weeks += weeks * plans;
    self->year.from_opening += kind == BATCH_OPENING ? plans : 0.0;
    self->issued_in[i] += plans;
    self->opening_in[i] += kind == BATCH_OPENING ? plans : 0.0;
    const double late = plans * pipeline_years_late(weeks);
    self->late_in[i] += late;
    self->late_opening += kind == BATCH_OPENING ? late : 0.0;
    return n;
}

/* room: people without a plan who could still be issued one this year. */
static void
finish(struct queue *self, const struct month *at, double capacity, double room)
{
    const size_t now = slot_of(at);
    double left = capacity;
    for (size_t ready = self->head; ready <= now && left > 0.0; ready++)
        for (enum batch_kind kind = BATCH_OPENING; kind < N_BATCH; kind++)
            left -= finish_batch(self, at, ready, kind, fmin(left, room - self->year.issued));
    while (self->head <= now && self->batch[self->head][BATCH_OPENING].n <= 0.0 &&
           self->batch[self->head][BATCH_NEW].n <= 0.0)
        self->head++;
}

/* A year's capacity in equal months; whole numbers in a random run, none lost by rounding. */
static double
capacity_of_month(double of_year, size_t i, bool whole)
{
    const double month = (double)i;
    if (isinf(of_year) || !whole)
        return of_year / N_MONTH;
    return floor(of_year * (month + 1.0) / N_MONTH) - floor(of_year * month / N_MONTH);
}

static void
simulate_month(struct queue *self, const struct month *at, double requests, double room)
{
    const struct step *step = at->step;
    const double issued = step->value[at->pipeline->in->issued];
    const double capacity =
        capacity_of_month(fmax(0.0, at->pipeline->capacity[step->year] + self->assessing),
                          (size_t)at->number - 1, !step->draw->expected);
    struct batch *b = self->batch[slot_of(at)];
    decide(self, at);
    self->undecided = requests;
    b[BATCH_OPENING].plans = part_of(at, ITEM_ISSUED_OPENING, b[BATCH_OPENING].n, issued);
    b[BATCH_NEW].plans = part_of(at, ITEM_ISSUED, b[BATCH_NEW].n, issued);
    finish(self, at, capacity, room);
}

/* ---- one year ---- */

/* Ages by this year's demand, one word a plan; where an age has nobody left without a plan, the
 * next age up (from the last, the first) takes the rest. */
static void
spread_over_ages(const struct month *year, double n, const struct joiner_demand *among,
                 double issued[N_NCY])
{
    const double *demand = among->demand;
    double cum[N_NCY], sum = 0.0, over = 0.0;
    memset(issued, 0, N_NCY * sizeof *issued);
    for (size_t a = 0; a < N_NCY; a++) {
        sum += demand[a];
        cum[a] = sum;
    }
    if (n <= 0.0 || sum <= 0.0)
        return;
    go_to(year, ITEM_AGE);
    draw_categories(year->step->draw, n, cum, N_NCY, issued);
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t a = 0; a < N_NCY; a++) {
            const double most = demand[a] > 0.0 ? among->without[a] : 0.0,
                         wanted = issued[a] + over;
            issued[a] = fmin(wanted, most);
            over = wanted - issued[a];
        }
}

void
queue_next(struct queue *self, const struct pipeline *pipeline, const struct step *step,
           const struct joiner_demand *among, double issued[N_NCY])
{
    const struct month year = { pipeline, step, 0 };
    double people = 0.0, wanted = 0.0, room = 0.0;
    for (size_t a = 0; a < N_NCY; a++) {
        people += among->without[a];
        wanted += among->demand[a];
        room += among->demand[a] > 0.0 ? among->without[a] : 0.0;
    }
    self->year = (struct pipeline_year){ 0 };
    memset(self->issued_in, 0, sizeof self->issued_in);
    memset(self->opening_in, 0, sizeof self->opening_in);
    memset(self->late_in, 0, sizeof self->late_in);
    self->late_opening = 0.0;
    const double share = people > 0.0 ? fmin(1.0, wanted / (pipeline->conversion * people)) : 0.0;
    double rest = part_of(&year, ITEM_REQUESTS, people, share);
    self->year.requests = rest;
    for (int i = 0; i < N_MONTH; i++) {
        const struct month month = { pipeline, step, i + 1 };
        const double requests = part_of(&month, ITEM_MONTH, rest, pipeline->given_rest[i]);
        rest -= requests;
        simulate_month(self, &month, requests, room);
    }
    self->year.in_time = self->year.issued > 0.0 ? self->year.in_time / self->year.issued : 0.0;
    self->year.weeks = self->year.issued > 0.0 ? self->year.weeks / self->year.issued : 0.0;
    spread_over_ages(&year, self->year.issued, among, issued);
}

int
queue_close(struct queue *self, const struct pipeline *pipeline, const struct step *step,
            bool exact, struct hr_err *err)
{
    const struct pipeline_year *y = &self->year;
    const double waiting = count_waiting(self, months_used(pipeline));
    const double due =
        self->waiting + y->requests - (y->refused - y->overturned) - y->withdrawn - y->finished;
    const double tolerance = exact ? 0.0 : 1e-9 * (1.0 + fabs(due) + y->requests);
    self->waiting = waiting;
    self->year.assessing = 0.0;
    for (size_t month = 0; month < months_used(pipeline); month++)
        self->year.assessing +=
            self->batch[month][BATCH_OPENING].n + self->batch[month][BATCH_NEW].n;
    if (!(fabs(due - waiting) <= tolerance))
        return hr_fail(err, HR_EMODEL,
                       "requests appeared or vanished in year %u: %.17g wait where those before, "
                       "requests and outcomes give %.17g",
                       step->year + 1, waiting, due);
    return 0;
}
