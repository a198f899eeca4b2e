#include "sen2_rows.h"

#include "need_id.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- what the columns of a module are */

enum cell_kind {
    CELL_DAY,
    CELL_LETTER,  /* the first of a code, in capitals; 0: blank */
    CELL_NUMBER,  /* 1 to 9; 0: blank */
    CELL_GIVEN,   /* 1: something is written */
    CELL_NEED,    /* index into sen2_need_id; N_SEN2_NEED: another code */
    CELL_SETTING, /* category, and after it how it is known: of five columns */
};
struct wanted {
    const char *name;
    enum cell_kind kind;
    size_t at;
    bool optional;
};
enum { MOST_FIELDS = 8 };
struct module {
    const char *key;    /* column of its own key; NULL: the module's rows have no children */
    const char *parent; /* column of its parent's key; NULL: none is read */
    enum sen2_module of;
    size_t size, parent_at;
    struct wanted field[MOST_FIELDS]; /* ends at the first without a kind's name */
};

#define AT(type, member) offsetof(struct type, member)
#define RANK(type)                                         \
    {                                                      \
        "placementrank", CELL_NUMBER, AT(type, rank), true \
    }
#define SETTING_OF(type)                                     \
    {                                                        \
        "sensetting", CELL_SETTING, AT(type, category), true \
    }
static const struct module MODULE[N_SEN2_MODULE] = {
    [SEN2_PERSON] = { "persontableid",
                      NULL,
                      SEN2_PERSON,
                      sizeof(struct sen2_person),
                      0,
                      { { "personbirthdate", CELL_DAY, AT(sen2_person, birth), false } } },
    [SEN2_REQUEST] = { "requeststableid",
                       "persontableid",
                       SEN2_PERSON,
                       sizeof(struct sen2_request),
                       AT(sen2_request, person),
                       { { "receiveddate", CELL_DAY, AT(sen2_request, received), false },
                         { "requestoutcome", CELL_LETTER, AT(sen2_request, outcome), false },
                         { "requestoutcomedate", CELL_DAY, AT(sen2_request, decided), false } } },
    [SEN2_ASSESSMENT] = { "assessmenttableid",
                          "requeststableid",
                          SEN2_REQUEST,
                          sizeof(struct sen2_assessment),
                          AT(sen2_assessment, request),
                          { { "assessmentoutcome", CELL_LETTER, AT(sen2_assessment, outcome),
                              false },
                            { "assessmentoutcomedate", CELL_DAY, AT(sen2_assessment, decided),
                              false } } },
    [SEN2_PLAN] = { "namedplantableid",
                    "assessmenttableid",
                    SEN2_ASSESSMENT,
                    sizeof(struct sen2_plan),
                    AT(sen2_plan, assessment),
                    { { "startdate", CELL_DAY, AT(sen2_plan, start), false },
                      { "ceasedate", CELL_DAY, AT(sen2_plan, ceased), false },
                      { "ceasereason", CELL_NUMBER, AT(sen2_plan, reason), false } } },
    [SEN2_DETAIL] = { NULL,
                      "namedplantableid",
                      SEN2_PLAN,
                      sizeof(struct sen2_detail),
                      AT(sen2_detail, plan),
                      { RANK(sen2_detail), SETTING_OF(sen2_detail) } },
    [SEN2_ACTIVE] = { "activeplanstableid",
                      "requeststableid",
                      SEN2_REQUEST,
                      sizeof(struct sen2_active),
                      AT(sen2_active, request),
                      { { "transferla", CELL_GIVEN, AT(sen2_active, came), true } } },
    [SEN2_PLACEMENT] = { NULL,
                         "activeplanstableid",
                         SEN2_ACTIVE,
                         sizeof(struct sen2_placement),
                         AT(sen2_placement, active),
                         { RANK(sen2_placement),
                           SETTING_OF(sen2_placement),
                           { "entrydate", CELL_DAY, AT(sen2_placement, entry), false },
                           { "leavingdate", CELL_DAY, AT(sen2_placement, leaving), false },
                           { "res", CELL_LETTER, AT(sen2_placement, residential), true } } },
    [SEN2_NEED] = { NULL,
                    "activeplanstableid",
                    SEN2_ACTIVE,
                    sizeof(struct sen2_need),
                    AT(sen2_need, active),
                    { { "sentype", CELL_NEED, AT(sen2_need, need), false },
                      { "sentyperank", CELL_NUMBER, AT(sen2_need, rank), true } } },
};

