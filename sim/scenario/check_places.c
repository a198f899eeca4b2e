/* Places: phases that leave a gap, dates that are none, overflow that leads nowhere. */
#include "calendar.h"
#include "checks.h"

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
    const struct setting_in *interim = check_setting(self->in, setting->wait_in);
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
                      ? check_setting(in, setting->overflow[setting->n_overflow - 1].to)
                  : given(setting->wait_in) ? check_setting(in, setting->wait_in)
                                            : NULL;
    }
    return NULL;
}

static bool
leads_somewhere(const struct inputs *in, const char *id)
{
    const struct setting_in *setting = check_setting(in, id);
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

/* ---- the whole */

/* Keys that say what happens when a setting is full need one that can be. */
static void
check_never_full(const struct checks *self, const struct setting_in *setting)
{
    const char *key = setting->n_overflow > 0           ? "overflow"
                      : given(setting->wait_in)         ? "wait"
                      : setting->others_share != 0      ? "others_share"
                      : setting->returns_transfer != 0  ? "returns.transfer"
                      : setting->returns_mid_phase != 0 ? "returns.mid_phase"
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
        check_open_end(self, setting);
        if (readable && checks_clean(self, "plans base"))
            note_over_full(self, setting);
    }
}
