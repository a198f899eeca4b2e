#include "sheet_list.h"

#include "calendar.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHEET_ITEM(name) &sheet_##name,
static const struct sheet *const item[] = { WORKBOOK_SHEETS(SHEET_ITEM) NULL };

const struct sheet *
sheets_item(size_t i)
{
    return item[i];
}

void
checks_add(struct writing *self, const struct check *check)
{
    if (!isfinite(check->value[0]) || !isfinite(check->value[1]))
        return;
    if (self->n_check == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 64 : 2 * self->capacity;
        struct check *grown = reallocarray(self->check, capacity, sizeof *grown);
        if (grown == NULL) {
            book_no_memory(self->book);
            return;
        }
        self->check = grown;
        self->capacity = capacity;
    }
    self->check[self->n_check++] = *check;
}

const struct workbook_scenario *
shown_scenario(const struct workbook_source *from, size_t i)
{
    for (size_t k = 0; k < from->n_scenario; k++)
        if (!from->scenario[k].derived && i-- == 0)
            return &from->scenario[k];
    return NULL;
}

/* A text that is too long is cut where a character of UTF-8 begins. */
struct text_line
line_of(const char *fmt, ...)
{
    struct text_line line;
    va_list args;
    va_start(args, fmt);
    const int wanted = vsnprintf(line.text, sizeof line.text, fmt, args);
    va_end(args);
    if (wanted >= (int)sizeof line.text) {
        size_t n = sizeof line.text - 1;
        while (n > 0 && ((unsigned char)line.text[n - 1] & 0xC0u) == 0x80u)
            n--;
        line.text[n > 0 ? n - 1 : 0] = '\0';
    }
    return line;
}

struct text_line
scenario_heading(const struct workbook_scenario *scenario)
{
    return strcmp(scenario->role, "other") == 0
               ? line_of("%s", scenario->label)
               : line_of("%s (%s)", scenario->label, scenario->role);
}

struct pick
forecast_pick(const struct workbook_source *from)
{
    static const char *const key[] = { "scenario", "measure", "financial_year" };
    return pick_of(data_table(from, "forecast"), key, 3);
}

size_t
forecast_row(struct pick *pick, const char *scenario, const char *measure, int fy)
{
    const struct year_name year = fy_name(fy);
    const char *const value[] = { scenario, measure, year.text };
    return pick_row(pick, value);
}

const char *
average_column(const struct table *forecast, size_t row)
{
    return strcmp(data_text(forecast, row, "basis"), "forecast") == 0 ? "mean" : "central";
}