/* Ids of need_id.h, in their order; "ds" is new in 2025. */
const char *const sen2_need_id[N_SEN2_NEED] = { "asd", "ds",   "hi",   "mld",    "msi",
                                                "oth", "pd",   "pmld", "semh",   "slcn",
                                                "sld", "spld", "vi",   "unknown" };

const char *const sen2_column[] = { "year",
                                    "referencedate",
                                    "lea",
                                    "persontableid",
                                    "personbirthdate",
                                    "upn",
                                    "uniquelearnernumber",
                                    "requeststableid",
                                    "receiveddate",
                                    "requestoutcome",
                                    "requestoutcomedate",
                                    "assessmenttableid",
                                    "assessmentoutcome",
                                    "assessmentoutcomedate",
                                    "namedplantableid",
                                    "startdate",
                                    "ceasedate",
                                    "ceasereason",
                                    "urn",
                                    "ukprn",
                                    "sensetting",
                                    "placementrank",
                                    "senunitindicator",
                                    "resourcedprovisionindicator",
                                    "activeplanstableid",
                                    "transferla",
                                    "entrydate",
                                    "leavingdate",
                                    "res",
                                    "sentype",
                                    "sentyperank",
                                    NULL };

/* ---- cells */

struct cells { /* of one table */
    const struct sen2_reader *reader;
    struct csv_in *csv;
    const struct module *as;
    size_t key, parent, field[MOST_FIELDS]; /* columns; SIZE_MAX: not there */
    size_t urn, ukprn, unit, provision;     /* of a setting */
    size_t upn, uln;                        /* of a person */
};

static const char *
text_at(const struct cells *self, size_t row, size_t column)
{
    return column == SIZE_MAX ? "" : csv_in_text(self->csv, row, column);
}

static void
find_columns(struct cells *self)
{
    struct csv_in *csv = self->csv;
    const struct module *as = self->as;
    self->key = as->key == NULL ? SIZE_MAX : columns_one(csv, as->key, "");
    self->parent = as->parent == NULL ? SIZE_MAX : columns_one(csv, as->parent, "");
    for (size_t i = 0; i < MOST_FIELDS && as->field[i].name != NULL; i++)
        self->field[i] = as->field[i].optional ? csv_in_column(csv, as->field[i].name)
                                               : columns_one(csv, as->field[i].name, "");
    self->urn = csv_in_column(csv, "urn");
    self->ukprn = csv_in_column(csv, "ukprn");
    self->unit = csv_in_column(csv, "senunitindicator");
    self->provision = csv_in_column(csv, "resourcedprovisionindicator");
    self->upn = csv_in_column(csv, "upn");
    self->uln = csv_in_column(csv, "uniquelearnernumber");
}

static bool
is_yes(const char *text)
{
    static const char *const YES[] = { "1", "1.0", "true", "t", "yes", "y" };
    for (size_t i = 0; i < sizeof YES / sizeof YES[0]; i++)
        if (strcasecmp(text, YES[i]) == 0)
            return true;
    return false;
}

static void
read_setting(const struct cells *self, size_t row, size_t column, int *category)
{
    const struct placement_text text = {
        .urn = text_at(self, row, self->urn),
        .ukprn = text_at(self, row, self->ukprn),
        .setting = text_at(self, row, column),
        .unit =
            is_yes(text_at(self, row, self->unit)) || is_yes(text_at(self, row, self->provision)),
    };
    const struct sen2_source *source = self->reader->source;
    enum placement_known known;
    category[0] = establishments_category(source->establishments, source->map, &text, &known);
    category[1] = (int)known;
}

/* A code that DfE adds later is not known, and no reason to refuse a return: N_SEN2_NEED. */
static int
need_of(const char *text)
{
    const char *id = text[0] == '\0' ? "unknown" : need_id_of(text);
    for (int i = 0; i < N_SEN2_NEED && id != NULL; i++)
        if (strcmp(id, sen2_need_id[i]) == 0)
            return i;
    return N_SEN2_NEED;
}

static bool
read_number(const char *text, int *number)
{
    enum csv_absent why;
    const double value = csv_in_number(text, &why);
    *number = why == CSV_PRESENT && value >= 1.0 && value <= 9.0 ? (int)value : 0;
    return why == CSV_BLANK || (why == CSV_PRESENT && *number == value);
}

