#include "fault.h"

#include "text.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void
faults_init(struct faults *self)
{
    *self = (struct faults){ .item = NULL };
}

void
faults_release(struct faults *self)
{
    for (size_t i = 0; i < self->n; i++) {
        free(self->item[i].where);
        free(self->item[i].text);
    }
    free(self->item);
    faults_init(self);
}

static bool
faults_room(struct faults *self)
{
    if (self->n < self->capacity)
        return true;
    const size_t capacity = self->capacity == 0 ? 16 : 2 * self->capacity;
    struct fault *item = realloc(self->item, capacity * sizeof *item);
    if (item == NULL) {
        self->failed = true;
        return false;
    }
    self->item = item;
    self->capacity = capacity;
    return true;
}

static void HR_PRINTF(4, 0)
    add(struct faults *self, const char *where, double advised, const char *fmt, va_list args)
{
    if (self->n == FAULTS_MOST) {
        self->n_unlisted++;
        return;
    }
    if (!faults_room(self))
        return;

    struct text text;
    text_init(&text);
    text_add_args(&text, fmt, args);
    char *place = strdup(where), *sentence = NULL;
    if (text_take(&text, &sentence, NULL) != 0 || place == NULL) {
        free(sentence);
        free(place);
        self->failed = true;
        return;
    }
    self->item[self->n] =
        (struct fault){ .where = place, .text = sentence, .order = self->n, .advised = advised };
    self->n++;
}

void
faults_add(struct faults *self, const char *where, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add(self, where, (double)NAN, fmt, args);
    va_end(args);
}

void
faults_add_number(struct faults *self, const char *where, double advised, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add(self, where, advised, fmt, args);
    va_end(args);
}

/* The order of finding of those that stay is left as it is: only which is less matters. */
void
faults_take_back(struct faults *self, const char *where, double advised)
{
    for (size_t i = 0; i < self->n; i++) {
        if (!(self->item[i].advised >= advised && self->item[i].advised <= advised) ||
            strcmp(self->item[i].where, where) != 0)
            continue;
        free(self->item[i].where);
        free(self->item[i].text);
        memmove(&self->item[i], &self->item[i + 1], (self->n - i - 1) * sizeof *self->item);
        self->n--;
        return;
    }
}

struct rank {
    size_t file, line, order;
    struct fault fault;
};

/* "a.cfg:14": the file's place in the list and 14. A file that is not in the list comes last, a
 * place without a line first in its file. */
static struct rank
fault_rank(const struct fault *fault, const char *const *file, size_t n_file)
{
    struct rank rank = { .file = n_file, .line = 0, .order = fault->order, .fault = *fault };
    const char *colon = strrchr(fault->where, ':');
    size_t length = strlen(fault->where);

    if (colon != NULL && colon[1] >= '0' && colon[1] <= '9') {
        length = (size_t)(colon - fault->where);
        rank.line = (size_t)strtoul(colon + 1, NULL, 10);
    }
    for (size_t i = n_file; i > 0; i--)
        if (strlen(file[i - 1]) == length && strncmp(file[i - 1], fault->where, length) == 0)
            rank.file = i - 1;
    return rank;
}

static int
rank_compare(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

void
faults_sort(struct faults *self, const char *const *file, size_t n_file)
{
    if (self->n < 2)
        return;
    struct rank *rank = calloc(self->n, sizeof *rank);
    if (rank == NULL) {
        self->failed = true;
        return;
    }
    for (size_t i = 0; i < self->n; i++)
        rank[i] = fault_rank(&self->item[i], file, n_file);
    qsort(rank, self->n, sizeof *rank, rank_compare);
    for (size_t i = 0; i < self->n; i++)
        self->item[i] = rank[i].fault;
    free(rank);
}
