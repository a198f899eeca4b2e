#include "own_unit_costs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double FEW = 15.0;                 /* plans with which own and typical count alike */
static const double UNIT_OVER_MAINSTREAM = 1.2; /* of top-ups: judgement */
static const double MOST_OF_SUPPORT = 0.5;      /* that may be for children educated otherwise */
enum { LEAST_LENDERS = 3, N_NEIGHBOUR = 10 };

/* ---- counts and lines */

static const struct series *
series_of(const struct national_money *self, int area)
{
    const struct panel *panel = &self->fit->panel;
    for (size_t i = 0; i < panel->n; i++)
        if (panel->series[i].area == area)
            return &panel->series[i];
    return NULL;
}

/* Plans of a January by kind, those not recorded spread over the others; NAN: not known. */
static double
plans_in(const struct national_money *self, int area, int kind, int census)
{
    double kinds[N_KIND];
    const struct series *series = series_of(self, area);
    if (kind == ALL_KINDS)
        return evidence_total(self->evidence, area, EVIDENCE_PLANS, census);
    if (series == NULL || census < SERIES_FIRST || census > self->fit->panel.origin ||
        !place_kinds(&self->fit->panel, series, census, kinds))
        return (double)NAN;
    return kinds[kind];
}

double
plans_of_year(const struct national_money *self, int area, int kind, int year)
{
    double sum = 0.0, n = 0.0;
    for (int census = year - 1; census <= year; census++) {
        const double count = plans_in(self, area, kind, census);
        if (!isnan(count)) {
            sum += count;
            n += 1.0;
        }
    }
    return n > 0.0 ? sum / n : (double)NAN;
}

