/* Uncertain numbers: a number, { low; central; high }, or a named distribution, with where it comes
 * from. */
#include "reader.h"

#include "nearest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double RARE = 1e-4; /* the tails that must still make sense: one future in 10,000 */


const struct quantity_form quantity_form[] = {
    { "fixed", QUANTITY_FIXED, { "value" }, { true }, { true } },
    { "triplet",
      QUANTITY_TRIPLET,
      { "low", "central", "high" },
      { true, true, true },
      { true, true, true } },
    { "normal", QUANTITY_NORMAL, { "mean", "sd" }, { true, false }, { true, true } },
    { "lognormal", QUANTITY_LOGNORMAL, { "median", "sd_log" }, { true, false }, { true, false } },
    { "beta", QUANTITY_BETA, { "a", "b" }, { false }, { false } },
    { "pert", QUANTITY_PERT, { "min", "mode", "max" }, { true, true, true }, { true, true, true } },
    { "uniform", QUANTITY_UNIFORM, { "min", "max" }, { true, true }, { true, true } },
    { "discrete", QUANTITY_DISCRETE, { "values", "weights" }, { true, false }, { true, false } },
    { .name = NULL },
};
enum { N_KIND = sizeof quantity_form / sizeof quantity_form[0] - 1 };

/* One quantity on its way. */
struct reading {
    struct reader *reader;
    const struct field *row;
    const config_setting_t *setting;
    const char *path;
    struct quantity *quantity;
    const struct quantity_form *kind;
    bool overridden; /* a part came from --set */
    bool faulty;
};

#define FAULT(self, at, ...) \
    ((self)->faulty = true, reader_fault((self)->reader, (at), (self)->path, __VA_ARGS__))

/* ---- members */

static const config_setting_t *
part(struct reading *self, const char *key)
{
    const config_setting_t *override =
        self->reader->n_override == 0
            ? NULL
            : reader_override(self->reader, reader_path(self->reader, self->path, key));
    self->overridden = self->overridden || override != NULL;
    return override != NULL ? override : reader_member(self->setting, key);
}

static void
check_value(struct reading *self, const config_setting_t *at, const char *what, double value)
{
    char want[200];
    if (value >= self->row->lo && value <= self->row->hi)
        return;
    const bool below = value < self->row->lo && self->row->below != NULL;
    field_want(self->row, want, sizeof want);
    reader_take_back(self->reader, at, value);
    FAULT(self, at, "%s%s%s %s, want %s%s%s%s", what[0] == '\0' ? "is" : "has ", what,
          what[0] == '\0' ? "" : " =", setting_text(self->reader->arena, at), want,
          number_scale_advice(self->reader->arena, self->row, value), below ? "; " : "",
          below ? self->row->below : "");
}

/* "min, mode and max" */
static const char *
params_text(const struct reading *self)
{
    const char *text = self->kind->param[0];
    for (size_t i = 1; self->kind->param[i] != NULL; i++)
        text =
            arena_format(self->reader->arena, "%s%s%s", text,
                         self->kind->param[i + 1] == NULL ? " and " : ", ", self->kind->param[i]);
    return text;
}

/* The one number of a range that may be left out. */
static bool
is_central(struct reading *self, const char *key)
{
    double low = 0.0, high = 0.0;
    const config_setting_t *from = part(self, "low"), *to = part(self, "high");
    return self->kind->kind == QUANTITY_TRIPLET && strcmp(key, "central") == 0 && from != NULL &&
           to != NULL && setting_number(from, &low) && setting_number(to, &high);
}

static double
middle(struct reading *self)
{
    double low = 0.0, high = 0.0;
    (void)setting_number(part(self, "low"), &low);
    (void)setting_number(part(self, "high"), &high);
    const double central = low + (high - low) / 2.0;
    faults_add(&self->reader->out->notes, reader_where(self->reader, self->setting),
               "'%s' has low and high without central, which is taken as the middle: %.6g",
               self->path, central);
    return central;
}

static double
read_param(struct reading *self, size_t i)
{
    const char *key = self->kind->param[i];
    const config_setting_t *at = part(self, key);
    double value = 0.0;

    if (at == NULL && is_central(self, key))
        return middle(self);
    if (at == NULL)
        FAULT(self, self->setting, "is a %s without '%s': it wants %s",
              self->kind->kind == QUANTITY_TRIPLET ? "range" : self->kind->name, key,
              params_text(self));
    else if (!setting_number(at, &value) && (reader_take_back_text(self->reader, at), true))
        FAULT(self, at, "has %s = %s, want a number%s", key, setting_text(self->reader->arena, at),
              setting_advice(self->reader->arena, self->row, at));
    else if (!isfinite(value))
        FAULT(self, at, "has %s = %g, want a finite number", key, value);
    else if (self->kind->of_value[i])
        check_value(self, at, self->kind->kind == QUANTITY_FIXED ? "" : key, value);
    return value;
}

