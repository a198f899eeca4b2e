/* Places: phases that leave a gap, dates that are none, overflow that leads nowhere. Then policies
 * and the pipeline. */
#include "checks.h"

#include "calendar.h"
#include "nearest.h"

#include <math.h>
#include <string.h>

static const double SHARES_ROUNDING = 1e-9;

static bool
given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/* ---- places */

/* -INFINITY: from the start. False, with a fault, when the text is neither year
 * nor day. */
static bool
opening(const struct checks *self, const struct seats_in *seats, double *when)
{
    *when = -(double)INFINITY;
    if (!given(seats->from))
        return true;
    if (!moment_parse(seats->from, SEPTEMBER, when)) {
        faults_add(self->faults, seats->where,
                   "'from' is \"%s\", want an academic year as in \"2023/24\" or a day as in "
                   "\"2024-01-08\", in quotes",
                   seats->from);
        return false;
    }
    return true;
}

/* Each phase once, or all together. */
static void
check_phases(const struct checks *self, const struct setting_in *setting)
{
    size_t n[N_PHASE] = { 0 };
    for (size_t i = 0; i < setting->n_seats; i++)
        n[setting->seats[i].phase]++;
    const size_t by_phase = setting->n_seats - n[PHASE_ALL];
    if (n[PHASE_ALL] > 0 && by_phase > 0) {
        faults_add(
            self->faults, setting->where,
            "the places of '%s' are for all phases together and by phase: give one or the other",
            setting->id);
        return;
    }
    for (int phase = PHASE_EARLY_YEARS; by_phase > 0 && phase < N_PHASE; phase++)
        if (n[phase] == 0)
            faults_add(self->faults, setting->where,
                       "the places of '%s' leave out the phase '%s': add { phase = \"%s\"; count = "
                       "0; } if there are none",
                       setting->id, phase_name[phase], phase_name[phase]);
}

/* Places of a scheme's phase when it takes effect, with what is certain to be open and all that may
 * close by then. */
static double
least_places(const struct checks *self, const struct setting_in *setting,
             const struct seats_in *then)
{
    double sum = 0.0, when, other;
    if (!opening(self, then, &when))
        return 0.0;
    for (size_t i = 0; i < setting->n_seats; i++) {
        const struct seats_in *seats = &setting->seats[i];
        const bool sure = seats->chance >= 1.0 && seats->delay_years == 0;
        if (seats->phase == then->phase && opening(self, seats, &other) && other <= when &&
            (sure || seats->count < 0.0))
            sum += seats->count;
    }
    return sum;
}

static bool
check_seats(const struct checks *self, const struct setting_in *setting)
{
    bool readable = true;
    double when;
    for (size_t i = 0; i < setting->n_seats; i++)
        readable = opening(self, &setting->seats[i], &when) && readable;
    check_phases(self, setting);
    for (size_t i = 0; readable && i < setting->n_seats; i++) {
        const double least =
            setting->seats[i].count < 0.0 ? least_places(self, setting, &setting->seats[i]) : 0.0;
        if (least < 0.0)
            faults_add(self->faults, setting->seats[i].where,
                       "'%s' closes %s places, %s more than are sure to be open by then: are they "
                       "counted on top of those before?",
                       setting->id, check_count(self, -setting->seats[i].count),
                       check_count(self, -least));
    }
    return readable;
}

/* Children who are there and more than the seats keep them: a note. */
static void
note_over_full(const struct checks *self, const struct setting_in *setting)
{
    const struct inputs *in = self->in;
    double seats = 0.0, children = 0.0, when;
    for (size_t i = 0; i < setting->n_seats; i++)
        if (opening(self, &setting->seats[i], &when) && is_by(when, in->base_census + CENSUS_DAY))
            seats += setting->seats[i].count;
    if (setting->others_share != 0)
        seats -= floor(seats * quantity_central(&in->quantity[setting->others_share]) + 0.5);
    for (size_t i = 0; i < in->plans.n_by_setting; i++)
        if (strcmp(in->plans.by_setting[i].setting, setting->id) == 0)
            children += in->plans.by_setting[i].count;
    for (size_t i = 0; i < in->plans.n_cell; i++)
        if (strcmp(in->plans.cell[i].setting, setting->id) == 0)
            children += in->plans.cell[i].count;
    if (children > seats)
        faults_add(self->notes, setting->where,
                   "'%s' has %s children where %s of its places are for the authority's own: they "
                   "keep their seats, and no other child gets "
                   "one until fewer are left",
                   setting->id, check_count(self, children), check_count(self, seats));
}