int
own_unit_costs_learn(struct national_money *self, struct hr_err *err)
{
    const size_t n = self->evidence->n_area;
    self->plans = calloc(n * (N_KIND + 1), sizeof *self->plans);
    if (self->plans == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the plans of %zu areas", n);
    for (size_t area = 0; area < n; area++)
        for (int kind = ALL_KINDS; kind < N_KIND; kind++)
            self->plans[area * (N_KIND + 1) + (size_t)(kind + 1)] =
                plans_of_year(self, (int)area, kind, self->lines_year);
    return 0;
}

/* Of the lines' year. */
static double
plans(const struct national_money *self, int area, int kind)
{
    return self->plans == NULL ? (double)NAN
                               : self->plans[(size_t)area * (N_KIND + 1) + (size_t)(kind + 1)];
}

static double
zero(double value)
{
    return isnan(value) ? 0.0 : value;
}

static double
line(const struct national_money *self, int area, enum outturn_line part)
{
    return evidence_part(self->evidence, area, EVIDENCE_SECTION_251, self->lines_year, (int)part);
}

/* Support and inclusion, published as one or in its lines; NAN: neither. */
static double
support(const struct national_money *self, int area)
{
    static const enum outturn_line PART[] = { OUTTURN_TARGETED,  OUTTURN_SEN_SUPPORT,
                                              OUTTURN_INCLUSION, OUTTURN_IN_DIFFICULTY,
                                              OUTTURN_PFI,       OUTTURN_DIRECT_PAYMENTS };
    const double whole = line(self, area, OUTTURN_SUPPORT_AND_INCLUSION);
    double sum = 0.0;
    bool any = false;
    for (size_t i = 0; i < sizeof PART / sizeof PART[0]; i++) {
        any = any || !isnan(line(self, area, PART[i]));
        sum += zero(line(self, area, PART[i]));
    }
    return !isnan(whole) ? whole : any ? sum : (double)NAN;
}

static double
alternative(const struct national_money *self, int area)
{
    return line(self, area, OUTTURN_MAINTAINED_AP) +
           zero(line(self, area, OUTTURN_INDEPENDENT_AP)) +
           zero(line(self, area, OUTTURN_AP_SERVICES));
}

/* Part of the typed costs of alternative provision and education otherwise that the lines which
 * pay for them can hold. */
static double
typed_share(const struct national_money *self, int area, double *typed_gbp)
{
    *typed_gbp =
        england_unit(CATEGORY_ALTERNATIVE) * zero(plans(self, area, CATEGORY_ALTERNATIVE)) +
        england_unit(CATEGORY_OTHERWISE) * zero(plans(self, area, CATEGORY_OTHERWISE));
    const double most = alternative(self, area) + MOST_OF_SUPPORT * zero(support(self, area));
    return *typed_gbp > most ? fmax(most, 0.0) / *typed_gbp : 1.0;
}

/* ---- units */

static double
spent_on(const struct national_money *self, int area, int kind)
{
    const double schools = line(self, area, OUTTURN_MAINTAINED_PRIMARY) +
                           line(self, area, OUTTURN_MAINTAINED_SECONDARY),
                 mainstream =
                     schools / (plans(self, area, CATEGORY_MAINSTREAM) +
                                UNIT_OVER_MAINSTREAM * zero(plans(self, area, CATEGORY_UNIT)));
    double typed;
    switch (kind) {
    case CATEGORY_MAINSTREAM: return mainstream;
    case CATEGORY_UNIT: return UNIT_OVER_MAINSTREAM * mainstream;
    case CATEGORY_STATE_SPECIAL:
        return line(self, area, OUTTURN_MAINTAINED_SPECIAL) / plans(self, area, kind);
    case CATEGORY_INDEPENDENT:
        return (line(self, area, OUTTURN_INDEPENDENT_SPECIAL) +
                zero(line(self, area, OUTTURN_INDEPENDENT_PRIMARY)) +
                zero(line(self, area, OUTTURN_INDEPENDENT_SECONDARY))) /
               plans(self, area, kind);
    case CATEGORY_FURTHER_EDUCATION:
        return line(self, area, OUTTURN_MAINTAINED_POST_SCHOOL) / plans(self, area, kind);
    case CATEGORY_SPECIALIST_POST16:
        return line(self, area, OUTTURN_INDEPENDENT_POST_SCHOOL) / plans(self, area, kind);
    case CATEGORY_ALTERNATIVE:
    case CATEGORY_OTHERWISE: return england_unit(kind) * typed_share(self, area, &typed);
    default: return (double)NAN;
    }
}

/* A line of nothing over plans that are there was entered on another line. */
double
kind_unit(const struct national_money *self, int area, int kind)
{
    const double gbp = spent_on(self, area, kind);
    return gbp > 0.0 && isfinite(gbp) ? gbp : (double)NAN;
}

double
line_unit(const struct national_money *self, int area, int of)
{
    double typed, gbp;
    const double share = typed_share(self, area, &typed), pool = alternative(self, area);
    const double beyond = fmax(share * typed - pool, 0.0); /* paid from support */
    switch ((enum own_line)of) {
    case LINE_SUPPORT: gbp = support(self, area) - zero(beyond); break;
    case LINE_AP: gbp = isnan(pool) ? pool : fmax(pool - share * typed, 0.0); break;
    case LINE_HOSPITAL: gbp = line(self, area, OUTTURN_HOSPITAL); break;
    case LINE_THERAPIES: gbp = line(self, area, OUTTURN_THERAPIES); break;
    case LINE_EARLY_YEARS:
        gbp = line(self, area, OUTTURN_MAINTAINED_EARLY_YEARS) +
              zero(line(self, area, OUTTURN_INDEPENDENT_EARLY_YEARS));
        break;
    default: hr_bug("line %d", of);
    }
    return isnan(gbp) ? gbp : fmax(gbp, 0.0) / plans(self, area, ALL_KINDS);
}

/* ---- authorities that are like it, and all */

size_t
neighbours_of(const struct national_money *self, int area, int out[10])
{
    const struct evidence *evidence = self->evidence;
    size_t n = 0, first, end;
    evidence_range(evidence, area, EVIDENCE_NEIGHBOUR, &first, &end);
    for (size_t i = first; i < end && n < N_NEIGHBOUR; i++) {
        char code[16];
        snprintf(code, sizeof code, "%.0f", evidence->item[i].count);
        const int other = evidence_find_area(evidence, code);
        if (other >= 0 && other != area)
            out[n++] = other;
    }
    return n;
}

static int
by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Values of authorities, sorted; at most `most`. */
static size_t
values(const struct national_money *self, const struct unit *unit, double *out, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < self->evidence->n_area && n < most; i++) {
        if (self->evidence->area[i].level != AREA_AUTHORITY)
            continue;
        const double value = unit->of(self, (int)i, unit->arg);
        if (isfinite(value))
            out[n++] = value;
    }
    qsort(out, n, sizeof *out, by_size);
    return n;
}