/* Values and weights of a discrete distribution. */
static size_t
read_list_param(struct reading *self, size_t i, double out[QUANTITY_MAX_DISCRETE])
{
    const char *key = self->kind->param[i];
    const config_setting_t *list = part(self, key);
    const size_t n =
        list != NULL && config_setting_is_aggregate(list) && !config_setting_is_group(list)
            ? (size_t)config_setting_length(list)
            : 0;

    if (n == 0 || n > QUANTITY_MAX_DISCRETE) {
        FAULT(self, list == NULL ? self->setting : list,
              "is a discrete distribution that wants %s = [ ... ] with 1 to %d numbers", key,
              QUANTITY_MAX_DISCRETE);
        return 0;
    }
    for (size_t k = 0; k < n; k++) {
        const config_setting_t *item = config_setting_get_elem(list, (unsigned)k);
        if (!setting_number(item, &out[k]) || !isfinite(out[k]))
            FAULT(self, item, "has %s among its %s, want a number",
                  setting_text(self->reader->arena, item), key);
        else if (self->kind->of_value[i])
            check_value(self, item, "a value", out[k]);
    }
    return n;
}

static void
read_params(struct reading *self)
{
    struct quantity *q = self->quantity;
    if (q->kind == QUANTITY_DISCRETE) {
        q->n_value = read_list_param(self, 0, q->value);
        const size_t n_weight = read_list_param(self, 1, q->weight);
        if (q->n_value != n_weight && q->n_value > 0 && n_weight > 0)
            FAULT(self, self->setting, "has %zu values and %zu weights, want as many of each",
                  q->n_value, n_weight);
        return;
    }
    for (size_t i = 0; self->kind->param[i] != NULL; i++)
        q->p[i] = read_param(self, i);
}

/* ---- which distribution */

static const struct quantity_form *
kind_named(struct reading *self, const config_setting_t *at)
{
    const char *name =
        config_setting_type(at) == CONFIG_TYPE_STRING ? config_setting_get_string(at) : "";
    struct nearest nearest = { .name = name };
    for (size_t i = 2; i < N_KIND; i++) {
        if (strcmp(quantity_form[i].name, name) == 0)
            return &quantity_form[i];
        nearest_offer(&nearest, quantity_form[i].name);
    }
    FAULT(self, at,
          "has distribution = %s, want \"normal\", \"lognormal\", \"beta\", \"pert\", \"uniform\" "
          "or \"discrete\"%s%s%s",
          setting_text(self->reader->arena, at), nearest.best == NULL ? "" : ": did you mean \"",
          nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "\"?");
    return NULL;
}

/* The named one; else by the keys it has: "value" alone, or a range. */
static const struct quantity_form *
choose_kind(struct reading *self)
{
    const config_setting_t *distribution = part(self, "distribution");
    if (distribution != NULL)
        return kind_named(self, distribution);
    if (part(self, "value") != NULL)
        return &quantity_form[0];
    for (size_t i = 2; i < N_KIND; i++) /* "mean" and "sd" without their distribution */
        if (part(self, quantity_form[i].param[0]) != NULL &&
            part(self, quantity_form[i].param[1]) != NULL) {
            FAULT(self, self->setting,
                  "has %s and %s but does not say which distribution they belong to: add "
                  "distribution = \"%s\"",
                  quantity_form[i].param[0], quantity_form[i].param[1],
                  i == 5 ? "pert" : quantity_form[i].name);
            return NULL;
        }
    return &quantity_form[1];
}

static bool
is_known_key(const struct reading *self, const char *key)
{
    static const char *const always[] = { "distribution", "factor", "loading", NULL };
    for (size_t i = 0; self->kind->param[i] != NULL; i++)
        if (strcmp(self->kind->param[i], key) == 0)
            return true;
    for (size_t i = 0; always[i] != NULL; i++)
        if (strcmp(always[i], key) == 0)
            return true;
    return false;
}

/* Of a key that is none: the one meant; NULL when none is near or another form has it, as a mean is
 * no misspelt median. */
static const char *
nearest_key(const struct reading *self, const char *key)
{
    struct nearest nearest = { .name = key };
    for (size_t i = 0; i < N_KIND; i++)
        for (size_t k = 0; quantity_form[i].param[k] != NULL; k++)
            if (strcmp(quantity_form[i].param[k], key) == 0)
                return NULL;
    for (size_t k = 0; self->kind->param[k] != NULL; k++)
        nearest_offer(&nearest, self->kind->param[k]);
    for (size_t k = 0; provenance_keys[k] != NULL; k++)
        nearest_offer(&nearest, provenance_keys[k]);
    nearest_offer(&nearest, "factor");
    nearest_offer(&nearest, "loading");
    return nearest.best;
}