/* ---- overflow */

static void
check_overflow_names(const struct checks *self, const struct setting_in *setting)
{
    size_t n_share = 0;
    double sum = 0.0;
    for (size_t i = 0; i < setting->n_overflow; i++) {
        const struct overflow_in *overflow = &setting->overflow[i];
        if (strcmp(overflow->to, setting->id) == 0)
            faults_add(self->faults, overflow->where, "'%s' overflows to itself", setting->id);
        for (size_t k = 0; k < i; k++)
            if (strcmp(overflow->to, setting->overflow[k].to) == 0)
                faults_add(self->faults, overflow->where, "the overflow of '%s' names '%s' twice",
                           setting->id, overflow->to);
        n_share += isnan(overflow->share) ? 0 : 1;
        sum += isnan(overflow->share) ? 0.0 : overflow->share;
    }
    if (n_share > 0 && n_share < setting->n_overflow)
        faults_add(
            self->faults, setting->where,
            "the overflow of '%s' gives shares to some settings: give one to each or to none",
            setting->id);
    else if (n_share > 0 && fabs(sum - 1.0) > SHARES_ROUNDING)
        faults_add(self->faults, setting->where,
                   "the shares of the overflow of '%s' add up to %.6g, want 1", setting->id, sum);
}

static void
check_wait(const struct checks *self, const struct setting_in *setting)
{
    if (!given(setting->wait_in)) {
        if (setting->n_overflow == 0)
            faults_add(self->faults, setting->where,
                       "setting '%s' has places but neither overflow nor wait: where do children "
                       "go when it is full?",
                       setting->id);
        return;
    }
    const struct setting_in *interim = inputs_setting(self->in, setting->wait_in);
    if (interim != NULL && interim->n_seats > 0)
        faults_add(self->faults, setting->where,
                   "children who wait for '%s' do so in '%s', which has places and may be full "
                   "itself: name "
                   "a setting without places",
                   setting->id, setting->wait_in);
    if (setting->n_overflow == 0 && setting->wait_share < 1.0)
        faults_add(self->faults, setting->where,
                   "%.6g of those who find no place in '%s' wait, and there is no overflow: where "
                   "do the others go?",
                   setting->wait_share, setting->id);
}

/* The setting a list ends in: its last, or where the last one's list ends when that has places.
 * NULL after as many steps as there are
 * settings: round in a circle. */
static const struct setting_in *
open_end(const struct inputs *in, const struct setting_in *setting)
{
    for (size_t step = 0; setting != NULL && step <= in->n_setting; step++) {
        if (setting->n_seats == 0)
            return setting;
        setting = setting->n_overflow > 0
                      ? inputs_setting(in, setting->overflow[setting->n_overflow - 1].to)
                  : given(setting->wait_in) ? inputs_setting(in, setting->wait_in)
                                            : NULL;
    }
    return NULL;
}

static bool
leads_somewhere(const struct inputs *in, const char *id)
{
    const struct setting_in *setting = inputs_setting(in, id);
    return setting == NULL || open_end(in, setting) != NULL; /* an unknown name has its own fault */
}

static void
check_open_end(const struct checks *self, const struct setting_in *setting)
{
    const bool shares = setting->n_overflow > 0 && !isnan(setting->overflow[0].share);
    for (size_t i = shares || setting->n_overflow == 0 ? 0 : setting->n_overflow - 1;
         i < setting->n_overflow; i++)
        if (strcmp(setting->overflow[i].to, setting->id) != 0 &&
            !leads_somewhere(self->in, setting->overflow[i].to)) {
            faults_add(self->faults, setting->overflow[i].where,
                       "children who find '%s' full go round in a circle of settings with places: "
                       "end its overflow, or that of '%s', with "
                       "a setting without places",
                       setting->id, setting->overflow[i].to);
            return;
        }
}

/* ---- places as a whole */

/* Keys that say what happens when a setting is full need one that can be. */
static void
check_never_full(const struct checks *self, const struct setting_in *setting)
{
    const char *key = setting->n_overflow > 0           ? "overflow"
                      : given(setting->wait_in)         ? "wait"
                      : setting->others_share != 0      ? "others_share"
                      : setting->returns_transfer != 0  ? "returns.transfer"
                      : setting->returns_mid_phase != 0 ? "returns.mid_phase"
                      : setting->trend_growth != 0      ? "trend.growth"
                      : setting->trend_places != 0      ? "trend.places"
                                                        : NULL;
    if (key != NULL)
        faults_add(
            self->faults, setting->where,
            "setting '%s' has %s but no places, so it is never full: add places or take it out",
            setting->id, key);
}