static double
at(const double *sorted, size_t n, double share)
{
    return n == 0 ? (double)NAN : sorted[(size_t)(share * (double)(n - 1) + 0.5)];
}

enum { MOST_AREAS = 400 };

double
unit_typical(const struct national_money *self, int area, const struct unit *unit,
             enum figure_from *from)
{
    double value[MOST_AREAS];
    int near[N_NEIGHBOUR];
    size_t n = 0;
    const size_t n_near = neighbours_of(self, area, near);
    for (size_t i = 0; i < n_near; i++) {
        const double one = unit->of(self, near[i], unit->arg);
        if (isfinite(one))
            value[n++] = one;
    }
    *from = n >= LEAST_LENDERS ? FROM_NEIGHBOURS : FROM_AUTHORITIES;
    if (*from == FROM_NEIGHBOURS)
        qsort(value, n, sizeof *value, by_size);
    else
        n = values(self, unit, value, MOST_AREAS);
    return n == 0 ? (double)NAN : 0.5 * (value[(n - 1) / 2] + value[n / 2]);
}

double
england_unit(int kind)
{
    static const double GBP[N_KIND] = {
        [CATEGORY_MAINSTREAM] = 7900,
        [CATEGORY_UNIT] = 9500,
        [CATEGORY_STATE_SPECIAL] = 13900,
        [CATEGORY_INDEPENDENT] = 58200,
        [CATEGORY_ALTERNATIVE] = 16000,
        [CATEGORY_FURTHER_EDUCATION] = 4200,
        [CATEGORY_SPECIALIST_POST16] = 30200,
        [CATEGORY_OTHERWISE] = 25000,
        [CATEGORY_OTHER] = 7900,
    };
    return GBP[kind];
}

struct figure
kind_cost(const struct national_money *self, int area, int kind)
{
    if (england_unit(kind) == 0.0)
        return (struct figure){ 0.0, FROM_OWN, 0 };
    if (kind == CATEGORY_OTHER)
        return kind_cost(self, area, CATEGORY_MAINSTREAM);
    const struct unit unit = { kind_unit, kind };
    struct figure out = { 0.0, FROM_OWN, self->lines_year };
    enum figure_from from;
    double value[MOST_AREAS];
    const double own = kind_unit(self, area, kind),
                 typical = unit_typical(self, area, &unit, &from);
    const size_t n = values(self, &unit, value, MOST_AREAS);
    const double count = zero(plans(self, area, kind)), weight = count / (count + FEW);
    if (isnan(own) || count <= 0.0)
        return isnan(typical) ? (struct figure){ england_unit(kind), FROM_JUDGEMENT, 0 }
                              : (struct figure){ typical, from, 0 };
    out.gbp = typical > 0.0 ? exp(weight * log(own) + (1.0 - weight) * log(typical)) : own;
    out.gbp = fmin(fmax(out.gbp, at(value, n, 0.05)), at(value, n, 0.95));
    if (kind == CATEGORY_ALTERNATIVE || kind == CATEGORY_OTHERWISE)
        out.from = FROM_JUDGEMENT;
    return out;
}

static double
share_of(const struct national_money *self, int area, int kind)
{
    const int census = self->fit->panel.origin;
    return plans_in(self, area, kind, census) / plans_in(self, area, ALL_KINDS, census);
}

double
own_share(const struct national_money *self, int area, int kind)
{
    return share_of(self, area, kind);
}

double
neighbours_share(const struct national_money *self, int area, int kind)
{
    enum figure_from from;
    const double share = unit_typical(self, area, &(struct unit){ share_of, kind }, &from);
    return from == FROM_NEIGHBOURS ? share : (double)NAN;
}