/* Keys of another form are one fault, that names those of this one. */
static void
check_keys(struct reading *self)
{
    const config_setting_t *first = NULL;
    const char *others = NULL;
    const int n = config_setting_length(self->setting);
    for (int i = 0; i < n; i++) {
        const config_setting_t *at = config_setting_get_elem(self->setting, (unsigned)i);
        const char *key = config_setting_name(at);
        if (reader_is_provenance(self->reader, at, self->path) || is_known_key(self, key))
            continue;
        const char *meant = nearest_key(self, key);
        if (meant != NULL) {
            FAULT(self, at, "has an unknown key '%s': did you mean '%s'?", key, meant);
            continue;
        }
        first = first == NULL ? at : first;
        others = others == NULL ? arena_format(self->reader->arena, "'%s'", key)
                                : arena_format(self->reader->arena, "%s, '%s'", others, key);
    }
    if (first != NULL)
        FAULT(self, first, "has %s, but a %s wants %s", others,
              self->kind->kind == QUANTITY_TRIPLET ? "range" : self->kind->name, params_text(self));
}

/* ---- what it shares with others */

static void
read_factor(struct reading *self)
{
    const config_setting_t *factor = part(self, "factor"), *loading = part(self, "loading");
    double value = 0.0;

    if (factor != NULL && config_setting_type(factor) == CONFIG_TYPE_STRING &&
        config_setting_get_string(factor)[0] != '\0') {
        const char *name = config_setting_get_string(factor);
        self->quantity->factor = arena_text(self->reader->arena, name, strlen(name));
    } else if (factor != NULL)
        FAULT(self, factor, "has factor = %s, want a name in quotes",
              setting_text(self->reader->arena, factor));
    if (loading != NULL && (!setting_number(loading, &value) || !(value >= -1.0 && value <= 1.0)))
        FAULT(self, loading, "has loading = %s, want a number from -1 to 1",
              setting_text(self->reader->arena, loading));
    else if (factor != NULL && loading == NULL)
        FAULT(self, factor,
              "has a factor without a loading: add loading, from -1 to 1, how closely it follows "
              "the factor");
    else if (factor == NULL && loading != NULL)
        FAULT(self, loading,
              "has a loading without a factor: add factor = \"...\", the name of what it shares "
              "with others");
    self->quantity->loading = value;
}

static void
read_provenance(struct reading *self, int reach)
{
    struct quantity *q = self->quantity;
    q->where = self->overridden ? "--set" : q->where;
    const struct provenance from = reader_provenance(self->reader, self->setting, q->where, reach);
    q->source = from.source;
    q->source_date = from.source_date;
    q->confidence = from.confidence;
    q->owner = from.owner;
    q->note = from.note;
}

/* ---- fit */

static void
fit_fault(struct reading *self, int ret, const struct hr_err *err)
{
    /* quantity_fit begins its sentence with 'name', as faults do */
    const size_t prefix = strlen(self->path) + 3;
    if (ret == HR_ENOMEM)
        self->reader->arena->failed = true;
    else
        FAULT(self, self->setting, "%s",
              strlen(err->text) > prefix ? err->text + prefix : err->text);
}

/* Values that would be drawn once in 10,000 futures and make no sense are found here, not in the
 * ten-thousandth future. */
static void
check_tails(struct reading *self)
{
    const struct quantity *q = self->quantity;
    const double low = quantity_quantile(q, RARE), high = quantity_quantile(q, 1.0 - RARE);
    const bool below = low < self->row->lo;
    char lo[40], hi[40];

    if (q->kind == QUANTITY_FIXED || (!below && high <= self->row->hi))
        return;
    field_number(self->row->lo, lo, sizeof lo);
    field_number(self->row->hi, hi, sizeof hi);
    FAULT(self, self->setting,
          "would be %.3g in one future of 10,000, want it from %s to %s: bring its ends nearer, or "
          "use "
          "distribution = \"pert\" or \"uniform\"",
          below ? low : high, lo, hi);
}

/* In the file's unit first, for its messages; then in the program's. */
static void
fit(struct reading *self)
{
    struct quantity *q = self->quantity;
    struct hr_err err = { .code = HR_OK };
    const double scale = field_scale(self->row);
    const char *where = q->where;

    q->where = NULL;
    int ret = quantity_fit(q, &err);
    q->where = where;
    if (ret != 0) {
        fit_fault(self, ret, &err);
        return;
    }
    check_tails(self);
    if (scale == 1.0 || self->faulty)
        return;
    for (size_t i = 0; i < MAX_PARAM; i++)
        q->p[i] *= self->kind->in_unit[i] ? scale : 1.0;
    for (size_t i = 0; i < q->n_value; i++)
        q->value[i] *= scale;
    ret = quantity_fit(q, &err);
    if (ret != 0)
        fit_fault(self, ret, &err);
}

