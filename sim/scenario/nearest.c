/* Optimal string alignment distance (Damerau-Levenshtein without edits inside a swap), by the usual
 * table, three rows at a time. */
#include "nearest.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 63 };

static int
fold(char c)
{
    return c == '-' ? '_' : tolower((unsigned char)c);
}

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t
edit_distance(const char *a, const char *b)
{
    const size_t n_a = strlen(a), n_b = strlen(b);
    size_t row[3][NAME_MAX_LENGTH + 1];

    if (n_a > NAME_MAX_LENGTH || n_b > NAME_MAX_LENGTH)
        return SIZE_MAX;
    for (size_t j = 0; j <= n_b; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *now = row[i % 3];
        const size_t *before = row[(i - 1) % 3], *second = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            const size_t differ = fold(a[i - 1]) != fold(b[j - 1]);
            now[j] = least(least(before[j] + 1, now[j - 1] + 1), before[j - 1] + differ);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
                fold(a[i - 2]) == fold(b[j - 1]))
                now[j] = least(now[j], second[j - 2] + 1);
        }
    }
    return row[n_a % 3][n_b];
}

static bool
is_word_end(char c)
{
    return c == '\0' || fold(c) == '_' || c == '.';
}

bool
has_words(const char *name, const char *typed)
{
    const size_t length = strlen(typed);
    for (const char *at = name; length > 0 && *at != '\0'; at++) {
        size_t i = 0;
        while (i < length && at[i] != '\0' && fold(at[i]) == fold(typed[i]))
            i++;
        if (i == length && is_word_end(at[i]) && (at == name || is_word_end(at[-1])))
            return true;
    }
    return false;
}

/* One edit in every three letters is still a slip of the finger; more is another word. */
static size_t
near_enough(const char *typed)
{
    const size_t length = strlen(typed);
    return length < 4 ? 1 : length / 3 + 1;
}

void
nearest_offer(struct nearest *self, const char *candidate)
{
    const size_t length = strlen(self->name), other = strlen(candidate);
    const bool begins = length >= 4 && strncmp(self->name, candidate, length) ==
                                           0; /* "horizon" for "horizon_years" */
    const size_t at_least = length > other ? length - other : other - length;
    const size_t distance = has_words(candidate, self->name) ? 0
                            : begins                         ? 1
                            : at_least > near_enough(self->name)
                                ? at_least
                                : edit_distance(self->name, candidate);
    if (distance > near_enough(self->name) || (self->best != NULL && distance >= self->distance))
        return;
    self->best = candidate;
    self->distance = distance;
}
