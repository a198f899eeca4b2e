#include "grant.h"

#include "field_rows.h"

#include "calendar.h"

#include <math.h>
#include <string.h>

/* Sums the reconciling lines of each year. */
static void
add_other(struct grant *self, int first_fy)
{
    for (size_t i = 0; i < self->in->n_other; i++) {
        const struct grant_other_in *other = &self->in->other[i];
        for (size_t t = 0; t < self->n_year; t++) {
            const int fy = first_fy + (int)t;
            if (fy >= other->first_fy && (other->last_fy == 0 || fy <= other->last_fy))
                self->other_gbp[t] += other->amount_gbp;
        }
    }
}

/* Places of an entry's id in force in academic year ay: the latest that has begun. 0 before the
 * first. */
static double
academy_places_in(const struct grant_in *in, const char *id, int ay)
{
    const struct academy_places_in *latest = NULL;
    for (size_t i = 0; i < in->n_academy; i++)
        if (strcmp(in->academy[i].id, id) == 0 && in->academy[i].ay <= ay &&
            (latest == NULL || in->academy[i].ay > latest->ay))
            latest = &in->academy[i];
    return latest == NULL ? 0.0 : latest->count * latest->rate_gbp;
}

static bool
is_first_of_id(const struct grant_in *in, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(in->academy[k].id, in->academy[i].id) == 0)
            return false;
    return true;
}

/* 5/12 of the academic year that ends, 7/12 of the one that begins; post-16 4/12 and 8/12. */
double
grant_deductions_of_places(const struct grant_in *in, int fy)
{
    double gbp = 0.0;
    for (size_t i = 0; i < in->n_academy; i++)
        if (is_first_of_id(in, i))
            gbp += commissioned_places(academy_places_in(in, in->academy[i].id, fy - 1),
                                       academy_places_in(in, in->academy[i].id, fy),
                                       in->academy[i].post16);
    return gbp;
}

static void
mark_flat(struct grant *self, int first_fy)
{
    for (size_t i = 0; i < self->in->n_flat_cash; i++) {
        int fy;
        if (fy_parse(self->in->flat_cash[i], &fy, NULL) == 0 && fy >= first_fy &&
            fy < first_fy + (int)self->n_year)
            self->flat[fy - first_fy] = true;
    }
}

static const struct grant_known_in *
known_in(const struct grant_in *in, int fy)
{
    for (size_t i = 0; i < in->n_known; i++)
        if (in->known[i].fy == fy)
            return &in->known[i];
    return NULL;
}

double
grant_deductions(const struct grant_in *in, int fy)
{
    const struct grant_known_in *known = known_in(in, fy);
    if (in->n_academy > 0)
        return grant_deductions_of_places(in, fy);
    return known == NULL ? (double)NAN : known->deductions_gbp;
}

static bool
is_one_of(const char *key, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, key) == 0)
            return true;
    return false;
}

bool
grant_replaces(const struct grant_in *in, const char *key)
{
    static const char *const national[] = {
        "passed_on",        "met",           "pupils", "ended", "real.first", "real.long_run",
        "real.persistence", "real.shock_sd", NULL
    };
    static const char *const limits[] = { "floor", "cap", "cash_floor", NULL };
    return (in->growth.first != 0 && is_one_of(key, national)) ||
           (in->limits.where != NULL && is_one_of(key, limits));
}