/* Positive unless the row allows negative values and one is given. */
static enum quantity_support
support_of(const struct reading *self)
{
    const struct quantity *q = self->quantity;
    bool negative = false;
    for (size_t i = 0; i < MAX_PARAM && self->kind->param[i] != NULL; i++)
        negative = negative || (self->kind->of_value[i] && q->p[i] < 0.0);
    for (size_t i = 0; i < q->n_value; i++)
        negative = negative || q->value[i] < 0.0;
    return self->row->lo < 0.0 && negative ? QUANTITY_REAL : self->row->support;
}

/* ---- the whole */

static struct quantity *
quantity_add(struct reader *self)
{
    struct inputs *in = &self->out->inputs;
    if (in->n_quantity + 1 >= self->capacity_quantity) {
        const size_t capacity = self->capacity_quantity == 0 ? 64 : 2 * self->capacity_quantity;
        struct quantity *quantity = realloc(in->quantity, capacity * sizeof *quantity);
        if (quantity == NULL) {
            self->arena->failed = true;
            return NULL;
        }
        in->quantity = quantity;
        self->capacity_quantity = capacity;
    }
    in->n_quantity++;
    in->quantity[in->n_quantity] = (struct quantity){ .name = NULL };
    return &in->quantity[in->n_quantity];
}

/* A range from 0: no curve through its three points begins there, so it becomes the PERT that does,
 * with the same central and high. What has none is refused by quantity_fit. */
static void
take_from_zero(struct reading *self)
{
    struct quantity *q = self->quantity;
    double p[MAX_PARAM];
    if (q->kind != QUANTITY_TRIPLET || q->p[0] != 0.0 || support_of(self) == QUANTITY_REAL ||
        !(q->p[1] < q->p[2]) || !quantity_pert_from_zero(q->p[1], q->p[2], p) ||
        (support_of(self) == QUANTITY_UNIT && p[2] > 1.0))
        return;
    faults_add(&self->reader->out->notes, reader_where(self->reader, self->setting),
               "'%s' has low = 0, which is taken as the least it can be: from 0 to %.3g, most "
               "likely %.3g; central and high are as given",
               self->path, p[2], p[1]);
    self->kind = &quantity_form[QUANTITY_PERT];
    q->kind = QUANTITY_PERT;
    memcpy(q->p, p, sizeof p);
}

static void
read_number_or_group(struct reading *self)
{
    struct reader *reader = self->reader;
    double value = 0.0;
    char want[200];

    if (setting_number(self->setting, &value)) {
        self->kind = &quantity_form[0];
        self->quantity->kind = QUANTITY_FIXED;
        self->quantity->p[0] = value;
        check_value(self, self->setting, "", value);
        return;
    }
    if (!config_setting_is_group(self->setting)) {
        field_want(self->row, want, sizeof want);
        reader_take_back_text(reader, self->setting);
        FAULT(self, self->setting, "is %s, want %s%s", setting_text(reader->arena, self->setting),
              want, setting_advice(reader->arena, self->row, self->setting));
        return;
    }
    self->kind = choose_kind(self);
    if (self->kind == NULL)
        return;
    self->quantity->kind = self->kind->kind;
    check_keys(self);
    if (self->faulty)
        return;
    read_params(self);
    read_factor(self);
    if (!self->faulty)
        take_from_zero(self);
}

quantity_id
read_quantity(struct reader *reader, const struct group *group, const struct field *row,
              const config_setting_t *setting, const char *path)
{
    struct quantity *q = quantity_add(reader);
    struct reading self = {
        .reader = reader, .row = row, .setting = setting, .path = path, .quantity = q
    };

    if (q == NULL)
        return 0;
    q->name = path;
    q->meaning = row->help;
    q->unit = field_scale(row) > 1.0 ? "pounds" : row->unit;
    q->where = reader_where(reader, setting);
    q->national = group->national || row->national;
    read_number_or_group(&self);
    if (!self.faulty && q->kind == QUANTITY_BETA && row->support != QUANTITY_UNIT)
        FAULT(&self, setting, "cannot be a beta: a beta distribution runs from 0 to 1");
    if (!self.faulty) {
        q->support = support_of(&self);
        read_provenance(&self, row->own_source ? 0 : group->reach);
        fit(&self);
    }
    if (self.faulty) {
        quantity_release(q);
        return 0;
    }
    return (quantity_id)(q - reader->out->inputs.quantity);
}