static bool
read_letter(const char *text, int *letter)
{
    *letter = text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0];
    return text[0] == '\0' || (text[1] == '\0' && *letter >= 'A' && *letter <= 'Z');
}

/* False, with a fault that shows no cell. */
static bool
read_field(const struct cells *self, size_t row, size_t i, char *to)
{
    const struct wanted *field = &self->as->field[i];
    const char *text = text_at(self, row, self->field[i]);
    int value[2] = { 0, 0 };
    const char *fault = NULL;
    switch (field->kind) {
    case CELL_DAY:
        fault = sen2_day_parse(text, value) ? NULL : "is no day, want one such as 2024-09-01";
        break;
    case CELL_LETTER:
        fault = read_letter(text, value) ? NULL : "is no code, want one letter";
        break;
    case CELL_NUMBER:
        fault = read_number(text, value) ? NULL : "is no whole number from 1 to 9";
        break;
    case CELL_GIVEN: value[0] = text[0] != '\0'; break;
    case CELL_NEED: value[0] = need_of(text); break;
    case CELL_SETTING: read_setting(self, row, self->field[i], value); break;
    }
    memcpy(to + field->at, value, field->kind == CELL_SETTING ? sizeof value : sizeof value[0]);
    if (fault != NULL)
        csv_in_fault(self->csv, row, self->field[i], "%s", fault);
    return fault == NULL;
}

/* ---- keys */

const char *const *
sen2_key_of(const char *const *list, size_t n, const char *key)
{
    size_t from = 0, to = n;
    while (from < to) {
        const size_t at = from + (to - from) / 2;
        const int order = strcmp(list[at], key);
        if (order == 0)
            return &list[at];
        if (order < 0)
            from = at + 1;
        else
            to = at;
    }
    return NULL;
}

struct sorted { /* a row on its way to its place */
    const char *key;
    const void *row;
    size_t size;
};

static int
by_key_then_content(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    const int order = strcmp(x->key, y->key);
    return order != 0 ? order : memcmp(x->row, y->row, x->size);
}

/* In order, the first of each key; where the module has no key, of each content. */
static int
settle(struct sen2_return *to, struct sen2_rows *rows, bool keyed, struct hr_err *err)
{
    struct sorted *list = calloc(rows->n + 1, sizeof *list);
    char *row = calloc(rows->n + 1, rows->size);
    size_t n = 0;
    if (list == NULL || row == NULL) {
        free(list);
        free(row);
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", rows->n);
    }
    for (size_t i = 0; i < rows->n; i++)
        list[i] = (struct sorted){ rows->key[i], (char *)rows->row + i * rows->size, rows->size };
    qsort(list, rows->n, sizeof *list, by_key_then_content);
    for (size_t i = 0; i < rows->n; i++) {
        if (i > 0 && (keyed ? strcmp(list[i - 1].key, list[i].key)
                            : by_key_then_content(&list[i - 1], &list[i])) == 0) {
            to->odd[ODD_DUPLICATE] += 1.0;
            continue;
        }
        memcpy(row + n * rows->size, list[i].row, rows->size);
        rows->key[n++] = list[i].key;
    }
    free(rows->row);
    free(list);
    rows->row = row;
    rows->n = n;
    return 0;
}

/* ---- children: persons of one UPN, or else one ULN */

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
number_of(const struct cells *self, size_t row)
{
    const char *upn = text_at(self, row, self->upn);
    return upn[0] != '\0' ? upn : text_at(self, row, self->uln);
}

/* Into `child` of each row the rank of its number among all numbers, which the order of rows does
 * not change; SEN2_NONE: it has none. */
