#include "establishments.h"

#include "list.h"

#include <errno.h>
#include <glob.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- types of establishment and codes of settings, as columns of DfE's tables ---- */

static const char LA_SCHOOL[] = "mainstream_la_maintained", ACADEMY[] = "mainstream_academy",
                  FREE_SCHOOL[] = "mainstream_free_school", LA_SPECIAL[] = "special_la_maintained",
                  ACADEMY_SPECIAL[] = "special_academy_free", OTHER_SCHOOL[] = "other_schools",
                  COLLEGE[] = "general_fe_tertiary_colleges", AP_ACADEMY[] = "ap_pru_academy";

/* Codes of TypeOfEstablishment in the register. */
static const struct {
    int code;
    const char *column;
} TYPE[] = {
    { 1, LA_SCHOOL },                          /* community school */
    { 2, LA_SCHOOL },                          /* voluntary aided */
    { 3, LA_SCHOOL },                          /* voluntary controlled */
    { 5, LA_SCHOOL },                          /* foundation */
    { 6, ACADEMY },                            /* city technology college */
    { 7, LA_SPECIAL },                         /* community special */
    { 8, "special_non_maintained" },           /* non-maintained special */
    { 10, "special_independent" },             /* other independent special */
    { 11, "mainstream_independent" },          /* other independent */
    { 12, LA_SPECIAL },                        /* foundation special */
    { 14, "ap_pru_la_maintained" },            /* pupil referral unit */
    { 15, LA_SCHOOL },                         /* local authority nursery school */
    { 18, COLLEGE },                           /* further education */
    { 24, OTHER_SCHOOL },                      /* secure unit */
    { 25, OTHER_SCHOOL },                      /* offshore school */
    { 26, OTHER_SCHOOL },                      /* service children's education */
    { 27, OTHER_SCHOOL },                      /* miscellaneous */
    { 28, ACADEMY },                           /* academy, sponsor led */
    { 29, OTHER_SCHOOL },                      /* higher education institution */
    { 30, "w_settings" },                      /* Welsh establishment */
    { 31, COLLEGE },                           /* sixth form centre */
    { 32, "specialist_post_16_institutions" }, /* special post 16 institution */
    { 33, ACADEMY_SPECIAL },                   /* academy special, sponsor led */
    { 34, ACADEMY },                           /* academy converter */
    { 35, FREE_SCHOOL },                       /* free school */
    { 36, ACADEMY_SPECIAL },                   /* free school, special */
    { 37, OTHER_SCHOOL },                      /* British school overseas */
    { 38, "ap_pru_free_school" },              /* free school, alternative provision */
    { 39, FREE_SCHOOL },                       /* free school, 16 to 19 */
    { 40, ACADEMY },                           /* university technical college */
    { 41, ACADEMY },                           /* studio school */
    { 42, AP_ACADEMY },                        /* academy alternative provision converter */
    { 43, AP_ACADEMY },                        /* the same, sponsor led */
    { 44, ACADEMY_SPECIAL },                   /* academy special converter */
    { 45, ACADEMY },                           /* academy 16 to 19 converter */
    { 46, ACADEMY },                           /* academy 16 to 19, sponsor led */
    { 49, "online_provider" },                 /* online provider */
    { 56, OTHER_SCHOOL },                      /* funded by another government department */
    { 57, OTHER_SCHOOL },                      /* academy secure 16 to 19 */
};

/* SENSetting of the return, items 4.7c and 5.7c of DfE's guide. */
static const struct {
    const char *code, *column;
} SETTING[] = {
    { "OLA", "other_arrangements_la" },
    { "OPA", "other_arrangements_parents" },
    { "EHE", "elective_home_education" },
    { "EYP", "nm_early_years" },
    { "OTH", "other_placement_settings" },
    { "NEET", "neet" },
    { "NIEC", "neet_ntci" },
    { "NIEO", "neet_other" },
};

/* PLACEMENT_UNKNOWN when it is none. */
static int
category_of_text(const struct placement_map *map, const char *text)
{
    for (size_t i = 0; i < sizeof SETTING / sizeof SETTING[0]; i++)
        if (strcasecmp(SETTING[i].code, text) == 0)
            return placement_map_find(map, SETTING[i].column);
    const int category = placement_category_of(text);
    return category != PLACEMENT_UNKNOWN ? category : placement_map_find(map, text);
}

/* A URN or UKPRN; spreadsheets write "100001.0". 0: it is none. */
static long
number_of(const char *text)
{
    char *end;
    const long number = strtol(text, &end, 10);
    return number > 0 && (*end == '\0' || strcmp(end, ".0") == 0) ? number : 0;
}

/* ---- tables ---- */

static int
add(struct establishments *self, const char *number, const struct establishment *as,
    struct hr_err *err)
{
    const long value = number_of(number);
    if (value == 0)
        return 0;
    const int ret = list_room(&self->item, self->n, sizeof *self->item, err);
    if (ret != 0)
        return ret;
    self->item[self->n] = *as;
    self->item[self->n++].number = value;
    return 0;
}

struct table_of { /* a table that is read */
    struct establishments *to;
    const struct placement_map *map;
    struct evidence *evidence;
};

const char *
establishments_placement(const char *code)
{
    for (size_t i = 0; i < sizeof TYPE / sizeof TYPE[0]; i++)
        if (TYPE[i].code == atoi(code))
            return TYPE[i].column;
    return NULL;
}

