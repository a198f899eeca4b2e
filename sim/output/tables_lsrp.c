/* lsrp: tables of the local SEND reform plan. */
#include "returns.h"

#include <math.h>

struct lsrp_row {
    const char *scenario, *role, *form, *title, *row, *rule, *census, *basis;
    double order, year, children;
};
#define ROW(member) offsetof(struct lsrp_row, member)

static const struct table_field lsrp_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("role", ROW(role), AS_BEFORE),
    COLUMN_TEXT("form_table", ROW(form), "number of the table in the local SEND reform plan"),
    COLUMN_TEXT("form_title", ROW(title), "its title"),
    COLUMN_KEY("form_row", ROW(order), "place of the row in that table"),
    COLUMN_TEXT("form_label", ROW(row), "the row's name in that table"),
    COLUMN_TEXT("age_rule", ROW(rule),
                "how ages are counted; the form does not say, so there are both"),
    COLUMN_KEY("calendar_year", ROW(year),
               "the form's year: it ends with the January census of the next one"),
    COLUMN_TEXT("census_date", ROW(census), AS_BEFORE),
    COLUMN_TEXT("basis", ROW(basis), AS_BEFORE),
    COLUMN_NUMBER(
        "children", 0, ROW(children),
        "children and young people (tables 5.1 to 7: with a plan in January; 10 to 12: in the "
        "calendar year; 10 and 11 by age in the proportions of 12), as whole numbers that add up; "
        "empty: what no setting of the scenario tells apart"),
};
#undef ROW

struct form {
    const char *number, *title;
};

/* Rows of a form: a label each, and what it counts. */
struct form_row {
    const struct form *form;
    size_t order;
    const char *label, *rule;
    double children;
};

static void
put_form_row(const struct january *self, const struct form_row *row, struct table *out)
{
    table_put(out, &(struct lsrp_row){ .scenario = self->scenario->id,
                                       .role = role_name(self->scenario->role),
                                       .form = row->form->number,
                                       .title = row->form->title,
                                       .row = row->label,
                                       .rule = row->rule,
                                       .census = census_name(self->census).text,
                                       .basis = self->basis,
                                       .order = (double)row->order,
                                       .year = (double)(self->census - 1),
                                       .children = row->children });
}

enum lsrp_provision {
    P_EARLY_YEARS,
    P_MAINSTREAM,
    P_SUPPORT_BASE,
    P_SPECIALIST_BASE,
    P_SPECIAL,
    P_INDEPENDENT,
    P_INDEPENDENT_OTHER,
    P_ALTERNATIVE,
    P_POST16,
    P_POST16_BASE,
    P_SPECIALIST_POST16,
    P_HOME,
    P_EOTAS,
    P_OTHER,
    N_PROVISION
};

static const char *const provision_name[N_PROVISION] = {
    [P_EARLY_YEARS] = "Early Years settings including PVIs",
    [P_MAINSTREAM] = "Mainstream schools or academies",
    [P_SUPPORT_BASE] = "Support bases in mainstream settings",
    [P_SPECIALIST_BASE] = "Specialist bases in mainstream settings",
    [P_SPECIAL] = "Maintained special schools or special academies",
    [P_INDEPENDENT] = "NMSS or independent schools - LA funded placements",
    [P_INDEPENDENT_OTHER] = "NMSS or independent schools - other suitable arrangements",
    [P_ALTERNATIVE] = "Alternative Provision",
    [P_POST16] = "Mainstream Post 16 provision",
    [P_POST16_BASE] = "Mainstream Post 16 specialist provision",
    [P_SPECIALIST_POST16] = "Specialist Post-16 institutions",
    [P_HOME] = "Elective Home Education (EHE)",
    [P_EOTAS] = "Other arrangements by LA (EOTAS)",
    [P_OTHER] = "Other (including hospital schools where applicable)",
};

/* Support bases are the school's own and recorded as mainstream; other suitable arrangements in the
 * independent sector are recorded with the placements that the authority pays. */
static bool
is_told_apart(size_t provision)
{
    return provision != P_SUPPORT_BASE && provision != P_INDEPENDENT_OTHER;
}

static size_t
provision_of(enum category category, int ncy)
{
    static const size_t of[N_CATEGORY] = {
        [CATEGORY_MAINSTREAM] = P_MAINSTREAM,
        [CATEGORY_UNIT] = P_SPECIALIST_BASE,
        [CATEGORY_STATE_SPECIAL] = P_SPECIAL,
        [CATEGORY_INDEPENDENT] = P_INDEPENDENT,
        [CATEGORY_ALTERNATIVE] = P_ALTERNATIVE,
        [CATEGORY_FURTHER_EDUCATION] = P_POST16,
        [CATEGORY_SPECIALIST_POST16] = P_SPECIALIST_POST16,
        [CATEGORY_OTHERWISE] = P_EOTAS,
        [CATEGORY_EARLY_YEARS] = P_EARLY_YEARS,
        [CATEGORY_HOME_EDUCATION] = P_HOME,
        [CATEGORY_NOT_IN_EDUCATION] = P_OTHER,
        [CATEGORY_OTHER] = P_OTHER,
    };
    if (ncy >= NCY_POST16 && category == CATEGORY_MAINSTREAM)
        return P_POST16;
    if (ncy >= NCY_POST16 && category == CATEGORY_UNIT)
        return P_POST16_BASE;
    return of[category];
}

