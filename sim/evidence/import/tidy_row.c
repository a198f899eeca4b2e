/* One row of a tidied file. */
#include "tidy_row.h"

#include "tidy_series.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ENGLAND_CODE "E92000001"

enum { OLDEST_AGE = 25 };

size_t
tidy_column(struct series *self, const char *name)
{
    const size_t column = csv_in_column(&self->csv, name);
    if (column == SIZE_MAX)
        csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX, "there is no column '%s'", name);
    return column;
}

double
tidy_count(struct series *self, size_t row, size_t column)
{
    enum csv_absent why;
    if (column == SIZE_MAX)
        return (double)NAN;
    const double count = csv_in_number(csv_in_text(&self->csv, row, column), &why);
    if (why == CSV_NOT_A_NUMBER || count < 0) {
        csv_in_fault(&self->csv, row, column, "'%s' is no count",
                     csv_in_text(&self->csv, row, column));
        return (double)NAN;
    }
    return count;
}

bool
tidy_year(struct series *self, size_t row, short *year)
{
    enum csv_absent why;
    const double number = csv_in_number(csv_in_text(&self->csv, row, self->year), &why);
    if (why != CSV_PRESENT || number < 1990 || number > 2100 || number != floor(number)) {
        csv_in_fault(&self->csv, row, self->year, "'%s' is no year",
                     csv_in_text(&self->csv, row, self->year));
        return false;
    }
    *year = (short)number;
    return true;
}

bool
tidy_series_ages(const char *label, int *from_age, int *to_age)
{
    char text[48], end;
    size_t n = 0;
    int a, b;
    for (const char *c = label; *c != '\0' && n < sizeof text - 1; c++)
        text[n++] = (char)tolower((unsigned char)*c);
    text[n] = '\0';
    const char *rest = strncmp(text, "ages ", 5) == 0  ? text + 5
                       : strncmp(text, "age ", 4) == 0 ? text + 4
                                                       : text;
    *from_age = *to_age = ALL_AGES;
    if (strcmp(rest, "unknown") == 0)
        return true;
    if (sscanf(rest, "%2d to %2d%c", &a, &b, &end) == 2 && a <= b) {
        *from_age = a;
        *to_age = b;
        return b <= OLDEST_AGE;
    }
    if (sscanf(rest, "under %2d%c", &b, &end) == 1 && b > 0) {
        *from_age = 0;
        *to_age = b - 1;
        return b - 1 <= OLDEST_AGE;
    }
    char *after;
    const long age = strtol(rest, &after, 10);
    if (after == rest || age < 0 || age > OLDEST_AGE)
        return false;
    *from_age = strcmp(after, " and under") == 0 ? 0 : (int)age;
    *to_age = strcmp(after, " and over") == 0 ? OLDEST_AGE : (int)age;
    return *after == '\0' || strcmp(after, " and under") == 0 || strcmp(after, " and over") == 0;
}

/* ---- areas */

static bool
copy_text(struct series *self, size_t row, size_t column, char *to, size_t size)
{
    if (column == SIZE_MAX)
        return true;
    const char *text = csv_in_text(&self->csv, row, column);
    const size_t n = strlen(text);
    if (n >= size) {
        csv_in_fault(&self->csv, row, column, "'%.80s' is longer than %zu letters", text, size - 1);
        return false;
    }
    memcpy(to, text, n);
    return true;
}

static bool
level_of(struct series *self, size_t row, struct evidence_area *area)
{
    const char *level = csv_in_text(&self->csv, row, self->level);
    static const char *const NAME[] = { "national", "region", "la" };
    for (int i = 0; i < 3; i++)
        if (strcasecmp(level, NAME[i]) == 0) {
            area->level = AREA_ENGLAND + i;
            return true;
        }
    csv_in_fault(&self->csv, row, self->level, "'%s' is no level, want national, region or la",
                 level);
    return false;
}

/* Index of the row's area, which is added when it is new; -1 after a fault in the file. */
static int
row_area(struct series *self, size_t row, int *index, struct hr_err *err)
{
    struct evidence_area area = { 0 };
    *index = -1;
    if (!level_of(self, row, &area) ||
        !copy_text(self, row, self->ons_code, area.ons_code, sizeof area.ons_code) ||
        !copy_text(self, row, self->name, area.name, sizeof area.name) ||
        !copy_text(self, row, self->region, area.region, sizeof area.region))
        return 0;
    if (area.level == AREA_ENGLAND)
        memcpy(area.code, ENGLAND_CODE, sizeof ENGLAND_CODE);
    else if (area.level == AREA_REGION)
        memcpy(area.code, area.ons_code, sizeof area.code);
    else if (!copy_text(self, row, self->dfe_code, area.code, sizeof area.code))
        return 0;
    if (area.code[0] == '\0') {
        csv_in_fault(&self->csv, row, area.level == AREA_REGION ? self->ons_code : self->dfe_code,
                     "'%s' has no code here", area.name);
        return 0;
    }
    return evidence_add_area(self->out, &area, index, err);
}

void
tidy_columns(struct series *self, const struct file_kind *kind)
{
    self->level = tidy_column(self, "level");
    self->dfe_code = tidy_column(self, "dfe_code");
    self->name = tidy_column(self, "name");
    self->year = tidy_column(self, kind->year);
    self->ages = kind->ages == NULL ? SIZE_MAX : tidy_column(self, kind->ages);
    self->ons_code = csv_in_column(&self->csv, "ons_code");
    self->region = csv_in_column(&self->csv, "region");
    self->total = csv_in_column(&self->csv, "published_total_count");
}

int
tidy_row(struct series *self, size_t row, const struct file_kind *kind, struct observation *item,
         bool *good, struct hr_err *err)
{
    *item = (struct observation){
        .from_age = ALL_AGES, .to_age = ALL_AGES, .category = ALL_CATEGORIES, .need = ALL_NEEDS
    };
    if (kind->children) {
        item->from_age = 0;
        item->to_age = 17;
    }
    const int ret = row_area(self, row, &item->area, err);
    *good = ret == 0 && item->area >= 0 && tidy_year(self, row, &item->year);
    if (*good && self->ages != SIZE_MAX) {
        int from, to;
        const char *label = csv_in_text(&self->csv, row, self->ages);
        *good = tidy_series_ages(label, &from, &to);
        if (!*good)
            csv_in_fault(&self->csv, row, self->ages, "'%s' is no age", label);
        item->from_age = (short)from;
        item->to_age = (short)to;
        *good = *good && from != ALL_AGES; /* unknown ages are in the total alone */
    }
    return ret;
}

int
tidy_put(struct series *self, struct observation item, int measure, int category, double count,
         struct hr_err *err)
{
    if (isnan(count))
        return 0;
    item.measure = (short)measure;
    item.category = (short)category;
    item.count = count;
    return evidence_add(self->out, &item, err);
}