int
grant_init(struct grant *self, int first_fy, struct arena *arena, struct hr_err *err)
{
    const struct grant_in *in = self->in;
    const size_t n_year = self->n_year;
    self->amount_gbp = arena_zero(arena, n_year, sizeof *self->amount_gbp);
    self->deductions_gbp = arena_zero(arena, n_year, sizeof *self->deductions_gbp);
    self->other_gbp = arena_zero(arena, n_year, sizeof *self->other_gbp);
    self->flat = arena_zero(arena, n_year, sizeof *self->flat);
    self->by_place = in->n_academy > 0;
    if (arena->failed)
        return arena_check(arena, err);
    for (; self->n_known < n_year; self->n_known++) {
        const struct grant_known_in *known = known_in(in, first_fy + (int)self->n_known);
        if (known == NULL)
            break;
        self->amount_gbp[self->n_known] = known->amount_gbp;
        if (!self->by_place)
            self->deductions_gbp[self->n_known] = known->deductions_gbp;
    }
    if (self->n_known == 0)
        return hr_fail(err, HR_ESCENARIO, "grant.known does not have the first forecast year");
    add_other(self, first_fy);
    for (size_t t = 0; self->by_place && t < n_year; t++)
        self->deductions_gbp[t] = grant_deductions_of_places(in, first_fy + (int)t);
    mark_flat(self, first_fy);
    self->settlement.in = &self->in->settlement;
    self->settlement.limits = &self->in->limits;
    self->settlement.local_sd = self->in->local_sd;
    settlement_init(&self->settlement, &self->in->growth, first_fy);
    return 0;
}

void
grant_start(struct grant_state *self, const struct grant *grant, const double *value)
{
    *self = (struct grant_state){ 0 };
    settlement_start(&self->settlement, &grant->settlement, value);
}

/* The amount of a year after the announced ones. Its draws are made in flat years too, so that a
 * later year is the same either way. */
static void
grow(struct grant_state *self, const struct grant *grant, const struct grant_pupils *pupils,
     const struct national_year *national, const struct step *step)
{
    const double heads = pupils->aged_2_18 > 0.0 && self->last.aged_2_18 > 0.0
                             ? pupils->aged_2_18 / self->last.aged_2_18
                             : 1.0;
    const double ratio =
        settlement_next(&self->settlement, &grant->settlement, heads, national, step);
    const bool drawn_flat = settlement_is_flat(&grant->settlement, step);
    self->flat = grant->flat[step->year] || drawn_flat;
    if (!self->flat)
        self->amount_gbp *= growth_factor(ratio);
}

/* What pupils add beyond those of the last announced year. */
static void
run_formula(struct grant_state *self, const struct grant *grant, const struct grant_pupils *now,
            const struct step *step)
{
    const struct grant_formula_in *formula = &grant->in->formula;
    if (formula->where == NULL || self->flat)
        return;
    const double basic_gbp =
        step->value[formula->basic_entitlement_gbp] * formula->area_cost_adjustment;
    self->import_export_gbp =
        step->value[formula->import_export_gbp] *
        (now->imported - now->exported - (self->known.imported - self->known.exported));
    self->formula_gbp =
        basic_gbp * (now->special_local - self->known.special_local) + self->import_export_gbp;
}

/* Where it is typed. */
static double
deductions_growth(const struct grant_in *in, const struct step *step)
{
    return in->deductions_growth == 0 ? 0.0 : step->value[in->deductions_growth];
}

double
grant_next(struct grant_state *self, const struct grant *grant, const struct grant_pupils *pupils,
           const struct national_year *national, const struct step *step)
{
    const size_t t = step->year;
    if (t < grant->n_known) {
        self->amount_gbp = grant->amount_gbp[t];
        self->deductions_gbp = grant->deductions_gbp[t];
        self->known = *pupils;
    } else {
        grow(self, grant, pupils, national, step);
        run_formula(self, grant, pupils, step);
        self->deductions_gbp =
            grant->by_place
                ? grant->deductions_gbp[t]
                : self->deductions_gbp * growth_factor(1.0 + deductions_growth(grant->in, step));
    }
    settlement_pass(&self->settlement, &grant->settlement, national, step);
    self->last = *pupils;
    return self->amount_gbp + self->formula_gbp - self->deductions_gbp + grant->other_gbp[t];
}

/* ---- fields */

static const char *const grant_basis_choice[] = { [GRANT_BEFORE_DEDUCTIONS] = "before_deductions",
                                                  [GRANT_AFTER_DEDUCTIONS] = "after_deductions",
                                                  NULL };