void
check_full_settings(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (!checks_clean(self, "settings"))
        return;
    for (size_t i = 0; i < in->n_setting; i++) {
        const struct setting_in *setting = &in->setting[i];
        if (setting->n_seats == 0) {
            check_never_full(self, setting);
            continue;
        }
        const bool readable = check_seats(self, setting);
        check_overflow_names(self, setting);
        check_wait(self, setting);
        check_provision(self, setting);
        check_open_end(self, setting);
        if (readable && checks_clean(self, "plans", "base"))
            note_over_full(self, setting);
    }
}

/* ---- policies */

/* What the rules may become: weights that sum to 1, changes that change something in years that are
 * forecast. */

static const double WEIGHTS_ROUNDING = 1e-6;

static void
check_weights(const struct checks *self)
{
    const struct inputs *in = self->in;
    double sum = 0.0;
    for (size_t i = 0; i < in->n_policy; i++)
        sum += in->policy[i].weight;
    if (fabs(sum - 1.0) > WEIGHTS_ROUNDING)
        faults_add(self->faults, check_where(self, "policies"),
                   "the weights of 'policies' add up to %.8g, want 1", sum);
}

/* Year groups belong to leaving and moving; new plans have one level for all ages. */
static void
check_parts(const struct checks *self, const struct policy_change_in *change, const char *path)
{
    const bool joining = change->joining != 0, leaving = change->leaving != 0,
               moving = change->moving != 0;
    if (!joining && !leaving && !moving)
        faults_add(self->faults, change->where,
                   "'%s' changes nothing: give it joining, leaving or moving", path);
    else if (change->n_ncy > 0 && !leaving && !moving)
        faults_add(self->faults, change->where,
                   "'%s.ncy' has no meaning for joining, which changes at all ages: leave it out",
                   path);
    else if (change->n_ncy > 0 && joining)
        faults_add(self->faults, change->where,
                   "'%s' has joining, which changes at all ages, together with ncy: make it a "
                   "change of its own",
                   path);
}

/* A change that is over before the forecast begins is a slip; one that comes after it is right, and
 * without effect. */
static void
check_years(const struct checks *self, const struct policy_change_in *change, const char *path)
{
    const int first = self->in->base_census, last = first + self->in->horizon_years - 1;
    const int to = change->to_year;
    if (to != 0 && to < change->from_year)
        faults_add(self->faults, change->where, "'%s' runs from %d to %d, want years in order",
                   path, change->from_year, to);
    else if (to != 0 && to < first)
        faults_add(self->faults, change->where,
                   "'%s' is over in %d, before the first calendar year forecast, %d", path, to,
                   first);
    else if (change->from_year > last)
        faults_add(self->notes, change->where,
                   "'%s' begins in %d, after the last calendar year forecast, %d: not reached",
                   path, change->from_year, last);
    else if (change->from_year < first)
        faults_add(self->notes, change->where,
                   "'%s' begins in %d, before the first calendar year forecast, %d: it counts from "
                   "then on",
                   path, change->from_year, first);
}

void
check_policies(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (in->n_policy == 0 || !checks_clean(self, "policies"))
        return;
    check_weights(self);
    for (size_t i = 0; i < in->n_policy; i++)
        for (size_t k = 0; k < in->policy[i].n_change; k++) {
            const struct policy_change_in *change = &in->policy[i].change[k];
            const char *path =
                arena_format(self->arena, "policies.%s.changes.%s", in->policy[i].id, change->id);
            check_parts(self, change, path);
            if (checks_clean(self, "base", "horizon_years"))
                check_years(self, change, path);
        }
}

/* ---- the pipeline */

/* Requests, assessments, contested placements. */

static const double MONTHS_ROUNDING = 1e-6;
static const double BACKLOG_YEARS =
    3.0; /* assessments under way are fewer than so many years of requests */

static double
central(const struct inputs *in, quantity_id id)
{
    return quantity_central(&in->quantity[id]);
}

static void
check_months(const struct checks *self)
{
    double sum = 0.0;
    const char *where = check_where(self, "pipeline.months");
    for (size_t i = 0; i < N_MONTH; i++)
        sum += self->in->pipeline.months[i];
    if (strcmp(where, "default") != 0 && fabs(sum - 1.0) > MONTHS_ROUNDING)
        faults_add(self->faults, where, "'pipeline.months' adds up to %.8g, want 1", sum);
}

