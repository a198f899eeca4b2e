#include "figure_book.h"

#include "claim.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct figure {
    char key[192], where[96];
    double value, within;
};

void
book_init(struct figure_book *self)
{
    *self = (struct figure_book){ .figure = calloc(BOOK_ROOM, sizeof *self->figure) };
    cr_assert_not_null(self->figure);
}

void
book_release(struct figure_book *self)
{
    free(self->figure);
    *self = (struct figure_book){ 0 };
}

bool
book_read(const char *text, double *value, double *within)
{
    char *end;
    *value = strtod(text, &end);
    if (end == text || *end != '\0')
        return false;
    const char *point = strchr(text, '.');
    *within = 0.5 * pow(10.0, point == NULL ? 0.0 : -(double)strlen(point + 1));
    return true;
}

void
book_fault(struct figure_book *self, const char *fmt, ...)
{
    va_list args;
    if (self->n_fault == BOOK_FAULTS)
        return;
    va_start(args, fmt);
    (void)vsnprintf(self->fault[self->n_fault++], sizeof self->fault[0], fmt, args);
    va_end(args);
}

static struct figure *
place_of(const struct figure_book *self, const struct figure_key *key, char *text, size_t size)
{
    uint64_t hash = 1469598103934665603u;
    (void)snprintf(text, size, "%s, %s, %s, %s", key->scenario, key->when, key->measure,
                   key->statistic);
    for (const char *at = text; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * 1099511628211u;
    size_t i = (size_t)(hash % BOOK_ROOM);
    while (self->figure[i].key[0] != '\0' && strcmp(self->figure[i].key, text) != 0)
        i = (i + 1) % BOOK_ROOM;
    return &self->figure[i];
}

void
book_put_number(struct figure_book *self, const struct figure_key *key, double value, double within,
                const char *where)
{
    char text[sizeof self->figure->key];
    struct figure *figure = place_of(self, key, text, sizeof text);
    if (figure->key[0] == '\0') {
        cr_assert_lt(self->n, BOOK_ROOM / 2, "the book is too small");
        self->n++;
        memcpy(figure->key, text, sizeof text);
        (void)snprintf(figure->where, sizeof figure->where, "%s", where);
        figure->value = value;
        figure->within = within;
        return;
    }
    self->n_again++;
    if (!(fabs(value - figure->value) <= (within + figure->within) * (1.0 + 1e-9) + 1e-9))
        book_fault(self, "%s: %.9g in %s, %.9g in %s", text, figure->value, figure->where, value,
                   where);
}

void
book_put(struct figure_book *self, const struct figure_key *key, const char *text,
         const char *where)
{
    double value, within;
    if (book_read(text, &value, &within))
        book_put_number(self, key, value, within, where);
}

double
book_at(const struct figure_book *self, const struct figure_key *key)
{
    char text[sizeof self->figure->key];
    const struct figure *figure = place_of(self, key, text, sizeof text);
    return figure->key[0] == '\0' ? (double)NAN : figure->value;
}