static const struct field grant_known_row[] = {
    FY("fy", MUST, AT(grant_known_in, fy), "\"2021/22\"", "Financial year."),
    NUMBER("amount_gbp_m", "£ million", 0.01, 50000, MUST, AT(grant_known_in, amount_gbp), "25.690",
           "High needs block announced, on the stated basis."),
    NUMBER("deductions_gbp_m", "£ million", 0, 5000, MAY, AT(grant_known_in, deductions_gbp),
           "5.549",
           "Taken out by DfE for places it pays directly (academies, colleges); only with basis "
           "before_deductions."),
};
static const struct field_table grant_known_fields =
    TABLE_OF(grant_known_in, grant_known_row, "fy");

static const struct field grant_other_row[] = {
    TEXT("label", MUST, AT(grant_other_in, label), "\"Early years high needs\"",
         "Name of the line for people."),
    NUMBER("amount_gbp_m", "£ million a year", -1000, 1000, MUST, AT(grant_other_in, amount_gbp),
           "0.870", "Amount in each year it applies; it does not grow."),
    FY("first_fy", MUST, AT(grant_other_in, first_fy), "\"2021/22\"",
       "First financial year it applies."),
    FY("last_fy", MAY, AT(grant_other_in, last_fy), "\"2023/24\"", "Last one; left out: no end."),
};
static const struct field_table grant_other_fields =
    TABLE_OF(grant_other_in, grant_other_row, "label");

static const struct field other_pupils_row[] = {
    WHOLE("census", "year", 2010, 2100, MUST, AT(other_pupils_in, census), "2024",
          "January census from which on they are there."),
    QUANTITY("count", "children", 0, 100000, MUST, AT(other_pupils_in, count),
             "{ low = 50; central = 60; high = 70; }",
             "Other authorities' pupils from that January on.", POSITIVE),
};
static const struct field_table other_pupils_fields =
    TABLE_OF(other_pupils_in, other_pupils_row, "census");

static const struct field grant_formula_row[] = {
    QUANTITY("basic_entitlement_gbp", "pounds a pupil", 0, 100000, MUST,
             AT(grant_formula_in, basic_entitlement_gbp), "4660",
             "Basic entitlement for each pupil of local state special schools, residents or not, "
             "counted in the January before the year.",
             POSITIVE, NATIONAL),
    NUMBER("area_cost_adjustment", "factor", 0.5, 2, "1.0",
           AT(grant_formula_in, area_cost_adjustment), "1.031",
           "Factor on basic entitlement for the costs of the area; DfE's tables show the two "
           "multiplied, 1 to 1.21 times 4,660 in 2023-24."),
    QUANTITY("import_export_gbp", "pounds a pupil", 0, 100000, MUST,
             AT(grant_formula_in, import_export_gbp), "6000",
             "Import/export adjustment: for each pupil of another authority in a local special "
             "school, less each resident in a special school elsewhere.",
             POSITIVE, NATIONAL),
    LIST("other_pupils", 0, 40, "( )", LIST_AT(grant_formula_in, other_pupils),
         &other_pupils_fields, "( { census = 2024; count = 60; }, { census = 2027; count = 45; } )",
         "Other authorities' pupils in those local state special schools whose places have no "
         "others_share, where their number changes: only changes since the last known year move "
         "the grant."),
};
static const struct field_table grant_formula_fields = TABLE_WHERE(grant_formula_row);

static const struct field academy_places_row[] = {
    ID("id", MUST, AT(academy_places_in, id), "\"special\"",
       "Name of the kind of places: a later entry of the same name replaces it."),
    AY("ay", MUST, AT(academy_places_in, ay), "\"2020/21\"",
       "Academic year from which on they are there."),
    NUMBER("count", "places", 0, 1000000, MUST, AT(academy_places_in, count), "384",
           "Places that DfE pays directly."),
    NUMBER("rate_gbp", "pounds a place and year", 0, 100000, MUST, AT(academy_places_in, rate_gbp),
           "10000",
           "What a place costs: 10,000, or 6,000 for one that is taken in a resourced provision "
           "or unit and for post-16 places in colleges."),
    BOOL("post16", "false", AT(academy_places_in, post16), "true",
         "Post-16 places weigh 4/12 of the academic year that ends and 8/12 of the one that "
         "begins, others 5/12 and 7/12."),
};
static const struct field_table academy_places_fields =
    TABLE_OF(academy_places_in, academy_places_row, "id", "ay");