/* The numbers of January against the requests that the new plans say there were. */
static void
check_opening(const struct checks *self)
{
    const struct inputs *in = self->in;
    const struct pipeline_in *p = &in->pipeline;
    const double refused = central(in, p->refused),
                 ordered = refused * central(in, p->appealed) * central(in, p->overturned);
    const double plans =
        central(in, p->issued) * ((1.0 - refused) * (1.0 - central(in, p->withdrawn)) + ordered);
    if (plans <= 0.0) {
        faults_add(self->faults, p->where,
                   "'pipeline' lets no request lead to a plan (refused, withdrawn, issued), but "
                   "'joiners.new_plans' is %s",
                   check_count(self, in->joiners.new_plans));
        return;
    }
    const double requests = in->joiners.new_plans / plans;
    const struct {
        const char *path;
        double value;
    } given[] = { { "pipeline.requests_undecided", p->requests_undecided },
                  { "pipeline.in_assessment", p->in_assessment } };
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].value > BACKLOG_YEARS * requests)
            faults_add(self->faults, check_where(self, given[i].path),
                       "'%s' is %s, but 'joiners.new_plans' = %s makes some %s requests a year: is "
                       "one of them mistyped?",
                       given[i].path, check_count(self, given[i].value),
                       check_count(self, in->joiners.new_plans),
                       check_count(self, round(requests)));
}

/* Capacity after the years of the forecast is right, and without effect. */
static void
check_capacity(const struct checks *self)
{
    const struct inputs *in = self->in;
    const int last = in->base_census + in->horizon_years - 1;
    for (size_t i = 0; i < in->pipeline.n_capacity; i++)
        if (in->pipeline.capacity[i].year > last)
            faults_add(
                self->notes, in->pipeline.capacity[i].where,
                "the capacity of %d begins after the last calendar year forecast, %d: not reached",
                in->pipeline.capacity[i].year, last);
}

static bool
means(const char *name, const struct setting_in *setting)
{
    return strcmp(name, setting->id) == 0 || strcmp(name, category_name(setting->category)) == 0;
}

static void
check_place(const struct checks *self, const char *key, const char *name)
{
    const struct inputs *in = self->in;
    const char *path = arena_format(self->arena, "pipeline.appeals.%s", key);
    const char *where = strcmp(check_where(self, path), "default") == 0 ? in->pipeline.where
                                                                        : check_where(self, path);
    struct nearest nearest = { .name = name };
    for (size_t i = 0; i < in->n_setting; i++) {
        if (means(name, &in->setting[i]))
            return;
        nearest_offer(&nearest, in->setting[i].id);
        nearest_offer(&nearest, category_name(in->setting[i].category));
    }
    if (category_of_name(name) >= 0)
        faults_add(
            self->faults, where,
            "'%s' has the category '%s', which no setting has: name another setting or category",
            path, name);
    else
        faults_add(self->faults, where, "'%s' has '%s', which is no setting and no category%s%s%s",
                   path, name, nearest.best == NULL ? "" : ": did you mean '",
                   nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
}

/* Where no placement is contested, it does not matter what the settings would be. */
static void
check_appeals(const struct checks *self)
{
    const struct inputs *in = self->in;
    const struct contest_in *appeals = &in->pipeline.appeals;
    const struct quantity *rate = &in->quantity[appeals->rate];
    if (rate->kind == QUANTITY_FIXED && rate->p[0] <= 0.0)
        return;
    check_place(self, "to", appeals->to);
    for (size_t i = 0; i < appeals->n_from; i++) {
        check_place(self, "from", appeals->from[i]);
        for (size_t s = 0; s < in->n_setting; s++)
            if (means(appeals->from[i], &in->setting[s]) && means(appeals->to, &in->setting[s])) {
                faults_add(self->faults, check_where(self, "pipeline.appeals.rate"),
                           "'pipeline.appeals' moves new plans from '%s' to itself: its 'from' has "
                           "'%s', its 'to' is '%s'",
                           in->setting[s].id, appeals->from[i], appeals->to);
                break;
            }
    }
}

void
check_pipeline(const struct checks *self)
{
    if (self->in->pipeline.where == NULL || !checks_clean(self, "pipeline"))
        return;
    check_months(self);
    if (checks_clean(self, "joiners"))
        check_opening(self);
    if (checks_clean(self, "base", "horizon_years"))
        check_capacity(self);
    if (checks_clean(self, "settings"))
        check_appeals(self);
}