static bool
in_provision(enum category category, int ncy, size_t provision)
{
    return provision_of(category, ncy) == provision;
}

/* Post-16 of table 7.7 is three rows of table 6. */
static bool
in_post16(enum category category, int ncy, size_t provision)
{
    (void)provision;
    const size_t is = provision_of(category, ncy);
    return is == P_POST16 || is == P_POST16_BASE || is == P_SPECIALIST_POST16;
}

static void
put_form_ages(const struct january *self, const struct form *form, const double *by_ncy,
              struct table *out)
{
    for (enum age_rule rule = AT_31_AUGUST; by_ncy != NULL && rule < N_AGE_RULE; rule++)
        for (size_t band = 0; band < N_AGE_BAND; band++)
            put_form_row(self,
                         &(struct form_row){ form, band + 1, age_band_text[band],
                                             age_rule_text[rule],
                                             of_ages(by_ncy, ncys_of_band(band, rule)) },
                         out);
}

static void
put_form_provisions(const struct january *self, struct table *out)
{
    static const struct form form = { "6",
                                      "Current and projected number of all CYP with EHC plans by "
                                      "provision" };
    for (size_t provision = 0; provision < N_PROVISION; provision++) {
        struct who who = everyone();
        who.at = in_provision;
        who.provision = provision;
        const double n = is_told_apart(provision) ? children(self, &who) : (double)NAN;
        put_form_row(self,
                     &(struct form_row){ &form, provision + 1, provision_name[provision], "", n },
                     out);
    }
}

/* Table 7 and its parts. */
static void
put_form_needs(const struct january *self, struct table *out)
{
#define BY_NEED(where) \
    "Current and projected number of all CYP with EHC plans" where "by primary need"
    static const struct {
        struct form form;
        bool (*at)(enum category category, int ncy, size_t provision);
        size_t provision;
    } part[] = {
        { { "7", BY_NEED(" ") }, NULL, 0 },
        { { "7.1", BY_NEED(" in Early Years Settings ") }, in_provision, P_EARLY_YEARS },
        { { "7.2", BY_NEED(" in Mainstream Schools or Academies ") }, in_provision, P_MAINSTREAM },
        { { "7.3", BY_NEED(" in Specialist Bases ") }, in_provision, P_SPECIALIST_BASE },
        { { "7.4", BY_NEED(" in Maintained Special Schools or Special Academies ") },
          in_provision,
          P_SPECIAL },
        { { "7.5", BY_NEED(" in Non-Maintained Special Schools or Independent Schools ") },
          in_provision,
          P_INDEPENDENT },
        { { "7.6", BY_NEED(" in Alternative Provision or Hospital Schools ") },
          in_provision,
          P_ALTERNATIVE },
        { { "7.7", BY_NEED(" in Post-16 Settings ") }, in_post16, 0 },
    };
#undef BY_NEED
    for (size_t i = 0; has_needs(self->model) && i < sizeof part / sizeof part[0]; i++)
        for (size_t need = 0; need < self->model->n_need; need++) {
            struct who who = everyone();
            who.need = need;
            who.at = part[i].at;
            who.provision = part[i].provision;
            put_form_row(self,
                         &(struct form_row){ &part[i].form, need + 1,
                                             need_name(self->model->need[need]), "",
                                             children(self, &who) },
                         out);
        }
}

static void
put_lsrp(const struct january *self, struct table *out)
{
    static const struct form ages = { "5.1", "Total number of EHC plans by age group" },
                             requests = { "10",
                                          "Current and projected number of all EHCNA requests "
                                          "by CYP age" },
                             assessments = { "11", "Current and projected number of all EHC needs "
                                                   "assessments by CYP age" },
                             plans = { "12", "Current and projected number of all EHCNAs that "
                                             "result in an EHC plan" };
    double by_ncy[N_NCY];
    for (size_t i = 0; i < N_NCY; i++)
        by_ncy[i] = cells_at_ncy(&self->model->dims, self->child, i);
    put_form_ages(self, &ages, by_ncy, out);
    put_form_provisions(self, out);
    put_form_needs(self, out);
    put_form_ages(self, &requests, self->requests, out);
    put_form_ages(self, &assessments, self->assessments, out);
    put_form_ages(self, &plans, self->new_plans, out);
}

static int
fill_lsrp(const struct table_source *from, struct table *out, struct hr_err *err)
{
    return each_january(from, put_lsrp, out, err);
}

const struct result_table lsrp_table = {
    .name = "lsrp",
    .holds = "tables 5.1, 6, 7, 10, 11 and 12 of the local SEND reform plan, whole numbers that "
             "add up",
    .field = lsrp_field,
    .n_field = N_FIELD(lsrp_field),
    .fill = fill_lsrp,
};