static int
take_register(void *reader, struct csv_in *csv, struct hr_err *err)
{
    const struct table_of *self = reader;
    const size_t urn = columns_one(csv, "URN", ""),
                 type = columns_one(csv, "TypeOfEstablishment (code)", ""),
                 ukprn = csv_in_column(csv, "UKPRN");
    int ret = csv_in_check(csv, err);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++) {
        const char *column = establishments_placement(csv_in_text(csv, row, type));
        if (column == NULL)
            continue;
        const struct establishment as = { .category = (short)placement_map_find(self->map, column),
                                          .mainstream = column == LA_SCHOOL || column == ACADEMY ||
                                                        column == FREE_SCHOOL };
        ret = add(self->to, csv_in_text(csv, row, urn), &as, err);
        if (ret == 0 && ukprn != SIZE_MAX)
            ret = add(self->to, csv_in_text(csv, row, ukprn), &as, err);
    }
    return ret;
}

static int
take_own(void *reader, struct csv_in *csv, struct hr_err *err)
{
    const struct table_of *self = reader;
    const size_t urn = columns_one(csv, "urn", ""), category = columns_one(csv, "category", "");
    int ret = csv_in_check(csv, err);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++) {
        const char *text = csv_in_text(csv, row, category);
        const int as = category_of_text(self->map, text);
        if (as < 0 && as != NOT_RECORDED)
            csv_in_fault(csv, row, category,
                         "'%s' is no category and no placement of placement_map.csv", text);
        else
            ret = add(self->to, csv_in_text(csv, row, urn),
                      &(struct establishment){ .own = true,
                                               .category = (short)as,
                                               .mainstream = as == CATEGORY_MAINSTREAM },
                      err);
    }
    return ret;
}

/* The register comes in the letters of Windows-1252; what is read of it is numbers. */
static void
plain_letters(char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            bytes[i] = '?';
}

static int
read_table(struct table_of *self, const char *path, table_taker *take, struct hr_err *err)
{
    struct evidence *to = self->evidence;
    struct table_in table;
    int ret = table_in_read(&table, path, err);
    if (ret == 0)
        ret = evidence_add_source(to, path, table.bytes, table.size, err);
    if (ret == 0 && take == take_register)
        plain_letters(table.read, table.size);
    if (ret == 0)
        ret = table_in_take(&table, take, self, &to->faults, err);
    table_in_release(&table);
    self->to->given = true;
    return ret;
}

static int
read_pattern(struct table_of *self, const char *folder, const char *pattern, table_taker *take,
             struct hr_err *err)
{
    glob_t found = { 0 };
    char *path = table_in_path(folder, pattern, err);
    int ret = path == NULL ? HR_ENOMEM : 0;
    if (ret == 0 && glob(path, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc && ret == 0; i++)
            ret = read_table(self, found.gl_pathv[i], take, err);
    globfree(&found);
    free(path);
    return ret;
}

static int
by_number(const void *a, const void *b)
{
    const struct establishment *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static int
by_number_own_first(const void *a, const void *b)
{
    const struct establishment *x = a, *y = b;
    const int order = by_number(a, b);
    if (order != 0)
        return order;
    return x->own != y->own ? (int)y->own - (int)x->own : x->category - y->category;
}

/* In order, the first of each number kept. */
static void
settle(struct establishments *self)
{
    size_t n = 0;
    if (self->n > 0) /* qsort wants no list that is not there */
        qsort(self->item, self->n, sizeof *self->item, by_number_own_first);
    for (size_t i = 0; i < self->n; i++)
        if (n == 0 || self->item[n - 1].number != self->item[i].number)
            self->item[n++] = self->item[i];
    self->n = n;
}

int
establishments_read(struct establishments *self, const char *folder,
                    const struct placement_map *map, struct evidence *to, struct hr_err *err)
{
    struct table_of reader = { self, map, to };
    *self = (struct establishments){ .n = 0 };
    int ret = read_pattern(&reader, folder, "urns.csv", take_own, err);
    if (ret == 0)
        ret = read_pattern(&reader, folder, "edubasealldata*.csv", take_register, err);
    if (ret == 0)
        settle(self);
    return ret;
}

void
establishments_release(struct establishments *self)
{
    free(self->item);
    *self = (struct establishments){ .n = 0 };
}

/* ---- a placement ---- */

static const struct establishment *
find(const struct establishments *self, const char *number)
{
    if (number == NULL || self->n == 0)
        return NULL;
    const struct establishment key = { .number = number_of(number) };
    return bsearch(&key, self->item, self->n, sizeof key, by_number);
}

static bool
is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static int
category_of_number(const struct establishments *self, const struct placement_text *text,
                   enum placement_known *known)
{
    const struct establishment *it = find(self, text->urn);
    if (it == NULL)
        it = find(self, text->ukprn);
    *known = it != NULL    ? PLACEMENT_BY_TABLE
             : self->given ? PLACEMENT_NOT_LISTED
                           : PLACEMENT_NO_TABLE;
    /* A unit is one whatever is known of its school. */
    if (text->unit && (it == NULL || it->mainstream)) {
        *known = PLACEMENT_BY_TABLE;
        return CATEGORY_UNIT;
    }
    return it == NULL ? NOT_RECORDED : it->category;
}

int
establishments_category(const struct establishments *self, const struct placement_map *map,
                        const struct placement_text *text, enum placement_known *known)
{
    if (is_given(text->urn) || is_given(text->ukprn))
        return category_of_number(self, text, known);
    if (text->unit) {
        *known = PLACEMENT_BY_TABLE;
        return CATEGORY_UNIT;
    }
    *known = PLACEMENT_BLANK;
    if (!is_given(text->setting))
        return NOT_RECORDED;
    const int category = category_of_text(map, text->setting);
    *known = category >= 0              ? PLACEMENT_BY_TABLE
             : category == NOT_RECORDED ? PLACEMENT_BLANK
                                        : PLACEMENT_ODD_TEXT;
    return category >= 0 ? category : NOT_RECORDED;
}