static int
rank_numbers(const struct cells *self, struct sen2_person *person, const size_t *row_of, size_t n,
             struct hr_err *err)
{
    const char **number = calloc(n + 1, sizeof *number);
    if (number == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu persons", n);
    for (size_t i = 0; i < n; i++)
        number[i] = number_of(self, row_of[i]);
    qsort(number, n, sizeof *number, by_text);
    size_t n_different = 0;
    for (size_t i = 0; i < n; i++)
        if (n_different == 0 || strcmp(number[n_different - 1], number[i]) != 0)
            number[n_different++] = number[i];
    for (size_t i = 0; i < n; i++) {
        const char *own = number_of(self, row_of[i]);
        const char *const *found = bsearch(&own, number, n_different, sizeof *number, by_text);
        person[i].child = own[0] == '\0' || found == NULL ? SEN2_NONE : (int)(found - number);
    }
    struct sen2_return *to = self->reader->to;
    for (size_t i = 0; i < n_different; i++)
        number[i] = arena_text(&to->arena, number[i], strlen(number[i]));
    to->number = number;
    to->n_number = n_different;
    return 0;
}

/* Then, the rows in their order: the first person of each number stands for the child. */
static int
join_children(struct sen2_return *to, struct hr_err *err)
{
    const struct sen2_rows *rows = &to->rows[SEN2_PERSON];
    struct sen2_person *person = rows->row;
    to->child = calloc(to->n_number + 1, sizeof *to->child);
    if (to->child == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for children");
    for (size_t i = 0; i < to->n_number; i++)
        to->child[i] = SEN2_NONE;
    for (size_t i = 0; i < rows->n; i++) {
        const int rank = person[i].child;
        if (rank == SEN2_NONE || to->child[rank] == SEN2_NONE) {
            person[i].child = (int)i;
            if (rank != SEN2_NONE)
                to->child[rank] = (int)i;
            continue;
        }
        person[i].child = to->child[rank];
        to->odd[ODD_SAME_CHILD] += 1.0;
    }
    return 0;
}

/* ---- the table */

/* False: a fault, or an orphan. */
static bool
read_row(const struct cells *self, size_t row, char *to)
{
    struct sen2_return *out = self->reader->to;
    bool good = true;
    if (self->key != SIZE_MAX && text_at(self, row, self->key)[0] == '\0') {
        csv_in_fault(self->csv, row, self->key, "is empty, want the row's key");
        good = false;
    }
    for (size_t i = 0; i < MOST_FIELDS && self->as->field[i].name != NULL; i++)
        good = read_field(self, row, i, to) && good;
    if (!good || self->as->parent == NULL)
        return good;
    const struct sen2_rows *parents = &out->rows[self->as->of];
    const char *const *found =
        sen2_key_of(parents->key, parents->n, text_at(self, row, self->parent));
    const int parent = found == NULL ? SEN2_NONE : (int)(found - parents->key);
    memcpy(to + self->as->parent_at, &parent, sizeof parent);
    out->odd[ODD_ORPHAN] += found == NULL;
    return found != NULL;
}

static int
take(const struct cells *self, size_t *row_of, struct hr_err *err)
{
    struct sen2_return *to = self->reader->to;
    struct sen2_rows *rows = &to->rows[self->reader->module];
    rows->size = self->as->size;
    rows->row = calloc(self->csv->n_row + 1, rows->size);
    rows->key = calloc(self->csv->n_row + 1, sizeof *rows->key);
    if (rows->row == NULL || rows->key == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", self->csv->n_row);
    for (size_t row = 0; row < self->csv->n_row; row++) {
        if (!read_row(self, row, (char *)rows->row + rows->n * rows->size))
            continue;
        const char *key = text_at(self, row, self->key);
        row_of[rows->n] = row;
        rows->key[rows->n++] = arena_text(&to->arena, key, strlen(key));
    }
    int ret = csv_in_check(self->csv, err);
    if (ret == 0 && self->reader->module == SEN2_PERSON)
        ret = rank_numbers(self, rows->row, row_of, rows->n, err);
    if (ret == 0)
        ret = settle(to, rows, self->as->key != NULL, err);
    if (ret == 0 && self->reader->module == SEN2_PERSON)
        ret = join_children(to, err);
    return ret == 0 ? arena_check(&to->arena, err) : ret;
}

int
sen2_take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    const struct sen2_reader *self = reader;
    struct cells cells = { .reader = self, .csv = csv, .as = &MODULE[self->module] };
    size_t *row_of = calloc(csv->n_row + 1, sizeof *row_of);
    int ret = row_of == NULL ? hr_fail(err, HR_ENOMEM, "no memory for %zu rows", csv->n_row) : 0;
    if (ret == 0) {
        find_columns(&cells);
        ret = csv_in_check(csv, err);
    }
    if (ret == 0)
        ret = take(&cells, row_of, err);
    free(row_of);
    return ret;
}