static const struct field grant_row[] = {
    ENUM("basis", grant_basis_choice, MUST, AT(grant_in, basis), "\"before_deductions\"",
         "Whether the amounts are before or after DfE's deductions for places it pays directly; "
         "never mixed."),
    LIST("known", 1, 40, MUST, LIST_AT(grant_in, known), &grant_known_fields,
         "( { fy = \"2021/22\"; amount_gbp_m = 25.690; deductions_gbp_m = 5.549; } )",
         "Announced years, the first forecast year at least, without gaps."),
    LIST("other", 0, 50, "( )", LIST_AT(grant_in, other), &grant_other_fields,
         "( { label = \"Post-16 grant\"; amount_gbp_m = 0.870; first_fy = \"2021/22\"; } )",
         "Other lines between the block and the council's own budget, which do not grow."),
    PATH("growth", "per year", MAY, AT(grant_in, growth), &path_fields,
         "{ first = { low = 0.02; central = 0.05; high = 0.09; }; long_run = 0.03; persistence = "
         "0.5; shock_sd = 0.02; }",
         "Growth of the amount after the last known year, in place of what grant.settlement makes "
         "of inflation, plans and the rest; national. Its shocks share what those of "
         "settlement.real do unless it names a factor.",
         NATIONAL, OWN_SOURCE,
         BEFORE("a rate of England's around 3.5% in the first year and 3% later")),
    GROUP("settlement", MUST, AT(grant_in, settlement), &settlement_fields,
          "How the block grows after the announced years: with inflation, with England's plans, "
          "with what is left, and as this authority's has."),
    QUANTITY("local_sd", "per year", 0, 0.5, MUST, AT(grant_in, local_sd), "0.01",
             "How far this authority's growth differs from the national one in a year.", POSITIVE,
             OWN_SOURCE),
    QUANTITY("deductions_growth", "per year", -0.5, 1, MAY, AT(grant_in, deductions_growth), "0.03",
             "Growth of the deductions after the last known year, in place of the places that the "
             "baseline opens. Left out: DfE deducts the academy places that are open in each "
             "future.",
             OWN_SOURCE, BEFORE("growth of { low = 0.02; central = 0.065; high = 0.11; } a year")),
    GROUP("formula", MAY, AT(grant_in, formula), &grant_formula_fields,
          "What the national formula adds with pupils after the last announced year. Left out: "
          "nothing.",
          .example = "{ basic_entitlement_gbp = 4660; area_cost_adjustment = 1.031; "
                     "import_export_gbp = 6000; }"),
    GROUP(
        "growth_limits", MAY, AT(grant_in, limits), &grant_limits_fields,
        "Floor and cap on the yearly growth of the block per head, in place of the floors and the "
        "cap of grant.settlement. Left out: those.",
        .example = "{ floor = 0.03; cap = 0.05; }"),
    TEXTS("flat_cash", 0, 40, "( )", LIST_AT(grant_in, flat_cash), "( \"2026/27\" )",
          "Financial years after the announced ones in which the block stays as it was and no "
          "formula is run, as 2026/27."),
    LIST("academy_places", 0, 200, "( )", LIST_AT(grant_in, academy), &academy_places_fields,
         "( { id = \"special\"; ay = \"2020/21\"; count = 370; rate_gbp = 10000; }, ... )",
         "Places that DfE pays directly, in place of typed deductions."),
};
const struct field_table grant_fields = TABLE_WHERE(grant_row);
